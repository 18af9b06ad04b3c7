// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A share in an executor that belongs to somebody else: so many tasks at once, so many waiting, and none after it is closed.
 *
 * <p>Thread-safe.
 */
final class ExecutorShare implements Executor, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ExecutorShare.class.getName());

    private static final long LONGEST_END_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Executor executor;
    private final int mostRunning;
    private final int mostWaiting;

    // guarded by this
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private boolean closed;

    ExecutorShare(Executor executor, int mostRunning, int mostWaiting) {
        this.executor = executor;
        this.mostRunning = mostRunning;
        this.mostWaiting = mostWaiting;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            if (closed) {
                throw new RejectedExecutionException("the cache manager is closed");
            }
            if (running == mostRunning) {
                if (waiting.size() == mostWaiting) {
                    throw new RejectedExecutionException(mostWaiting + " tasks wait already");
                }
                waiting.add(work);
                return;
            }
            running++;
        }
        try {
            executor.execute(() -> runFrom(work));
        } catch (RuntimeException | Error e) {
            // nothing waits behind it: waiting begins where as many run as may
            over();
            throw e;
        }
    }

    private void runFrom(Runnable first) {
        for (Runnable work = first; work != null; work = next()) {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                LOG.log(System.Logger.Level.WARNING, "a task in the background failed", e);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable work = waiting.poll();
        if (work == null) {
            over();
        }
        return work;
    }

    private synchronized void over() {
        running--;
        notifyAll();
    }

    /** Lets work that runs end, for a moment; drops what waits. */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        long deadline = System.nanoTime() + LONGEST_END_NANOS;
        try {
            long left = LONGEST_END_NANOS;
            while (running > 0 && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
                left = deadline - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
