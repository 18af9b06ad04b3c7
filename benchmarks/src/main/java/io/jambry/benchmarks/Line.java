// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.benchmarks.Match.Measured;
import io.jambry.benchmarks.Sample.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A promise: a figure of one column, alone or divided by the same figure of another, against a bound.
 *
 * @param text what is promised
 * @param figure which figure
 * @param ours the column
 * @param other what it is divided by; null for nothing
 * @param relation on which side of the bound it must be
 * @param bound the bound
 */
record Line(
        String text, Figure figure, Column ours, @Nullable Column other, Relation relation, double bound) {

    /** On which side of the bound a figure must be. */
    enum Relation {
        AT_LEAST("≥"),
        AT_MOST("≤");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        boolean holds(double value, double bound) {
            return this == AT_LEAST ? value >= bound : value <= bound;
        }
    }

    /** How a line ended. */
    enum Verdict {
        MET("met"),
        MISSED("**missed**"),
        /** The spread of the rounds is larger than the way to the bound. */
        NOT_SHOWN("not shown"),
        NOT_MEASURED("not measured");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    private List<Double> rounds(Map<Match, List<Measured>> measured) {
        return rounds(measured, figure);
    }

    private List<Double> rounds(Map<Match, List<Measured>> measured, Figure of) {
        List<Double> values = new ArrayList<>();
        // round by round, so that what slows a whole round down cancels out
        for (Measured round : measured.getOrDefault(match(), List.of())) {
            Sample theirs = round.other();
            values.add(round.ours().get(of) / (theirs == null ? 1 : theirs.get(of)));
        }
        values.removeIf(value -> !Double.isFinite(value));
        return values;
    }

    Match match() {
        return new Match(ours, other);
    }

    Verdict verdict(Map<Match, List<Measured>> measured) {
        List<Double> values = rounds(measured);
        if (values.isEmpty()) {
            return Verdict.NOT_MEASURED;
        }
        double median = median(values);
        if (values.size() > 1 && spread(values) > Math.abs(median - bound)) {
            return Verdict.NOT_SHOWN;
        }
        return relation.holds(median, bound) ? Verdict.MET : Verdict.MISSED;
    }

    String row(Map<Match, List<Measured>> measured) {
        List<Double> values = rounds(measured);
        if (values.isEmpty()) {
            return "| " + text + " | " + relation.sign + " " + bound + " | – | – | – | – | – | not measured |";
        }
        return String.format(
                Locale.ROOT,
                "| %s | %s %.3g | %.3g | ± %.2g | %s | %s | %s | %s |",
                text,
                relation.sign,
                bound,
                median(values),
                spread(values),
                absolute(measured, Measured::ours),
                other == null ? "–" : absolute(measured, round -> Objects.requireNonNull(round.other())),
                processorTime(measured),
                verdict(measured).word);
    }

    /** For rates, what the client's processor time says: less exposed to what else the machine does. */
    private String processorTime(Map<Match, List<Measured>> measured) {
        List<Double> values = rounds(measured, Figure.CPU);
        return other == null || figure != Figure.SCORE || values.isEmpty()
                ? "–"
                : String.format(Locale.ROOT, "%.2f ± %.2g", median(values), spread(values));
    }

    private String absolute(Map<Match, List<Measured>> measured, Function<Measured, Sample> side) {
        double median = median(measured.getOrDefault(match(), List.of()).stream()
                .map(side)
                .map(sample -> sample.get(figure))
                .toList());
        return median >= 100 ? String.format(Locale.ROOT, "%,.0f", median) : String.format(Locale.ROOT, "%.3g", median);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Half the way from the lowest to the highest round, without the outermost eighth on either side. */
    private static double spread(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int cut = sorted.size() / 8;
        return (sorted.get(sorted.size() - 1 - cut) - sorted.get(cut)) / 2;
    }
}
