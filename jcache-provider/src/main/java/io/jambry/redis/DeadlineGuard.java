// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Closes connections whose deadline has passed, so that no call waits longer, whatever it waits for.
 *
 * <p>Mechanism: a look at all connections tells when the next deadline can be; until then the thread sleeps. Ordinary calls
 * end later than the next look, because they have the whole timeout before them; only one that has used up some of it
 * elsewhere wakes the thread. So the guard costs nothing but a wake-up per timeout, or four in a heartbeat where something is
 * looked at.
 */
final class DeadlineGuard implements AutoCloseable {

    /** Something that a guard may close. */
    interface Guarded {

        /** When it may be closed, in the time of {@link System#nanoTime()}; 0 for never. */
        long deadline();

        /** Makes whoever waits for it fail at once. */
        void abort();
    }

    private static final int LOOKS_PER_BEAT = 4;

    private final Set<Guarded> connections = ConcurrentHashMap.newKeySet();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();
    private final long patience;
    private final long beat;
    private final Thread thread;
    private volatile long nextLook;
    private volatile boolean closed;

    DeadlineGuard(String name, long timeoutNanos, long heartbeatNanos) {
        patience = timeoutNanos;
        beat = Math.max(1, heartbeatNanos / LOOKS_PER_BEAT);
        nextLook = System.nanoTime() + patience;
        thread = Daemons.thread(name, this::run);
        thread.start();
    }

    void watch(Guarded connection) {
        connections.add(connection);
        if (closed) {
            connection.abort();
        }
    }

    void forget(Guarded connection) {
        connections.remove(connection);
    }

    /** Has something done several times in each heartbeat; it must return at once. */
    void listen(Runnable look) {
        listeners.add(look);
        LockSupport.unpark(thread);
    }

    void unlisten(Runnable look) {
        listeners.remove(look);
    }

    void expect(long deadline) {
        if (deadline - nextLook < 0) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            long now = System.nanoTime();
            long next = now + (listeners.isEmpty() ? patience : Math.min(patience, beat));
            // told before looking: who sets a deadline after the look sees this and wakes us if need be
            nextLook = next;
            for (Guarded connection : connections) {
                long deadline = connection.deadline();
                if (deadline == 0) {
                    continue;
                }
                if (deadline - now <= 0) {
                    connection.abort();
                } else if (deadline - next < 0) {
                    next = deadline;
                }
            }
            listeners.forEach(DeadlineGuard::look);
            nextLook = next;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private static void look(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException | Error e) {
            // such as no memory for a thread: deadlines must be kept all the more, and the next look comes soon
        }
    }

    /** Ends what is under way; what is watched from now on ends at once. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        connections.forEach(Guarded::abort);
    }
}
