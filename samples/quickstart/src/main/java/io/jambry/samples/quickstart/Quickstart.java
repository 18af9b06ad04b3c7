// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.expiry.Duration;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.spi.CachingProvider;

/**
 * Counts the words of a text file from two JVMs and checks that nothing was lost.
 *
 * <p>Ends with 0 if all checks hold, with 1 if not or if something failed, and with 2 if there is no text to count.
 */
public final class Quickstart {

    /** A server that is started for this JVM, and its name. With a server of your own: {@code redis://user:password@host:6379}. */
    private static final URI SERVER = URI.create("embedded:quickstart");

    private static final Duration A_MOMENT = new Duration(MILLISECONDS, 100);

    private final List<String> arguments;
    private final Text text;
    private final Report report;

    private Quickstart(List<String> arguments, Text text, Report report) {
        this.arguments = arguments;
        this.text = text;
        this.report = report;
    }

    /** Takes the name of a file, or nothing for the text that comes with this sample. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) throws Exception {
        Text text;
        try {
            text = Text.read(arguments);
        } catch (UnreadableTextException e) {
            System.err.println("quickstart: " + e.getMessage());
            return 2;
        }
        return exitCode(new Quickstart(arguments, text, new Report(System.out)).run());
    }

    static int exitCode(List<Check> checks) {
        return checks.stream().allMatch(Check::holds) ? 0 : 1;
    }

    private List<Check> run() throws IOException, InterruptedException {
        long start = System.nanoTime();
        PlainCount plain = PlainCount.of(text.words());
        report.begin(text, plain);
        List<Check> checks;
        // closing gives back threads and connections; the embedded server ends with this JVM
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(SERVER, null)) {
            ConnectionSettings connection = manager.unwrap(Jambry.class).connection();
            report.settings(connection, millisSince(start));
            Observed observed = count(manager, connection);
            report.latencies(observed.workers());
            checks = Check.all(plain, observed);
            report.checks(checks);
        }
        report.verdict(checks, millisSince(start));
        return checks;
    }

    private Observed count(CacheManager manager, ConnectionSettings connection)
            throws IOException, InterruptedException {
        SyllableLoader loader = new SyllableLoader();
        Cache<String, Integer> syllables = Caches.syllables(manager, loader);
        Observed.Reading reading = readAll(syllables, loader);
        List<WorkerResult> workers = runWorkers(manager, connection);
        Cache<String, Long> counts = Caches.counts(manager);
        Map<String, Long> entries = new HashMap<>();
        counts.forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return new Observed(entries, Caches.extended(counts).size(), reading, workers, reload(syllables, loader));
    }

    /** Each word misses when it is read first, is loaded, and hits from then on. The workers find everything there. */
    private Observed.Reading readAll(Cache<String, Integer> syllables, SyllableLoader loader) {
        long wrong = 0;
        for (String word : text.words()) {
            Integer read = syllables.get(word);
            if (read == null || read != SyllableLoader.syllables(word)) {
                wrong++;
            }
        }
        CacheStatisticsMXBean statistics = Statistics.of(syllables);
        return new Observed.Reading(statistics.getCacheHits(), statistics.getCacheMisses(), loader.loads(), wrong);
    }

    private List<WorkerResult> runWorkers(CacheManager manager, ConnectionSettings connection)
            throws IOException, InterruptedException {
        List<Process> running = new ArrayList<>();
        for (int number = 0; number < CountingWorker.WORKERS; number++) {
            running.add(WorkerJvm.start(number, connection, arguments));
        }
        for (Process worker : running) {
            int exitCode = worker.waitFor();
            if (exitCode != 0) {
                running.forEach(Process::destroy);
                throw new IllegalStateException(
                        "a worker ended with exit code " + exitCode + "; what it wrote stands above");
            }
        }
        Cache<Integer, WorkerResult> results = Caches.results(manager);
        List<WorkerResult> all = new ArrayList<>();
        for (int number = 0; number < CountingWorker.WORKERS; number++) {
            all.add(results.get(number));
        }
        return all;
    }

    /** Lets one entry expire, and reads it again. */
    private static long reload(Cache<String, Integer> syllables, SyllableLoader loader) throws InterruptedException {
        String word = "ambry";
        syllables.get(word);
        JambryCache<String, Integer> extended = Caches.extended(syllables);
        extended.touch(word, A_MOMENT);
        // containsKey never loads
        while (syllables.containsKey(word)) {
            Thread.sleep(10);
        }
        long before = loader.loads();
        syllables.get(word);
        return loader.loads() - before;
    }

    private static long millisSince(long start) {
        return NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
