// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names an entry of a stream, and tells when it was added. Later entries have greater ids.
 *
 * @param millis since 1970 by the clock of the server, without a sign
 * @param sequence tells entries of one millisecond from each other, without a sign
 */
public record StreamId(long millis, long sequence) implements Comparable<StreamId> {

    /** Less than that of any entry. */
    public static final StreamId MIN = new StreamId(0, 0);

    /** The greatest that an entry can have. */
    public static final StreamId MAX = new StreamId(-1, -1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,20})-(\\d{1,20})");

    /**
     * Reads an id.
     *
     * @param text as {@link #toString} writes it, and the server
     * @return the id
     * @throws IllegalArgumentException if it is none
     */
    public static StreamId parse(String text) {
        Matcher parts = FORM.matcher(text);
        try {
            if (parts.matches()) {
                return new StreamId(Long.parseUnsignedLong(parts.group(1)), Long.parseUnsignedLong(parts.group(2)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an id of a stream has numbers up to 2^64 - 1", e);
        }
        throw new IllegalArgumentException("an id of a stream is written like 1700000000000-0");
    }

    /**
     * The least id of a moment.
     *
     * @param moment after 1970
     * @return the id
     */
    public static StreamId of(Instant moment) {
        return new StreamId(Ranges.notNegative("millis", moment.toEpochMilli()), 0);
    }

    /**
     * When the entry was added, by the clock of the server.
     *
     * @return the moment
     */
    public Instant moment() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public int compareTo(StreamId other) {
        int byMillis = Long.compareUnsigned(millis, other.millis);
        return byMillis != 0 ? byMillis : Long.compareUnsigned(sequence, other.sequence);
    }

    /** As the server writes it. */
    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }
}
