// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A method with a change of its cache before or after it: {@code afterInvocation}, and for which failures, of the standard annotations.
 * Of a method that returns a stage, after is when the stage is done.
 */
final class ChangingMethod implements CachedMethod {

    private final Change change;
    private final boolean after;
    private final FailureRule rule;

    /** A change of a cache. What it needs of the arguments is taken before the method runs. */
    @FunctionalInterface
    interface Change {

        Runnable of(Invocation invocation);
    }

    ChangingMethod(Change change, boolean after, FailureRule rule) {
        this.change = change;
        this.after = after;
        this.rule = rule;
    }

    @Override
    public @Nullable Object call(Invocation invocation) throws Exception {
        Runnable prepared = change.of(invocation);
        if (!after) {
            prepared.run();
            return invocation.proceed();
        }
        Object result;
        try {
            result = invocation.proceed();
        } catch (Exception | Error failure) {
            changeAfter(failure, prepared);
            throw failure;
        }
        if (result instanceof CompletionStage<?> stage) {
            return changeAfter(stage, prepared);
        }
        prepared.run();
        return result;
    }

    private <T> CompletionStage<T> changeAfter(CompletionStage<T> stage, Runnable prepared) {
        CallScope scope = CallScope.current();
        return Shaped.uncancellable(stage.whenComplete((result, failure) -> {
            if (failure == null) {
                scope.run(prepared);
            } else {
                scope.run(() -> changeAfter(Shaped.unwrapped(failure), prepared));
            }
        }));
    }

    private void changeAfter(Throwable failure, Runnable prepared) {
        if (!rule.concerns(failure)) {
            return;
        }
        try {
            prepared.run();
        } catch (RuntimeException unchanged) {
            failure.addSuppressed(unchanged);
        }
    }
}
