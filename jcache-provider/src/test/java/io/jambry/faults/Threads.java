// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The threads of one proxy. Thread-safe. */
final class Threads {

    /** Far more than a thread needs whose socket is closed, also on a busy machine. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Set<Thread> started = ConcurrentHashMap.newKeySet();

    /** What a thread does until a socket is closed. */
    interface Task {
        void run() throws IOException, InterruptedException;
    }

    Thread start(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException | InterruptedException e) {
                        // a socket is closed, and with it the task is done
                    }
                },
                name);
        thread.setDaemon(true);
        started.removeIf(Threads::hasEnded);
        started.add(thread);
        thread.start();
        return thread;
    }

    private static boolean hasEnded(Thread thread) {
        return thread.getState() == Thread.State.TERMINATED;
    }

    /** Waits until the last one has ended, those included that others start meanwhile. */
    void join() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!started.isEmpty()) {
            for (Thread thread : started) {
                TimeUnit.NANOSECONDS.timedJoin(thread, PATIENCE_NANOS);
                if (end - System.nanoTime() < 0) {
                    throw new IllegalStateException("thread " + thread.getName() + " has not ended after 10 s");
                }
            }
            started.removeIf(Threads::hasEnded);
        }
    }
}
