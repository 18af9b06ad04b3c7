// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the table of slots again: every ten seconds; soon when somebody found it wrong; and several times a second for a
 * while when a node does not answer, because the others need a while to replace it, and callers who hang there cannot tell.
 * Never two times within a tenth of a second. One daemon thread, from {@link #begin} to {@link #close}. Thread-safe.
 */
final class ClusterRefresh implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClusterRefresh.class.getName());
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long ALERT_PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long ALERT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Consumer<@Nullable Node> renew;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();

    /** Spares callers the lock when one of them has been here already. */
    private volatile boolean soon;

    /** The node that did not answer. Guarded by the lock. */
    private @Nullable Node suspect;

    /** Until when it is suspected, in the time of {@link System#nanoTime()}. Guarded by the lock. */
    private long alertUntil;

    /** Guarded by the lock. */
    private boolean begun;

    private volatile boolean closed;

    ClusterRefresh(String name, Consumer<@Nullable Node> renew) {
        this.name = name;
        this.renew = renew;
    }

    /** Starts the thread, once. */
    void begin() {
        lock.lock();
        try {
            if (begun || closed) {
                return;
            }
            begun = true;
        } finally {
            lock.unlock();
        }
        Daemons.thread(name, this::run).start();
    }

    /** Asks soon. */
    void soon() {
        if (!soon) {
            wake(null);
        }
    }

    /** Asks soon, and again for a while: not this node, which does not answer. */
    void soonWithout(Node node) {
        if (!soon) {
            wake(node);
        }
    }

    private void wake(@Nullable Node silent) {
        lock.lock();
        try {
            soon = true;
            if (silent != null) {
                suspect = silent;
                alertUntil = System.nanoTime() + ALERT_NANOS;
            }
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (!closed) {
                Node trouble = await();
                if (!closed) {
                    renewFor(trouble);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(Level.DEBUG, "interrupted: the table of slots is not asked for any more", e);
        }
    }

    private void renewFor(@Nullable Node trouble) {
        try {
            renew.accept(trouble);
        } catch (RuntimeException e) {
            // an answer nobody understands must not end this thread
            LOG.log(Level.WARNING, "the slots of the cluster could not be read", e);
        }
    }

    private @Nullable Node await() throws InterruptedException {
        lock.lock();
        try {
            long pause = PAUSE_NANOS;
            while (pause > 0 && !closed) {
                // whatever is wanted now is wanted after the pause as well
                pause = wanted.awaitNanos(pause);
            }
            if (alertUntil - System.nanoTime() <= 0) {
                suspect = null;
            }
            long left = suspect == null ? PERIOD_NANOS : ALERT_PERIOD_NANOS;
            while (!soon && !closed && left > 0) {
                left = wanted.awaitNanos(left);
            }
            soon = false;
            return suspect;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }
}
