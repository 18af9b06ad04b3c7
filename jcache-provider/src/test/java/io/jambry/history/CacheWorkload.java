// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;

/**
 * Threads that use a cache at random and record what they see.
 *
 * <p>Every written value is written once. The keys must be absent at the beginning; expiry and eviction must be off. A failure
 * that promises an outcome is part of the history; any other ends the run.
 *
 * <p>{@link #stop} may be called by any thread.
 */
public final class CacheWorkload {

    private final Cache<String, String> cache;
    private final WorkloadSettings settings;
    private volatile boolean stopped;

    /**
     * Prepares a workload.
     *
     * @param cache what is used
     * @param settings how
     */
    public CacheWorkload(Cache<String, String> cache, WorkloadSettings settings) {
        this.cache = cache;
        this.settings = settings;
    }

    /**
     * Runs all threads to their end.
     *
     * @return what they saw
     * @throws IllegalStateException if an operation failed without promising an outcome; the failure is the cause
     * @throws InterruptedException if the caller is interrupted; the threads stop
     */
    public History run() throws InterruptedException {
        HistoryRecorder recorder = new HistoryRecorder();
        long start = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(settings.threads());
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < settings.threads(); number++) {
                WorkloadThread thread = new WorkloadThread(cache, settings, number, recorder);
                running.add(threads.submit(() -> run(thread, start)));
            }
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("an operation failed without promising an outcome", e.getCause());
        } finally {
            stop();
            threads.shutdown();
        }
        return recorder.history();
    }

    /** Lets the threads end after the operation they are at. */
    public void stop() {
        stopped = true;
    }

    private void run(WorkloadThread thread, long start) {
        try {
            for (int i = 0;
                    i < settings.operations()
                            && !stopped
                            && System.nanoTime() - start < settings.duration().toNanos();
                    i++) {
                thread.next();
            }
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }
}
