// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of a link, gone when not needed.
 *
 * <p>Mechanism: what uses a connection that all wait for, or opens a connection, is started at once, and there are not more
 * such tasks than connections, but for a few attempts that hang. What waits for connections itself, and stages of callers, have as many threads as connections of their own and
 * a queue. Were they one, those who wait could keep all threads from the one they wait for.
 */
final class LinkThreads implements Executor, AutoCloseable {

    private static final int QUEUE = 10_000;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor leaders;
    private final ThreadPoolExecutor callers;

    LinkThreads(String name, int size) {
        this.name = name;
        leaders = executor(0, Integer.MAX_VALUE, new SynchronousQueue<>());
        callers = executor(size, size, new ArrayBlockingQueue<>(QUEUE));
        callers.allowCoreThreadTimeOut(true);
    }

    private ThreadPoolExecutor executor(int least, int most, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(
                least,
                most,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                queue,
                task -> Daemons.thread(name + "-" + number.incrementAndGet(), task));
    }

    /** Runs at once what others may wait for, and what does not wait for others. False if there is no thread for it. */
    boolean start(Runnable task) {
        return isAccepted(leaders, task);
    }

    /** Runs what may wait. False if too much waits already. */
    boolean accept(Runnable task) {
        return isAccepted(callers, task);
    }

    private static boolean isAccepted(ThreadPoolExecutor executor, Runnable task) {
        if (!Headroom.isEnoughToStart()) {
            return false;
        }
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // the latter when the system gives no more threads
            return false;
        }
    }

    /** Runs what may wait; in the caller's thread if too much waits already, because the outcome of a call must be told. */
    @Override
    public void execute(Runnable task) {
        if (!accept(task)) {
            task.run();
        }
    }

    /** What the names of the threads begin with. */
    String name() {
        return name;
    }

    int waiting() {
        return callers.getQueue().size();
    }

    /** Lets the tasks accepted end. */
    @Override
    public void close() {
        leaders.shutdown();
        callers.shutdown();
    }
}
