// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.FunctionCache;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Results and failures in the shapes in which methods return them. */
final class Shaped {

    private Shaped() {}

    /**
     * Calls a method whose results are cached.
     *
     * @param shape how the result lies in what the method returns, and is to lie in what this returns
     * @param results where results are kept
     * @param key under which
     * @param method calls the method
     */
    static @Nullable Object call(
            ResultShape shape,
            FunctionCache<Object, Object> results,
            Object key,
            Callable<? extends @Nullable Object> method)
            throws Exception {
        return shape == ResultShape.PLAIN ? results.get(key, method) : wrapped(shape, results, key, method);
    }

    private static Object wrapped(
            ResultShape shape,
            FunctionCache<Object, Object> results,
            Object key,
            Callable<? extends @Nullable Object> method)
            throws Exception {
        return shape == ResultShape.STAGE
                ? results.getAsync(key, () -> started(method))
                : Optional.ofNullable(results.get(key, () -> content(method.call())));
    }

    /** A stage that could not even begin is one that failed. */
    private static CompletionStage<@Nullable Object> started(Callable<? extends @Nullable Object> method) {
        try {
            return stage(method.call());
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** What an {@code Optional} holds; a method that returns null where it promised one is taken for empty. */
    static @Nullable Object content(@Nullable Object optional) {
        return optional instanceof Optional<?> present ? present.orElse(null) : null;
    }

    /** The stage that a method returned; one that returned none is taken for done, without a result. */
    @SuppressWarnings("unchecked") // what it completes with is an object
    static CompletionStage<@Nullable Object> stage(@Nullable Object returned) {
        return returned == null
                ? CompletableFuture.completedFuture(null)
                : (CompletionStage<@Nullable Object>) returned;
    }

    /** The same for a caller who may cancel it: what is still to be done when the given one completes is done all the same. */
    static <T extends @Nullable Object> CompletionStage<T> uncancellable(CompletionStage<T> stage) {
        return stage.thenApply(result -> result);
    }

    static Throwable unwrapped(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    static void rethrow(@Nullable Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof Exception exception) {
            throw exception;
        }
    }
}
