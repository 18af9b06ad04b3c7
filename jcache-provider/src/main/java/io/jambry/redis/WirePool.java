// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Connections to one node that a caller has for itself: for batches, large values, and what must not be mixed with others. The
 * one used last first, so that those not needed grow old.
 *
 * <p>Mechanism: a semaphore counts who may have a connection; idle ones lie on a stack without a lock. Thread-safe.
 */
final class WirePool implements AutoCloseable {

    private record Idle(WireConnection connection, @Nullable Idle below) {}

    private final Connector connector;
    private final RedisFailures failures;
    private final Semaphore permits;
    private final AtomicReference<@Nullable Idle> idle = new AtomicReference<>();
    private volatile boolean closed;

    WirePool(Connector connector, RedisFailures failures, int size) {
        this.connector = connector;
        this.failures = failures;
        this.permits = new Semaphore(size);
    }

    /**
     * Lends a connection.
     *
     * @throws NodeFailure if none is to be had in time
     */
    WireConnection take(CommandObject<?> command, long start, long deadline) {
        if (closed) {
            throw failures.closed(command);
        }
        if (!permits.tryAcquire()) {
            awaitPermit(command, start, deadline);
        }
        try {
            if (deadline - System.nanoTime() <= 0) {
                throw failures.exhausted(command, start, permits.getQueueLength());
            }
            for (WireConnection connection = pop(); connection != null; connection = pop()) {
                if (connector.isUsable(connection, deadline)) {
                    return connection;
                }
                connection.destroy();
            }
            return connector.open(command, start, deadline);
        } catch (RuntimeException | Error e) {
            permits.release();
            throw e;
        }
    }

    void give(WireConnection connection) {
        try {
            push(connection);
        } finally {
            permits.release();
        }
        if (closed) {
            destroyIdle();
        }
    }

    void discard(WireConnection connection) {
        try {
            connection.destroy();
        } finally {
            permits.release();
        }
    }

    private void awaitPermit(CommandObject<?> command, long start, long deadline) {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    if (permits.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        return;
                    }
                    throw failures.exhausted(command, start, permits.getQueueLength());
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private @Nullable WireConnection pop() {
        for (; ; ) {
            Idle top = idle.get();
            if (top == null) {
                return null;
            }
            if (idle.compareAndSet(top, top.below())) {
                return top.connection();
            }
        }
    }

    private void push(WireConnection connection) {
        for (; ; ) {
            Idle top = idle.get();
            if (idle.compareAndSet(top, new Idle(connection, top))) {
                return;
            }
        }
    }

    /** Closes those that nobody has used for so long. */
    void shed(long nanos) {
        long now = System.nanoTime();
        for (Idle one = idle.get(); one != null; one = one.below()) {
            if (now - one.connection().idleSince() > nanos) {
                shed(now, nanos);
                return;
            }
        }
    }

    private void shed(long now, long nanos) {
        Deque<WireConnection> kept = new ArrayDeque<>();
        for (Idle one = idle.getAndSet(null); one != null; one = one.below()) {
            if (now - one.connection().idleSince() > nanos) {
                one.connection().destroy();
            } else {
                kept.push(one.connection());
            }
        }
        kept.forEach(this::push);
        if (closed) {
            destroyIdle();
        }
    }

    private void destroyIdle() {
        for (WireConnection connection = pop(); connection != null; connection = pop()) {
            connection.destroy();
        }
    }

    @Override
    public void close() {
        closed = true;
        destroyIdle();
    }
}
