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
 * Asks for the table of slots again: every ten seconds, and soon after somebody suspected a node, but never two times within a
 * tenth of a second. One daemon thread, from {@link #begin} to {@link #close}. Thread-safe.
 */
final class ClusterRefresh implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClusterRefresh.class.getName());
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String name;
    private final Consumer<@Nullable Node> renew;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();

    /** Spares a suspicion the lock when there is one already. */
    private volatile boolean soon;

    /** Guarded by the lock. */
    private @Nullable Node suspect;

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
        Thread thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Asks soon, and somebody else than the node suspected first. */
    void soon(@Nullable Node node) {
        if (soon) {
            return;
        }
        lock.lock();
        try {
            soon = true;
            suspect = node;
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
            long left = PERIOD_NANOS;
            while (!soon && !closed && left > 0) {
                left = wanted.awaitNanos(left);
            }
            soon = false;
            Node trouble = suspect;
            suspect = null;
            return trouble;
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
