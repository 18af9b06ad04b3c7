// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** What a limiter should say at a moment, in exact fractions, as its definition has it. Confined to one thread. */
abstract class RateModel {

    final BigInteger permits;
    final BigInteger period;
    final BigInteger burst;

    RateModel(RateLimit limit) {
        permits = BigInteger.valueOf(limit.permits());
        period = BigInteger.valueOf(limit.period().toNanos() / 1000);
        burst = BigInteger.valueOf(limit.burst());
    }

    static RateModel of(RateLimit limit) {
        return limit.algorithm() == RateLimit.Algorithm.STEADY ? new Steady(limit) : new Window(limit);
    }

    /** Decides at a moment of the server's clock, in microseconds. */
    abstract RateDecision decide(long now, long wanted);

    private static BigInteger ceiling(BigInteger number, BigInteger divisor) {
        return number.add(divisor).subtract(ONE).divide(divisor);
    }

    private static Duration micros(BigInteger number) {
        return Duration.of(number.longValueExact(), ChronoUnit.MICROS);
    }

    /** A bucket that leaks; all in fractions of a microsecond, of which there are as many as permits. */
    private static final class Steady extends RateModel {

        private BigInteger empty = ZERO;

        Steady(RateLimit limit) {
            super(limit);
        }

        @Override
        RateDecision decide(long now, long wanted) {
            BigInteger clock = BigInteger.valueOf(now).multiply(permits);
            BigInteger taken = empty.subtract(clock).max(ZERO);
            BigInteger asked = taken.add(BigInteger.valueOf(wanted).multiply(period));
            BigInteger most = burst.multiply(period);
            if (asked.compareTo(most) > 0) {
                return new RateDecision(
                        false,
                        most.subtract(taken).divide(period).longValueExact(),
                        micros(ceiling(asked.subtract(most), permits)),
                        micros(ceiling(taken, permits)));
            }
            if (wanted > 0) {
                empty = clock.add(asked);
            }
            return new RateDecision(
                    true,
                    most.subtract(asked).divide(period).longValueExact(),
                    Duration.ZERO,
                    micros(ceiling(asked, permits)));
        }
    }

    /** Two counters; when something can be had again is found by trying each moment of interest. */
    private static final class Window extends RateModel {

        private long number;
        private long given;
        private long before;

        Window(RateLimit limit) {
            super(limit);
        }

        @Override
        RateDecision decide(long now, long wanted) {
            turn(now);
            long left = period.longValueExact() - now % period.longValueExact();
            boolean allowed = fits(now, wanted);
            if (allowed) {
                given += wanted;
            }
            long remaining = 0;
            while (fits(now, remaining + 1)) {
                remaining++;
            }
            long reset = given > 0 ? left + period.longValueExact() : before > 0 ? left : 0;
            return new RateDecision(
                    allowed,
                    remaining,
                    allowed ? Duration.ZERO : Duration.of(first(now, wanted) - now, ChronoUnit.MICROS),
                    Duration.of(reset, ChronoUnit.MICROS));
        }

        private void turn(long now) {
            long current = now / period.longValueExact();
            if (current != number) {
                before = current == number + 1 ? given : 0;
                given = 0;
                number = current;
            }
        }

        private boolean fits(long moment, long wanted) {
            long current = moment / period.longValueExact();
            long in = current == number ? given : 0;
            long earlier = current == number ? before : current == number + 1 ? given : 0;
            BigInteger left = period.subtract(BigInteger.valueOf(moment % period.longValueExact()));
            return BigInteger.valueOf(in + wanted)
                            .multiply(period)
                            .add(BigInteger.valueOf(earlier).multiply(left))
                            .compareTo(permits.multiply(period))
                    <= 0;
        }

        /** The first moment at which so many can be had; from there on they always can. */
        private long first(long now, long wanted) {
            long low = now;
            long high = now + 2 * period.longValueExact();
            while (high - low > 1) {
                long middle = low + (high - low) / 2;
                if (fits(middle, wanted)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            return high;
        }
    }
}
