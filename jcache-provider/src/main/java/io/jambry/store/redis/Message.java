// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.StoredChange;
import java.util.List;

/** What members say to each other about the changes of a cache; {@code docs/wire-format.md} has the bytes. */
sealed interface Message {

    /**
     * Who makes changes.
     *
     * @param member the member
     * @param run tells apart two members of one name, one after the other
     */
    record Writer(String member, int run) {}

    /**
     * A change.
     *
     * @param writer who made it
     * @param span the {@linkplain Span span} it is counted in
     * @param number which of that span
     * @param awaited whether somebody waits until synchronous listeners have heard of it
     * @param changes what happened, in order
     */
    record Told(Writer writer, long span, long number, boolean awaited, List<StoredChange> changes)
            implements Message {}

    /**
     * What a writer has told, once in each beat.
     *
     * @param writer who
     * @param oldest all spans before this one are over, and were counted in earlier tallies
     * @param next all spans so far are before this one
     * @param intervalMillis when to expect the next tally
     * @param last whether there is none, because the writer closes the cache
     * @param counts spans that are over
     */
    record Tally(Writer writer, long oldest, long next, long intervalMillis, boolean last, List<Count> counts)
            implements Message {}

    /**
     * A span that is over.
     *
     * @param span its number
     * @param mode the number of the mode under which its changes were made
     * @param told how many messages there are
     * @param unknown how many more there may be
     */
    record Count(long span, long mode, long told, long unknown) {

        /** The mode that the writer went by last; while it was no member it told everything under a number below zero. */
        long lastKnownMode() {
            return mode < 0 ? -1 - mode : mode;
        }
    }

    /**
     * Synchronous listeners have been through a change.
     *
     * @param member whose
     * @param run that of the writer who waits
     * @param span of the change
     * @param number of the change
     * @param failures what they threw, as text
     */
    record Answer(String member, int run, long span, long number, List<String> failures) implements Message {}

    /**
     * A member did not answer in time, and is not waited for until it wishes anew.
     *
     * @param writer who waited
     * @param since the number of the mode since which the member wants what it did not answer
     */
    record Slow(Writer writer, long since) implements Message {}

    /**
     * Something that this version cannot read.
     *
     * @param version the version it is of; ours if it is damaged
     */
    record Unknown(int version) implements Message {}
}
