// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

/**
 * Which entries of a stream. Immutable.
 *
 * <pre>{@code
 * StreamRange.all()
 * StreamRange.after(last)
 * StreamRange.from(StreamId.of(yesterday)).before(StreamId.of(today))
 * }</pre>
 */
public final class StreamRange {

    private static final String FIRST = "-";
    private static final String LAST = "+";
    private static final String EXCLUDED = "(";

    private final String start;
    private final String end;

    private StreamRange(String start, String end) {
        this.start = start;
        this.end = end;
    }

    /**
     * All that are there.
     *
     * @return the range
     */
    public static StreamRange all() {
        return new StreamRange(FIRST, LAST);
    }

    /**
     * One entry.
     *
     * @param id its id
     * @return the range
     */
    public static StreamRange only(StreamId id) {
        return from(id).to(id);
    }

    /**
     * Those from an id on.
     *
     * @param id included
     * @return the range
     */
    public static StreamRange from(StreamId id) {
        return new StreamRange(requireNonNull(id, "id").toString(), LAST);
    }

    /**
     * Those behind an id.
     *
     * @param id not included
     * @return the range
     */
    public static StreamRange after(StreamId id) {
        return new StreamRange(EXCLUDED + requireNonNull(id, "id"), LAST);
    }

    /**
     * Of these, those up to an id.
     *
     * @param id included
     * @return the range
     */
    public StreamRange to(StreamId id) {
        return new StreamRange(start, requireNonNull(id, "id").toString());
    }

    /**
     * Of these, those before an id.
     *
     * @param id not included
     * @return the range
     */
    public StreamRange before(StreamId id) {
        return new StreamRange(start, EXCLUDED + requireNonNull(id, "id"));
    }

    String start() {
        return start;
    }

    String end() {
        return end;
    }

    @Override
    public String toString() {
        return "from " + start + " to " + end;
    }
}
