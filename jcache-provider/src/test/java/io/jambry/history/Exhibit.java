// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A fault on display, and beside it the same thing done right: both run under the same seeds, and the checker must see the
 * one and not blame the other.
 *
 * @param verbs what its processes ask for
 */
record Exhibit(List<Verb> verbs) {

    private static final int SEEDS = 100;
    private static final int PROCESSES = 3;
    private static final int OPERATIONS = 4;

    static Exhibit of(Verb... verbs) {
        return new Exhibit(List.of(verbs));
    }

    /**
     * Shows it.
     *
     * @param wrong makes a client of the server for each process
     * @param right does the same
     * @return a counterexample of the wrong one
     */
    Violation show(Function<FakeServer, Client> wrong, Function<FakeServer, Client> right) {
        return compare(
                LinearizabilityChecker.ofEntries(), course -> play(course, wrong), course -> play(course, right));
    }

    /** Shows a wrong rule of leases beside the right one. */
    static Violation show(LeaseServer.Rule wrong) {
        return compare(
                LinearizabilityChecker.ofLeases(),
                course -> playLeases(course, wrong),
                course -> playLeases(course, LeaseServer.Rule.RIGHT));
    }

    private static Violation compare(
            LinearizabilityChecker<?> checker,
            Function<Interleaving, History> wrong,
            Function<Interleaving, History> right) {
        List<Violation> violations = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int seed = 0; seed < SEEDS; seed++) {
                violations.addAll(checker.check(wrong.apply(new Interleaving(seed, threads)))
                        .violations());
                Verdict verdict = checker.check(right.apply(new Interleaving(seed, threads)));
                assertThat(verdict.isLinearizable())
                        .as("the right one, seed %s: %s", seed, verdict)
                        .isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(violations)
                .as("counterexamples of the wrong one, %s seeds", SEEDS)
                .isNotEmpty();
        return violations.get(0);
    }

    private History play(Interleaving interleaving, Function<FakeServer, Client> clients) {
        FakeServer server = new FakeServer(interleaving);
        HistoryRecorder recorder = new HistoryRecorder(new AtomicLong()::incrementAndGet);
        return run(interleaving, recorder, process -> {
            Client client = clients.apply(server);
            return () -> {
                String seen = "nothing";
                for (int i = 0; i < OPERATIONS; i++) {
                    Verb verb = verbs.get(interleaving.choose(verbs.size()));
                    List<String> arguments = arguments(verb, seen, process + i);
                    Operation operation =
                            recorder.record(process, Timeline.KEY, verb, arguments, () -> client.call(verb, arguments));
                    String result = operation.result();
                    seen = verb == Verb.GET && result != null ? result : seen;
                }
            };
        });
    }

    private static List<String> arguments(Verb verb, String seen, String fresh) {
        return switch (verb) {
            case INCREMENT -> List.of("1");
            case REMOVE_IF_EQUAL -> List.of(seen);
            case REPLACE_IF_EQUAL -> List.of(seen, fresh);
            default -> List.of(fresh).subList(0, verb.arguments());
        };
    }

    private static History playLeases(Interleaving interleaving, LeaseServer.Rule rule) {
        HistoryRecorder recorder = new HistoryRecorder(new AtomicLong()::incrementAndGet);
        LeaseServer server = new LeaseServer(
                interleaving, rule, fence -> recorder.open("server", Timeline.KEY, Verb.LAPSE, List.of(fence)));
        return run(interleaving, recorder, process -> () -> {
            for (int i = 0; i < OPERATIONS; i++) {
                String fence = recorder.record(
                                process, Timeline.KEY, Verb.ACQUIRE, List.of(), () -> server.call(Verb.ACQUIRE))
                        .result();
                if (fence != null) {
                    recorder.record(
                            process,
                            Timeline.KEY,
                            Verb.RELEASE,
                            List.of(fence),
                            () -> server.call(Verb.RELEASE, fence));
                }
            }
        });
    }

    private static History run(
            Interleaving interleaving, HistoryRecorder recorder, Function<String, Runnable> processes) {
        List<Runnable> tasks = IntStream.range(0, PROCESSES)
                .mapToObj(number -> processes.apply(String.valueOf((char) ('a' + number))))
                .toList();
        interleaving.run(tasks);
        return recorder.history();
    }
}
