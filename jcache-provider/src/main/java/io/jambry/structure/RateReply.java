// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What the script of a limit answers.
 *
 * @param decision what it decides
 * @param moment when, in microseconds of the server's clock
 */
record RateReply(RateDecision decision, long moment) {

    /** Reads a reply as it came: numbers with a blank between them. */
    static RateReply of(Object reply) {
        String[] numbers = new String((byte[]) reply, StandardCharsets.US_ASCII).split(" ");
        RateDecision decision = new RateDecision(
                numbers[0].equals("1"), Long.parseLong(numbers[1]), micros(numbers[2]), micros(numbers[3]));
        return new RateReply(decision, Long.parseLong(numbers[4]));
    }

    private static Duration micros(String number) {
        return Duration.of(Long.parseLong(number), ChronoUnit.MICROS);
    }
}
