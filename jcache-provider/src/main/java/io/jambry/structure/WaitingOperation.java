// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.Daemons;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * An operation that waits until something is there to be taken.
 *
 * <p>Mechanism: the server waits for a second at most each time, on a connection that no other call needs, until the whole time is over.
 * So an interrupt is noticed, a server that is gone is missed, and the wait may be longer than any call. Each server counts only its own
 * part of the wait.
 */
final class WaitingOperation<T extends @Nullable Object> extends Operation<T> {

    private static final long PART_MILLIS = 1000;
    private static final double MILLIS = 1000;
    private static final long NANOS = 1_000_000;

    /** Longer than any JVM runs; times must not overflow. */
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final DoubleFunction<CommandObject<T>> command;
    private final T nothing;
    private final long nanos;
    private final String instead;

    /**
     * Makes an operation.
     *
     * @param link leads to the server
     * @param wait how long to wait
     * @param nothing what the command answers when nothing came
     * @param instead which operation does the same without waiting
     * @param command makes the command from the seconds that the server is to wait
     */
    WaitingOperation(
            StructureLink link, Duration wait, T nothing, String instead, DoubleFunction<CommandObject<T>> command) {
        super(link, command.apply(PART_MILLIS / MILLIS));
        if (wait.isNegative()) {
            throw new IllegalArgumentException("wait is negative: " + wait);
        }
        this.command = command;
        this.nothing = nothing;
        this.nanos = (wait.compareTo(FOR_EVER) < 0 ? wait : FOR_EVER).toNanos();
        this.instead = instead;
    }

    @Override
    public T call() {
        return until(System.nanoTime() + nanos);
    }

    /** In a thread of its own: a wait in one of the link's would keep others from going on. */
    @Override
    public CompletionStage<T> send() {
        long end = System.nanoTime() + nanos;
        CompletableFuture<T> result = new CompletableFuture<>();
        Daemons.thread("jambry-wait-" + link().name(), () -> complete(result, end))
                .start();
        // nobody can end it but us: what was taken for somebody who has gone would be lost
        return result.minimalCompletionStage();
    }

    private void complete(CompletableFuture<T> result, long end) {
        try {
            result.complete(until(end));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private T until(long end) {
        for (; ; ) {
            if (Thread.currentThread().isInterrupted()) {
                return nothing;
            }
            // 0 would mean for ever
            long millis = Math.max(1, Math.min(PART_MILLIS, (end - System.nanoTime()) / NANOS));
            T came = link().await(command.apply(millis / MILLIS), Duration.ofMillis(millis));
            if (!isNothing(came) || end - System.nanoTime() <= 0) {
                return came;
            }
        }
    }

    private boolean isNothing(T came) {
        return came == null || came.equals(nothing);
    }

    @Override
    void requireBatchable() {
        throw new IllegalArgumentException(link().kind() + " '" + link().name()
                + "': an operation that waits keeps a batch from going on; use " + instead + " in batches");
    }
}
