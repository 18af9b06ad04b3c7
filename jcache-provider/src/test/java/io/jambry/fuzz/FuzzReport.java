// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import io.jambry.fuzz.Tournament.Match;
import io.jambry.fuzz.Tournament.Result;
import java.util.List;
import java.util.stream.LongStream;

/** Plays seeds, shrinks the first that differs, and tells. */
final class FuzzReport {

    /** How many of a hundred sequences may stay ambiguous. */
    static final int DISCARDED_PERCENT = 20;

    private static final int WARM = 50;

    private final Result result;
    private final String text;

    private FuzzReport(Result result, String text) {
        this.result = result;
        this.text = text;
    }

    static FuzzReport of(Target reference, Target tested, long firstSeed, int seeds) {
        Tournament tournament = new Tournament(reference);
        if (seeds < WARM) {
            // code that runs for the first time is so slow that everything is ambiguous
            tournament.play(tested, sequences(1, WARM));
        }
        List<Sequence> sequences = sequences(firstSeed, seeds);
        Result result = tournament.play(tested, sequences);
        StringBuilder text = new StringBuilder();
        text.append(result.played()).append(" sequences compared, ");
        text.append(result.discarded()).append(" discarded as ambiguous, ");
        text.append(result.different().size()).append(" different: ");
        text.append(result.different().stream()
                .map(match -> match.sequence().seed())
                .toList());
        result.kinds()
                .forEach((kind, operations) -> text.append("\n")
                        .append(operations.size())
                        .append(" x ")
                        .append(kind)
                        .append(", such as ")
                        .append(operations.get(0)));
        if (!result.different().isEmpty()) {
            Match smallest = new Shrinker(tournament).shrink(result.different().get(0));
            List<String> logs = tournament.play(List.of(smallest)).logs();
            text.append("\nthe first one, shrunk:\n")
                    .append(logs.isEmpty() ? result.logs().get(0) : logs.get(0));
        }
        return new FuzzReport(result, text.toString());
    }

    private static List<Sequence> sequences(long firstSeed, int seeds) {
        return LongStream.range(firstSeed, firstSeed + seeds)
                .mapToObj(SequenceGenerator::generate)
                .toList();
    }

    Result result() {
        return result;
    }

    @Override
    public String toString() {
        return text;
    }
}
