// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;

/**
 * How a consumer works.
 *
 * @param group the name of the group
 * @param name the name of the consumer in it
 * @param start behind which id a group begins that is made
 * @param batch how many entries are asked for at once
 * @param claimAfter after how long without acknowledgement an entry is delivered again
 * @param maxDeliveries after how many deliveries it is given up
 * @param deadLettersKept how many that were given up are kept, about
 */
record ConsumerSettings(
        String group,
        String name,
        String start,
        int batch,
        Duration claimAfter,
        int maxDeliveries,
        long deadLettersKept) {

    /** Few enough that another consumer soon has its share, many enough that asking costs little. */
    static final int BATCH = 10;

    /** Longer than most work takes, short enough that nobody waits for what a dead consumer had. */
    static final Duration CLAIM_AFTER = Duration.ofMinutes(1);

    /** What failed so often does not fail by chance. */
    static final int MAX_DELIVERIES = 5;

    /** More than people look at, few enough for the memory of a server. */
    static final long DEAD_LETTERS_KEPT = 100_000;

    private static final Duration LONGEST_BETWEEN_CLAIMS = Duration.ofSeconds(30);

    /** How long to wait from one look at what others did not acknowledge to the next. */
    Duration claimInterval() {
        Duration half = claimAfter.dividedBy(2);
        return half.compareTo(LONGEST_BETWEEN_CLAIMS) < 0 ? half : LONGEST_BETWEEN_CLAIMS;
    }
}
