// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

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
        byte[] text = (byte[]) reply;
        long[] numbers = new long[5];
        int at = 0;
        for (byte character : text) {
            if (character == ' ') {
                at++;
            } else {
                numbers[at] = numbers[at] * 10 + character - '0';
            }
        }
        return new RateReply(
                new RateDecision(numbers[0] == 1, numbers[1], micros(numbers[2]), micros(numbers[3])), numbers[4]);
    }

    private static Duration micros(long number) {
        return number == 0 ? Duration.ZERO : Duration.of(number, ChronoUnit.MICROS);
    }
}
