// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.redis.Daemons;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one manager: those of the container where the manager is set so, else daemons that are gone when it closes, each made when
 * it is first needed. Whatever runs on them finds the class loader of the manager.
 *
 * <p>Thread-safe.
 */
final class ManagerThreads implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ManagerThreads.class.getName());

    /** Asynchronous calls that may wait for a thread; more are refused, so that a slow server cannot fill the heap. */
    private static final int WAITING_CALLS = 10_000;

    private static final long IDLE_SECONDS = 10;

    private final ClassLoader loader;
    private final ScheduledExecutorService scheduler;
    private final Executor background;
    private final Executor callers;
    private final Set<Duty> duties = ConcurrentHashMap.newKeySet();

    /** What ends with the manager, in this order. */
    private final List<AutoCloseable> ends = new ArrayList<>();

    ManagerThreads(String namespace, ClassLoader loader, int asyncThreads, ManagedThreads managed) {
        this.loader = loader;
        this.scheduler = managed.scheduler().orElseGet(() -> scheduler("jambry-" + namespace + "-keeper"));
        Executor calls = managed.executor()
                .<Executor>map(executor -> share(executor, asyncThreads, WAITING_CALLS))
                .orElseGet(() ->
                        pool("jambry-" + namespace + "-async", asyncThreads, new ArrayBlockingQueue<>(WAITING_CALLS)));
        Executor work = managed.executor()
                .<Executor>map(executor -> share(executor, Integer.MAX_VALUE, 0))
                .orElseGet(
                        () -> pool("jambry-" + namespace + "-background", Integer.MAX_VALUE, new SynchronousQueue<>()));
        this.callers = new InContext(loader, calls);
        this.background = new InContext(loader, work);
    }

    private ScheduledExecutorService scheduler(String name) {
        ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, named(name, loader));
        own.setRemoveOnCancelPolicy(true);
        ends.add(() -> {
            own.shutdownNow();
            await(own);
        });
        return own;
    }

    private ThreadPoolExecutor pool(String name, int threads, BlockingQueue<Runnable> queue) {
        // with a queue, a pool grows to its core size only
        int core = threads == Integer.MAX_VALUE ? 0 : threads;
        ThreadPoolExecutor own =
                new ThreadPoolExecutor(core, threads, IDLE_SECONDS, TimeUnit.SECONDS, queue, named(name, loader));
        own.allowCoreThreadTimeOut(true);
        ends.add(() -> {
            own.shutdown();
            await(own);
        });
        return own;
    }

    private ExecutorShare share(Executor executor, int mostRunning, int mostWaiting) {
        ExecutorShare share = new ExecutorShare(executor, mostRunning, mostWaiting);
        ends.add(share);
        return share;
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
                        InContext.run(loader, duty);
                        if (failing.getAndSet(false)) {
                            LOG.log(System.Logger.Level.INFO, "{0} succeeds again", what);
                        }
                    } catch (RuntimeException | Error e) {
                        // what passed would end the duty for good
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
        Duty started = new Duty(repeated);
        duties.add(started);
        return started;
    }

    /** What is done from time to time, until it is closed. */
    private final class Duty implements AutoCloseable {

        private final ScheduledFuture<?> repeated;

        Duty(ScheduledFuture<?> repeated) {
            this.repeated = repeated;
        }

        @Override
        public void close() {
            duties.remove(this);
            repeated.cancel(/* mayInterruptIfRunning= */ false);
        }
    }

    /** Lets work that runs end, for a moment; drops what waits. */
    @Override
    public void close() {
        duties.forEach(Duty::close);
        for (AutoCloseable end : ends) {
            try {
                end.close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "threads could not be ended", e);
            }
        }
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
