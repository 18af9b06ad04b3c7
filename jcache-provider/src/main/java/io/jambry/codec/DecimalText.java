// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as decimal text that is the same on every Java version.
 *
 * <p>Rationale: {@code Double.toString} changed its digits in Java 19, and two JVMs must not write two keys for one number.
 * The text is the exact value rounded half-even to the first number of digits that reads back as the same number, without
 * trailing zeros; NaN has one text, and zero keeps its sign, as {@code equals} wants it.
 */
final class DecimalText {

    private static final int PLAIN_FROM = -7;
    private static final int PLAIN_BELOW = 17;

    private DecimalText() {}

    static String of(double number) {
        if (number == 0 || Double.isNaN(number) || Double.isInfinite(number)) {
            return special(number);
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 15; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (Double.parseDouble(rounded.toString()) == number) {
                return text(rounded);
            }
        }
        return text(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
    }

    static String of(float number) {
        if (number == 0 || Float.isNaN(number) || Float.isInfinite(number)) {
            return special(number);
        }
        BigDecimal exact = new BigDecimal(number);
        for (int digits = 6; digits < 9; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (Float.parseFloat(rounded.toString()) == number) {
                return text(rounded);
            }
        }
        return text(exact.round(new MathContext(9, RoundingMode.HALF_EVEN)));
    }

    private static String special(double number) {
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        return Double.isNaN(number) ? "NaN" : number < 0 ? "-Infinity" : "Infinity";
    }

    private static String text(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        return exponent >= PLAIN_FROM && exponent < PLAIN_BELOW ? stripped.toPlainString() : stripped.toString();
    }
}
