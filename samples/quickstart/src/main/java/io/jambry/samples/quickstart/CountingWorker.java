// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import io.jambry.JambryCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.spi.CachingProvider;

/**
 * One of the JVMs that count. Its threads take every n-th word, so that all of them meet at the frequent ones: for each word
 * they add one to its count and read its syllables.
 */
final class CountingWorker {

    static final int WORKERS = 2;
    static final int THREADS = 8;

    private static final String READY = "workers ready";
    private static final String DONE = "workers done";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final List<String> words;
    private final Cache<String, Long> counts;
    private final Cache<String, Integer> syllables;
    private final JambryCache<String, Long> signals;

    private final AddOne addOne = new AddOne();
    private final SyllableLoader loader = new SyllableLoader();
    private final ChangeCounter changes = new ChangeCounter();
    private final LongAdder counted = new LongAdder();
    private final LongAdder wrongReads = new LongAdder();
    private final Latencies invokes;
    private final Latencies gets;

    CountingWorker(CacheManager manager, List<String> words, int number) {
        this.words = words;
        this.counts = Caches.counts(manager);
        this.syllables = Caches.syllables(manager, loader);
        this.signals = Caches.signals(manager);
        this.invokes = new Latencies(words.size());
        this.gets = new Latencies(words.size());
        if (number == 0) {
            // one listener hears what all JVMs change
            changes.listenTo(counts);
        }
    }

    /** Works as one of several JVMs. The arguments are its number, from 0 on, and those of {@link Quickstart}. */
    public static void main(String[] arguments) throws Exception {
        int number = Integer.parseInt(arguments[0]);
        Text text = Text.read(List.of(arguments).subList(1, arguments.length));
        // no address here: it is in the environment, as it would be in production
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            CountingWorker worker = new CountingWorker(manager, text.words(), number);
            worker.awaitOthers(READY, WORKERS);
            worker.count(number, WORKERS);
            worker.awaitOthers(DONE, WORKERS);
            Caches.results(manager).put(number, worker.result());
        }
    }

    /** Lets all workers begin at the same moment, so that they really compete, and end when all changes are made. */
    private void awaitOthers(String signal, int workers) throws InterruptedException {
        long start = System.nanoTime();
        signals.increment(signal, 1);
        while (signals.get(signal) < workers) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("the other worker did not come");
            }
            Thread.sleep(2);
        }
    }

    /** Does this worker's share, and tells how it went. */
    WorkerResult work(int number, int workers) throws InterruptedException, ExecutionException {
        count(number, workers);
        return result();
    }

    private void count(int number, int workers) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = number * THREADS + thread;
                running.add(pool.submit(() -> countEvery(workers * THREADS, first)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private WorkerResult result() {
        CacheStatisticsMXBean statistics = Statistics.of(syllables);
        return new WorkerResult(
                counted.sum(),
                changes.created(),
                changes.updated(),
                statistics.getCacheHits(),
                loader.loads(),
                wrongReads.sum(),
                invokes.summary(),
                gets.summary());
    }

    private void countEvery(int step, int first) {
        for (int i = first; i < words.size(); i += step) {
            String word = words.get(i);
            invokes.measure(() -> counts.invoke(word, addOne));
            Integer read = gets.measure(() -> syllables.get(word));
            if (read == null || read != SyllableLoader.syllables(word)) {
                wrongReads.increment();
            }
            counted.increment();
        }
    }
}
