// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One run of a function for one key, which others may wait for. */
final class Flight<V extends @Nullable Object> {

    private final Thread owner = Thread.currentThread();
    private final CompletableFuture<V> result = new CompletableFuture<>();

    CompletableFuture<V> result() {
        return result;
    }

    /** Tells whether the caller would wait for itself. */
    boolean isOwnCall() {
        return owner == Thread.currentThread();
    }
}
