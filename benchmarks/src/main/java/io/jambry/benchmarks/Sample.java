// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one process measured.
 *
 * @param figures the values; those that were not asked for, or cannot be had, are absent
 */
record Sample(Map<Figure, Double> figures) {

    /** What of a sample a line is about. */
    enum Figure {
        /** Operations per second, or milliseconds, or a share, as the column says. */
        SCORE,
        /** The client's processor time per operation, in nanoseconds. */
        CPU,
        /** The server's processor time per operation, in nanoseconds. */
        SERVER_CPU,
        /** The sum of both. */
        TOTAL_CPU,
        /** Bytes allocated per operation. */
        ALLOCATED,
        /** What 99 of 100 single calls do not exceed, in microseconds. */
        P99
    }

    Sample {
        figures = Map.copyOf(figures);
    }

    /** Only a score. */
    static Sample score(double score) {
        return new Sample(Map.of(Figure.SCORE, score));
    }

    static Sample of(double score, double cpu, double serverCpu, double allocated, double p99) {
        return new Sample(Map.of(
                Figure.SCORE, score,
                Figure.CPU, cpu,
                Figure.SERVER_CPU, serverCpu,
                Figure.TOTAL_CPU, cpu + serverCpu,
                Figure.ALLOCATED, allocated,
                Figure.P99, p99));
    }

    /** A figure, or not a number if it is absent. */
    double get(Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    /** One line of text, from which {@link #parse} makes the sample again. */
    String line() {
        return Stream.of(Figure.values())
                .filter(figures::containsKey)
                .map(figure -> String.format(Locale.ROOT, "%s=%.6g", figure, get(figure)))
                .collect(Collectors.joining(" "));
    }

    static Sample parse(String line) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (String pair : List.of(line.split(" "))) {
            int sign = pair.indexOf('=');
            figures.put(Figure.valueOf(pair.substring(0, sign)), Double.valueOf(pair.substring(sign + 1)));
        }
        return new Sample(figures);
    }

    @Override
    public String toString() {
        return line();
    }
}
