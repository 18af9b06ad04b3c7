// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/**
 * How long an entry lives from the moment the store applies it.
 *
 * @param millis milliseconds from 1 up, or one of the values of {@link #KEEP}, {@link #ZERO} and {@link #ETERNAL}
 */
public record Ttl(long millis) {

    /** Leaves the time to live as it is. */
    public static final Ttl KEEP = new Ttl(-1);

    /** The entry is expired at once: after the operation it is absent. */
    public static final Ttl ZERO = new Ttl(0);

    /** The entry never expires; a time to live it had is taken away. */
    public static final Ttl ETERNAL = new Ttl(Long.MAX_VALUE);

    /** Redis adds the time to live to its clock in a signed 64-bit number; what is this long is as good as eternal. */
    private static final long LONGEST = 1L << 53;

    /**
     * Refuses negative times.
     *
     * @param millis milliseconds from 1 up, or what {@link #KEEP}, {@link #ZERO} or {@link #ETERNAL} have
     */
    public Ttl {
        if (millis < -1) {
            throw new IllegalArgumentException("ttl is negative: " + millis + " ms");
        }
    }

    /**
     * A time to live in milliseconds.
     *
     * @param millis from 0 up; 0 is {@link #ZERO}, 2<sup>53</sup> (285 000 years) and more is {@link #ETERNAL}
     * @return the time to live
     */
    public static Ttl ofMillis(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("ttl is negative: " + millis + " ms");
        }
        return millis == 0 ? ZERO : millis >= LONGEST ? ETERNAL : new Ttl(millis);
    }

    /**
     * Tells whether the time to live stays as it is.
     *
     * @return true for {@link #KEEP}
     */
    public boolean isKeep() {
        return millis == -1;
    }

    /**
     * Tells whether the entry expires at once.
     *
     * @return true for {@link #ZERO}
     */
    public boolean isZero() {
        return millis == 0;
    }

    /**
     * Tells whether the entry never expires.
     *
     * @return true for {@link #ETERNAL}
     */
    public boolean isEternal() {
        return millis == Long.MAX_VALUE;
    }
}
