// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import io.jambry.ConnectionSettings;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the user sees. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void begin(Text text, PlainCount plain) {
        line("Jambry quickstart");
        line("");
        line(
                "%d JVMs with %d threads each count the words of %s (%,d, of which %,d are different) in one cache,",
                CountingWorker.WORKERS, CountingWorker.THREADS, text.name(), plain.total(), plain.distinct());
        line("and look each word up in another cache, which this JVM has filled by reading through to a loader.");
        line("");
    }

    void settings(ConnectionSettings connection, long startMillis) {
        line(
                "  server      %s, embedded: it was ready after %,d ms and ends with this program",
                connection.url(), startMillis);
        line(
                "  connection  timeout %,d ms, at most %d connections for each JVM",
                connection.timeout().toMillis(), connection.poolSize());
        line("  counts      String -> Long, eternal; one invoke for each word, a listener in the first worker");
        line(
                "  syllables   String -> Integer, read-through; an entry lives %,d minutes",
                Caches.SYLLABLES_LIVE.getTimeUnit().toMinutes(Caches.SYLLABLES_LIVE.getDurationAmount()));
        line("");
    }

    void latencies(List<WorkerResult> workers) {
        line("  latency, microseconds     p50      p99");
        for (int worker = 0; worker < workers.size(); worker++) {
            latency("invoke", worker, workers.get(worker).invoke());
            latency("get", worker, workers.get(worker).get());
        }
        line("");
    }

    private void latency(String operation, int worker, Latencies.Summary summary) {
        line("  %-7s worker %d      %,8d %,8d", operation, worker + 1, summary.p50(), summary.p99());
    }

    void checks(List<Check> checks) {
        line("  check                             expected    found");
        for (Check check : checks) {
            String verdict = check.holds() ? "" : "  WRONG";
            line("  %-32s %,9d %,8d%s", check.what(), check.expected(), check.found(), verdict);
        }
        line("");
    }

    void verdict(List<Check> checks, long millis) {
        long wrong = checks.stream().filter(check -> !check.holds()).count();
        if (wrong == 0) {
            line("All %d checks hold. Done in %,d ms.", checks.size(), millis);
        } else {
            line("%d of %d checks do NOT hold.", wrong, checks.size());
        }
    }

    private void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
