// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What goes on in the background for an application until it is stopped, at the latest when its manager closes. Thread-safe.
 */
final class Running {

    /** How long a manager that closes waits for handlers and listeners. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** One of these things. */
    interface Task {

        /** Lets it end. Returns at once. */
        void stop();

        /** Waits until it has ended. False if it has not in time. */
        boolean awaitStop(Duration atMost);
    }

    private final Set<Task> tasks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Notes what begins.
     *
     * @throws IllegalStateException if the manager is closed
     */
    void add(Task task) {
        tasks.add(task);
        if (closed) {
            tasks.remove(task);
            throw new IllegalStateException(task + " cannot begin: the cache manager is closed");
        }
    }

    void remove(Task task) {
        tasks.remove(task);
    }

    /** Lets all of it end, and waits a moment for what is under way. */
    void close() {
        closed = true;
        List<Task> left = new ArrayList<>(tasks);
        left.forEach(Task::stop);
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (Task task : left) {
            task.awaitStop(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }
}
