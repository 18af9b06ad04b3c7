// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that all cached functions of this JVM share. They end when nothing is to be done. */
final class FunctionThreads {

    private static final int REFRESHING = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final int WAITING = 64;
    private static final int ASKING = 2;
    private static final long IDLE_SECONDS = 10;

    /** Run functions before their results expire: few, and no more waits for them than they can do soon. */
    static final Executor REFRESHES = threads(REFRESHING, WAITING, "jambry-function-refresh");

    /** Ask whose turn it is, which is quickly done. */
    static final Executor TURNS = threads(ASKING, Integer.MAX_VALUE, "jambry-function-turn");

    private FunctionThreads() {}

    private static Executor threads(int count, int waiting, String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    // it outlives the application that happens to need it first
                    thread.setContextClassLoader(null);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** The same, with the class loader of the caller. */
    static Runnable asCaller(Runnable task) {
        ClassLoader caller = Thread.currentThread().getContextClassLoader();
        return () -> {
            Thread thread = Thread.currentThread();
            ClassLoader own = thread.getContextClassLoader();
            thread.setContextClassLoader(caller);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(own);
            }
        };
    }
}
