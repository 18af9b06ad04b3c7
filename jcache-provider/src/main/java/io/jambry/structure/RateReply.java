// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What the script of a limit answers.
 *
 * @param decision what it decides
 * @param moment when, in microseconds of the server's clock
 */
record RateReply(RateDecision decision, long moment) {

    /** Reads a reply as it came: five numbers as doubles, which have all whole ones that there may be. */
    static RateReply of(Object reply) {
        ByteBuffer numbers = ByteBuffer.wrap((byte[]) reply).order(ByteOrder.LITTLE_ENDIAN);
        RateDecision decision =
                new RateDecision(next(numbers) == 1, next(numbers), micros(next(numbers)), micros(next(numbers)));
        return new RateReply(decision, next(numbers));
    }

    private static long next(ByteBuffer numbers) {
        return (long) numbers.getDouble();
    }

    private static Duration micros(long number) {
        return number == 0 ? Duration.ZERO : Duration.of(number, ChronoUnit.MICROS);
    }
}
