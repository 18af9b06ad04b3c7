// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that wait for replies in place of asynchronous callers: as many as connections, gone when not needed. */
final class LinkThreads implements Executor, AutoCloseable {

    private static final int QUEUE = 10_000;
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final ThreadPoolExecutor executor;

    LinkThreads(String name, int size) {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                size, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** Tells whether the task will be run. */
    boolean accept(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    int waiting() {
        return executor.getQueue().size();
    }

    /** Lets the tasks accepted end. */
    @Override
    public void close() {
        executor.shutdown();
    }
}
