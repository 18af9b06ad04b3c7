// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Duel.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays many sequences side by side: one segment of each, then time passes once for all. An ambiguous one is played again.
 */
final class Tournament {

    private static final int AT_ONCE = 50;
    private static final int ATTEMPTS = 3;
    private static final AtomicLong NAMES = new AtomicLong();

    private final Target reference;
    private final Target tested;

    /**
     * How it went.
     *
     * @param played how many sequences were compared to the end or to a difference
     * @param discarded how many stayed ambiguous
     * @param logs what differs
     * @param different the sequences that differ
     */
    record Result(int played, int discarded, List<String> logs, List<Sequence> different) {}

    Tournament(Target reference, Target tested) {
        this.reference = reference;
        this.tested = tested;
    }

    Result play(List<Sequence> sequences) {
        List<Sequence> open = new ArrayList<>(sequences);
        List<String> logs = new ArrayList<>();
        List<Sequence> different = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS && !open.isEmpty(); attempt++) {
            List<Sequence> again = new ArrayList<>();
            for (int from = 0; from < open.size(); from += AT_ONCE) {
                for (Duel duel : playBatch(open.subList(from, Math.min(open.size(), from + AT_ONCE)))) {
                    if (duel.state() == State.AMBIGUOUS) {
                        again.add(duel.sequence());
                    } else if (duel.state() == State.DIFFERENT) {
                        logs.add(duel.log());
                        different.add(duel.sequence());
                    }
                }
            }
            open = again;
        }
        return new Result(sequences.size() - open.size(), open.size(), logs, different);
    }

    private List<Duel> playBatch(List<Sequence> sequences) {
        List<Duel> duels = new ArrayList<>();
        try {
            for (Sequence sequence : sequences) {
                duels.add(new Duel(sequence, reference, tested, "fuzz-" + NAMES.incrementAndGet()));
            }
            int segments = sequences.stream().mapToInt(s -> s.segments().size()).max().orElse(0);
            for (int i = 0; i < segments; i++) {
                if (i > 0) {
                    Time.pass(Time.STEP_MILLIS);
                }
                duels.forEach(Duel::playSegment);
            }
        } finally {
            duels.forEach(Duel::close);
        }
        return duels;
    }
}
