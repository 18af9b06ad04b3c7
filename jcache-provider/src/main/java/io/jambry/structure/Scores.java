// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scores as numbers and as the text that they are on the wire. */
final class Scores {

    private static final String INFINITE = "inf";

    private Scores() {}

    /** Refuses what is no number. */
    static double require(String name, double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException(name + " is not a number");
        }
        return score;
    }

    static byte[] bytes(double score) {
        return text(score).getBytes(StandardCharsets.US_ASCII);
    }

    static String text(double score) {
        if (Double.isInfinite(score)) {
            return score > 0 ? '+' + INFINITE : '-' + INFINITE;
        }
        return Double.toString(score);
    }

    /** What a script answers. */
    static Optional<Double> optional(@Nullable Object reply) {
        return reply == null
                ? Optional.empty()
                : Optional.of(parse(new String((byte[]) reply, StandardCharsets.US_ASCII)));
    }

    private static double parse(String text) {
        if (text.endsWith(INFINITE)) {
            return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return Double.parseDouble(text);
    }
}
