// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How much a {@link RedisRateLimiter} allows. There are two ways to count:
 *
 * <ul>
 *   <li>{@linkplain #steady steady}: permits come back one by one, evenly spread over a period, and at most {@link #burst} of them are
 *       kept for those who come after a pause. In any stretch as long as the period, no more than {@link #permits} + {@link #burst} are
 *       given out. This is the generic cell rate algorithm;
 *   <li>{@linkplain #window window}: as many in a period, counted in two neighbouring periods, where what the one before has given counts
 *       by the share of it that is not a period ago yet. In a period that begins with a whole multiple of it on the server's clock no more
 *       than {@link #permits} are given out, in any other stretch of its length fewer than twice as many, which is {@link #permits} +
 *       {@link #burst}, too.
 * </ul>
 *
 * <p>Either way all permits of a burst can be had at once after a pause. Nothing of a limit is kept on the server: whoever uses a
 * limiter should use the same one. Immutable.
 *
 * @param algorithm how permits are counted
 * @param permits how many are given out in a period when they are asked for all the time, at least 1
 * @param period how long a period is, at least a microsecond, and in whole ones
 * @param burst how many can be had at once after a pause, at least 1
 */
public record RateLimit(Algorithm algorithm, long permits, Duration period, long burst) {

    /** A script counts in doubles, which have every whole number up to twice this. */
    private static final long MOST = 1L << 52;

    private static final long NANOS_OF_A_MICROSECOND = 1_000;
    private static final long MICROS_OF_A_SECOND = 1_000_000;
    private static final long MICROS_OF_A_MILLISECOND = 1_000;

    /** How permits are counted. */
    public enum Algorithm {
        /** One by one, with bursts. */
        STEADY,
        /** In a window that slides. */
        WINDOW
    }

    /**
     * Makes a limit.
     *
     * @throws IllegalArgumentException if a number is out of its range, burst and permits of a window differ, or the server could not count
     *     it exactly: too many permits for so long a period
     */
    public RateLimit {
        requireNonNull(algorithm, "algorithm");
        requireNonNull(period, "period");
        requireAtLeastOne("permits", permits);
        requireAtLeastOne("burst", burst);
        if (period.isNegative() || period.isZero() || period.toNanosPart() % NANOS_OF_A_MICROSECOND != 0) {
            throw new IllegalArgumentException(
                    "period is " + period + "; it must be a whole number of microseconds, 1 at least");
        }
        if (algorithm == Algorithm.WINDOW && burst != permits) {
            throw new IllegalArgumentException(
                    "burst is " + burst + ", permits are " + permits + "; a window gives out all its permits at once");
        }
        long each = algorithm == Algorithm.STEADY ? reduced(permits, micros(period)) : inUnits(permits, micros(period));
        if (burst > MOST / each) {
            throw new IllegalArgumentException("a limit of " + permits + " in " + period + " with a burst of " + burst
                    + " cannot be counted exactly; use a shorter period, fewer permits or a smaller burst");
        }
    }

    /**
     * Permits that come back one by one, with a burst as large as a period's permits.
     *
     * @param permits how many in a period, at least 1
     * @param period how long a period is
     * @return the limit
     */
    public static RateLimit steady(long permits, Duration period) {
        return new RateLimit(Algorithm.STEADY, permits, period, permits);
    }

    /**
     * Permits in a window that slides.
     *
     * @param permits how many in a period, at least 1
     * @param period how long a period is
     * @return the limit
     */
    public static RateLimit window(long permits, Duration period) {
        return new RateLimit(Algorithm.WINDOW, permits, period, permits);
    }

    /**
     * The same with another burst.
     *
     * @param other how many can be had at once after a pause, at least 1; 1 spreads permits evenly
     * @return the limit
     * @throws IllegalArgumentException if this is a window
     */
    public RateLimit withBurst(long other) {
        return new RateLimit(algorithm, permits, period, other);
    }

    /** Permits and period of a steady limit without what both can be divided by. */
    long steadyPermits() {
        return permits / common(permits, micros(period));
    }

    long steadyPeriod() {
        return reduced(permits, micros(period));
    }

    /** The period of a window in {@linkplain #windowUnit units}. */
    long windowPeriod() {
        return inUnits(permits, micros(period));
    }

    /** In microseconds: one, or a thousand where that would be too fine to be counted. */
    long windowUnit() {
        return micros(period) / windowPeriod();
    }

    private static long reduced(long permits, long micros) {
        return micros / common(permits, micros);
    }

    private static long inUnits(long permits, long micros) {
        return permits > MOST / micros && micros % MICROS_OF_A_MILLISECOND == 0
                ? micros / MICROS_OF_A_MILLISECOND
                : micros;
    }

    /** The largest number that divides both. */
    private static long common(long one, long other) {
        return other == 0 ? one : common(other, one % other);
    }

    private static long micros(Duration period) {
        long most = MOST / MICROS_OF_A_SECOND;
        if (period.toSeconds() >= most) {
            throw new IllegalArgumentException(
                    "period is " + period + "; it must be less than " + Duration.ofSeconds(most));
        }
        return period.toSeconds() * MICROS_OF_A_SECOND + period.toNanosPart() / NANOS_OF_A_MICROSECOND;
    }

    private static void requireAtLeastOne(String name, long number) {
        if (number < 1) {
            throw new IllegalArgumentException(name + " is less than 1: " + number);
        }
    }
}
