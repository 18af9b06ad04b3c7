// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Steps through numbers among the bits of a {@link RedisBitSet}. Immutable; each step gives another one.
 *
 * <pre>{@code
 * BitFields.steps()
 *         .onOverflow(BitFields.Overflow.FAIL)
 *         .add(BitFields.Width.unsigned(8), 100, 1)
 *         .get(BitFields.Width.signed(5), 0)
 * }</pre>
 */
public final class BitFields {

    /** What becomes of a number that is too large for its width, or too small. */
    public enum Overflow {
        /** It goes on from the other end. */
        WRAP,
        /** It becomes the largest there is, or the smallest. */
        SAT,
        /** Nothing is changed. */
        FAIL
    }

    /**
     * How many bits a number has.
     *
     * @param isSigned whether it may be negative
     * @param bits from 1 to 64, without a sign to 63
     */
    public record Width(boolean isSigned, int bits) {

        private static final int MOST = 64;

        /** Refuses widths that the server does not have. */
        public Width {
            int most = isSigned ? MOST : MOST - 1;
            if (bits < 1 || bits > most) {
                throw new IllegalArgumentException("bits are " + bits + "; they must be from 1 to " + most);
            }
        }

        /**
         * A number that may be negative.
         *
         * @param bits from 1 to 64
         * @return the width
         * @throws IllegalArgumentException if it is another number
         */
        public static Width signed(int bits) {
            return new Width(/* isSigned= */ true, bits);
        }

        /**
         * A number that is not negative.
         *
         * @param bits from 1 to 63
         * @return the width
         * @throws IllegalArgumentException if it is another number
         */
        public static Width unsigned(int bits) {
            return new Width(/* isSigned= */ false, bits);
        }

        /** As the server writes it. */
        @Override
        public String toString() {
            return (isSigned ? "i" : "u") + bits;
        }
    }

    private final List<String> words;

    private BitFields(List<String> words) {
        this.words = words;
    }

    /**
     * No steps yet.
     *
     * @return none
     */
    public static BitFields steps() {
        return new BitFields(List.of());
    }

    /**
     * The same, and then reading a number.
     *
     * @param width how many bits it has
     * @param bit where it begins, not negative
     * @return the steps
     * @throws IllegalArgumentException if the place is negative
     */
    public BitFields get(Width width, long bit) {
        return with("GET", requireNonNull(width, "width").toString(), place(bit));
    }

    /**
     * The same, and then writing a number, whose result is the one before.
     *
     * @param width how many bits it has
     * @param bit where it begins, not negative
     * @param value what to write
     * @return the steps
     * @throws IllegalArgumentException if the place is negative
     */
    public BitFields set(Width width, long bit, long value) {
        return with("SET", requireNonNull(width, "width").toString(), place(bit), Long.toString(value));
    }

    /**
     * The same, and then adding to a number, whose result is the sum.
     *
     * @param width how many bits it has
     * @param bit where it begins, not negative
     * @param delta what to add
     * @return the steps
     * @throws IllegalArgumentException if the place is negative
     */
    public BitFields add(Width width, long bit, long delta) {
        return with("INCRBY", requireNonNull(width, "width").toString(), place(bit), Long.toString(delta));
    }

    /**
     * The same, where numbers of the steps that follow overflow as said; before, they wrap.
     *
     * @param how what becomes of them
     * @return the steps
     */
    public BitFields onOverflow(Overflow how) {
        return with("OVERFLOW", requireNonNull(how, "how").name());
    }

    private static String place(long bit) {
        return Long.toString(Ranges.notNegative("bit", bit));
    }

    private BitFields with(String... step) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(step));
        return new BitFields(List.copyOf(all));
    }

    List<String> words() {
        return Ranges.notEmpty("steps", words);
    }
}
