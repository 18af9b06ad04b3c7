// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much of a stream stays when it is trimmed. Unless it is exact, the server removes only what it can remove cheaply, so some more may
 * stay. Immutable.
 */
public final class StreamTrim {

    private final String strategy;
    private final String threshold;
    private final boolean exact;
    private final @Nullable Long limit;

    private StreamTrim(String strategy, String threshold, boolean exact, @Nullable Long limit) {
        this.strategy = strategy;
        this.threshold = threshold;
        this.exact = exact;
        this.limit = limit;
    }

    /**
     * The last entries.
     *
     * @param length how many, not negative
     * @return the trimming: {@code MAXLEN}
     * @throws IllegalArgumentException if it is negative
     */
    public static StreamTrim toLength(long length) {
        return new StreamTrim("MAXLEN", Long.toString(Ranges.notNegative("length", length)), /* exact= */ false, null);
    }

    /**
     * The entries from an id on, such as from a {@linkplain StreamId#of moment} on.
     *
     * @param id the first one that stays
     * @return the trimming: {@code MINID}
     */
    public static StreamTrim before(StreamId id) {
        return new StreamTrim("MINID", requireNonNull(id, "id").toString(), /* exact= */ false, null);
    }

    /**
     * The same, to the entry. It takes the server longer.
     *
     * @return the trimming: {@code =}
     */
    public StreamTrim exactly() {
        return new StreamTrim(strategy, threshold, /* exact= */ true, null);
    }

    /**
     * The same, where the server may remove so many entries at once; it is not exact.
     *
     * @param entries how many, at least 1
     * @return the trimming: {@code LIMIT}
     * @throws IllegalArgumentException if it is less than 1
     */
    public StreamTrim atOnce(int entries) {
        return new StreamTrim(strategy, threshold, /* exact= */ false, (long) Ranges.atLeastOne("entries", entries));
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(strategy, exact ? "=" : "~", threshold));
        if (limit != null) {
            words.add("LIMIT");
            words.add(limit.toString());
        }
        return words;
    }
}
