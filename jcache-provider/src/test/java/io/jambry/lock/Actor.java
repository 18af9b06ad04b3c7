// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/** One thread that does what it is told, one thing after the other. */
final class Actor implements AutoCloseable {

    private static final int LONGEST_SECONDS = 30;

    private final AtomicReference<Thread> thread = new AtomicReference<>();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "actor");
        made.setDaemon(true);
        thread.set(made);
        return made;
    });

    /** Something that may throw. */
    interface Deed {
        void act() throws Exception;
    }

    /** Begins to do something. */
    Future<?> begin(Deed deed) {
        return executor.submit(() -> {
            deed.act();
            return null;
        });
    }

    /** Begins to find something out. */
    <T> Future<T> ask(Callable<T> question) {
        return executor.submit(question);
    }

    /** Does something. */
    void act(Deed deed) {
        get(begin(deed));
    }

    /** Finds something out. */
    <T> T answer(Callable<T> question) {
        return get(ask(question));
    }

    /** What came of it; what it threw is thrown. */
    static <T> T get(Future<T> future) {
        try {
            return future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thread; it has begun something. */
    Thread thread() {
        return thread.get();
    }

    void interrupt() {
        thread.get().interrupt();
    }

    /** Waits until the thread stands still. */
    void awaitWaiting() {
        Awaitility.await()
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> thread.get() != null
                        && (thread.get().getState() == Thread.State.WAITING
                                || thread.get().getState() == Thread.State.TIMED_WAITING));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
