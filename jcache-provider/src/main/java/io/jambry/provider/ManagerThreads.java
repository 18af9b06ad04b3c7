// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.redis.Daemons;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one manager: daemons with the class loader of the manager, gone when it closes. A thread is made when it is
 * first needed.
 *
 * <p>Thread-safe.
 */
final class ManagerThreads implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ManagerThreads.class.getName());

    /** Asynchronous calls that may wait for a thread; more are refused, so that a slow server cannot fill the heap. */
    private static final int WAITING_CALLS = 10_000;

    private static final long IDLE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor scheduler;
    private final ThreadPoolExecutor background;
    private final ThreadPoolExecutor callers;

    ManagerThreads(String namespace, ClassLoader loader, int asyncThreads) {
        scheduler = new ScheduledThreadPoolExecutor(1, named("jambry-" + namespace + "-keeper", loader));
        scheduler.setRemoveOnCancelPolicy(true);
        background = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                named("jambry-" + namespace + "-background", loader));
        callers = new ThreadPoolExecutor(
                asyncThreads,
                asyncThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_CALLS),
                named("jambry-" + namespace + "-async", loader));
        callers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory named(String name, ClassLoader loader) {
        AtomicInteger count = new AtomicInteger();
        return work -> Daemons.thread(name + "-" + count.incrementAndGet(), work, loader);
    }

    /** Runs loads and asynchronous listeners: as many threads as there is work, which the number of listeners bounds. */
    Executor background() {
        return background;
    }

    /** Runs the calls of asynchronous views. */
    Executor callers() {
        return callers;
    }

    /** Repeats a duty until it is closed. A failure does not end it, and is logged once until the duty succeeds again. */
    AutoCloseable every(Duration period, String what, Runnable duty) {
        AtomicBoolean failing = new AtomicBoolean();
        ScheduledFuture<?> repeated = scheduler.scheduleWithFixedDelay(
                () -> {
                    try {
                        duty.run();
                        if (failing.getAndSet(false)) {
                            LOG.log(System.Logger.Level.INFO, "{0} succeeds again", what);
                        }
                    } catch (RuntimeException e) {
                        boolean first = !failing.getAndSet(true);
                        LOG.log(
                                first ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
                                what + " failed and is tried again every " + period.toMillis() + " ms: "
                                        + e.getMessage());
                        LOG.log(System.Logger.Level.DEBUG, what + " failed", e);
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> repeated.cancel(/* mayInterruptIfRunning= */ false);
    }

    /** Lets work that runs end, for a moment; drops what waits. */
    @Override
    public void close() {
        scheduler.shutdownNow();
        callers.shutdown();
        background.shutdown();
        await(callers);
        await(background);
        await(scheduler);
    }

    private static void await(ExecutorService executor) {
        try {
            if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
