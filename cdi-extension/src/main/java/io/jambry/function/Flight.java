// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run of a function for one key, which others may wait for. Thread-safe. */
final class Flight<V extends @Nullable Object> {

    private final AtomicReference<@Nullable Thread> leader;
    private final CompletableFuture<V> result = new CompletableFuture<>();

    private Flight(@Nullable Thread leader) {
        this.leader = new AtomicReference<>(leader);
    }

    /** One that the caller leads. */
    static <V extends @Nullable Object> Flight<V> led() {
        return new Flight<>(Thread.currentThread());
    }

    /** One that waits for somebody to take it. */
    static <V extends @Nullable Object> Flight<V> notLed() {
        return new Flight<>(null);
    }

    /** Whether nobody led it, and the caller does from now on. */
    boolean isTaken() {
        return leader.get() == null && leader.compareAndSet(null, Thread.currentThread());
    }

    CompletableFuture<V> result() {
        return result;
    }

    /** Tells whether the caller would wait for itself. */
    boolean isOwnCall() {
        return leader.get() == Thread.currentThread();
    }
}
