// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Duel.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays many sequences side by side: one segment of each, then time passes once for all. An ambiguous one is played
 * again.
 */
final class Tournament {

    private static final int AT_ONCE = 100;
    private static final int ATTEMPTS = 6;
    private static final AtomicLong NAMES = new AtomicLong();

    private final Target reference;

    /**
     * A sequence and who is to play it against the reference.
     *
     * @param sequence what to play
     * @param tested where
     */
    record Match(Sequence sequence, Target tested) {}

    /**
     * How it went.
     *
     * @param played how many sequences were compared to the end or to a difference
     * @param discarded how many stayed ambiguous
     * @param kinds which operation differs in what: the operations as logged
     * @param logs what differs
     * @param different the matches that differ
     */
    record Result(
            int played, int discarded, Map<String, List<String>> kinds, List<String> logs, List<Match> different) {}

    Tournament(Target reference) {
        this.reference = reference;
    }

    Result play(Target tested, List<Sequence> sequences) {
        return play(
                sequences.stream().map(sequence -> new Match(sequence, tested)).toList());
    }

    Result play(List<Match> matches) {
        List<Match> open = matches;
        Map<String, List<String>> kinds = new TreeMap<>();
        List<String> logs = new ArrayList<>();
        List<Match> different = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            List<Match> again = new ArrayList<>();
            for (int from = 0; from < open.size(); from += AT_ONCE) {
                for (Duel duel : playBatch(open.subList(from, Math.min(open.size(), from + AT_ONCE)))) {
                    if (duel.state() == State.AMBIGUOUS) {
                        again.add(duel.match());
                    } else if (duel.state() == State.DIFFERENT) {
                        kinds.computeIfAbsent(duel.kind(), kind -> new ArrayList<>())
                                .add(duel.lastOperation());
                        logs.add(duel.log());
                        different.add(duel.match());
                    }
                }
            }
            open = again;
        }
        return new Result(matches.size() - open.size(), open.size(), kinds, logs, different);
    }

    private List<Duel> playBatch(List<Match> matches) {
        List<Duel> duels = new ArrayList<>();
        try {
            for (Match match : matches) {
                duels.add(new Duel(match, reference, "fuzz-" + NAMES.incrementAndGet()));
            }
            playSegments(duels);
        } finally {
            duels.forEach(Duel::close);
        }
        return duels;
    }

    private static void playSegments(List<Duel> duels) {
        int segments = duels.stream().mapToInt(Duel::segments).max().orElse(0);
        boolean played = false;
        for (int i = 0; i < segments; i++) {
            if (duels.stream().anyMatch(Duel::hasWork)) {
                if (played) {
                    Time.pass(Time.STEP_MILLIS);
                }
                played = true;
            }
            duels.forEach(Duel::playSegment);
        }
    }
}
