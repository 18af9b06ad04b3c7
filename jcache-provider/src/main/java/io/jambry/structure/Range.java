// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Keyword;
import redis.clients.jedis.params.ZRangeParams;

/**
 * A part of a sorted set: by ranks, by scores or by the elements themselves. Both ends belong to it unless one is taken out.
 *
 * <pre>{@code
 * Range.ranks(0, 9).reversed()                       // the ten with the greatest scores
 * Range.scores(1, 5).withoutEnd().limit(20, 10)      // 1 <= score < 5, the third page of ten
 * Range.startingWith("jam")                          // for sets whose elements have all the same score
 * }</pre>
 *
 * <p>Immutable.
 *
 * @param <E> what the elements of the sorted set are; those by rank or score fit all
 */
public final class Range<E> {

    /** What decides about an element. */
    enum By {
        RANK("ranks"),
        SCORE("scores"),
        ELEMENT("elements");

        private final String plural;

        By(String plural) {
            this.plural = plural;
        }
    }

    /** What becomes of an element that is exactly where a range starts or ends. */
    private enum Edge {
        INSIDE,
        OUTSIDE,
        /** Everything that begins with it is inside. */
        PREFIX
    }

    /**
     * One end.
     *
     * @param value a rank, a score or an element; null where there is no end
     */
    private record Bound(@Nullable Object value, Edge edge) {

        static final Bound OPEN = new Bound(null, Edge.INSIDE);

        static Bound at(Object value) {
            return new Bound(requireNonNull(value, "element"), Edge.INSIDE);
        }
    }

    /** Which part of a part. */
    private record Limit(int offset, int count) {}

    private final By by;
    private final Bound start;
    private final Bound end;
    private final boolean reversed;
    private final @Nullable Limit limit;

    private Range(By by, Bound start, Bound end, boolean reversed, @Nullable Limit limit) {
        this.by = by;
        this.start = start;
        this.end = end;
        this.reversed = reversed;
        this.limit = limit;
    }

    private static <E> Range<E> between(By by, Bound start, Bound end) {
        return new Range<>(by, start, end, /* reversed= */ false, null);
    }

    /**
     * By rank.
     *
     * @param first of the ranks; 0 is the least, -1 the greatest
     * @param last of the ranks
     * @return a range; empty if it ends before it begins
     */
    public static Range<Object> ranks(long first, long last) {
        return between(By.RANK, Bound.at(first), Bound.at(last));
    }

    /**
     * By score.
     *
     * @param least of the scores, which may be infinite
     * @param greatest of the scores
     * @return a range; empty if it ends before it begins
     * @throws IllegalArgumentException if one is not a number
     */
    public static Range<Object> scores(double least, double greatest) {
        return between(
                By.SCORE, Bound.at(Scores.require("least", least)), Bound.at(Scores.require("greatest", greatest)));
    }

    /**
     * By elements, in the order of their bytes: for sets whose elements all have the same score. Text is written as UTF-8; elements of
     * other types, and those with hidden names, are hardly in an order that anybody expects.
     *
     * @param first of the elements, which need not be there
     * @param last of the elements
     * @param <E> the type of the elements
     * @return a range; empty if it ends before it begins
     */
    public static <E> Range<E> elements(E first, E last) {
        return between(By.ELEMENT, Bound.at(first), Bound.at(last));
    }

    /**
     * From an element on, in the order of {@link #elements}.
     *
     * @param first of the elements, which need not be there
     * @param <E> the type of the elements
     * @return a range
     */
    public static <E> Range<E> from(E first) {
        return between(By.ELEMENT, Bound.at(first), Bound.OPEN);
    }

    /**
     * Up to an element, in the order of {@link #elements}.
     *
     * @param last of the elements, which need not be there
     * @param <E> the type of the elements
     * @return a range
     */
    public static <E> Range<E> to(E last) {
        return between(By.ELEMENT, Bound.OPEN, Bound.at(last));
    }

    /**
     * The elements that begin with a text.
     *
     * @param text what they begin with
     * @return a range; of all elements if the text is empty
     */
    public static Range<String> startingWith(String text) {
        return text.isEmpty()
                ? between(By.ELEMENT, Bound.OPEN, Bound.OPEN)
                : between(By.ELEMENT, Bound.at(text), new Bound(text, Edge.PREFIX));
    }

    /**
     * The same without what is exactly at its start, which is the least score or the first element.
     *
     * @return another range
     * @throws IllegalStateException if it is one of ranks, or has no start
     */
    public Range<E> withoutStart() {
        return new Range<>(by, without(start), end, reversed, limit);
    }

    /**
     * The same without what is exactly at its end, which is the greatest score or the last element.
     *
     * @return another range
     * @throws IllegalStateException if it is one of ranks, or has no end
     */
    public Range<E> withoutEnd() {
        return new Range<>(by, start, without(end), reversed, limit);
    }

    private Bound without(Bound bound) {
        if (by == By.RANK || bound.value() == null || bound.edge() == Edge.PREFIX) {
            throw new IllegalStateException("a range of " + by.plural
                    + " has nothing there that could be taken out; give other " + by.plural + " instead");
        }
        return new Bound(bound.value(), Edge.OUTSIDE);
    }

    /**
     * The same from the greatest to the least. The ranks count from the greatest then; start and end stay where they are otherwise.
     *
     * @return another range
     */
    public Range<E> reversed() {
        return new Range<>(by, start, end, !reversed, limit);
    }

    /**
     * Some of the same.
     *
     * @param offsetOfFirst how many to leave out, at least 0
     * @param countAtMost how many to take, at least 1
     * @return another range
     * @throws IllegalArgumentException if one is less
     * @throws IllegalStateException if it is one of ranks, which say themselves how many
     */
    public Range<E> limit(int offsetOfFirst, int countAtMost) {
        if (by == By.RANK) {
            throw new IllegalStateException("a range of ranks has no limit; give other ranks instead");
        }
        if (offsetOfFirst < 0) {
            throw new IllegalArgumentException("offset is negative: " + offsetOfFirst);
        }
        Ranges.atLeastOne("count", countAtMost);
        return new Range<>(by, start, end, reversed, new Limit(offsetOfFirst, countAtMost));
    }

    By by() {
        return by;
    }

    /** The first rank from the least, whichever way it counts. */
    long firstRank() {
        return reversed ? -1 - rank(end) : rank(start);
    }

    /** The last rank from the least, whichever way it counts. */
    long lastRank() {
        return reversed ? -1 - rank(start) : rank(end);
    }

    private static long rank(Bound bound) {
        return (Long) requireNonNull(bound.value());
    }

    /** Refuses a limit where an operation has none. */
    void requireUnlimited(String operation) {
        if (limit != null) {
            throw new IllegalArgumentException(operation + " has no limit; leave it out of the range");
        }
    }

    /** The start of scores or elements as the server writes it. */
    byte[] least(ElementForm<?> form) {
        return bound(start, '-', form);
    }

    /** The end of scores or elements as the server writes it. */
    byte[] greatest(ElementForm<?> form) {
        return bound(end, '+', form);
    }

    ZRangeParams params(ElementForm<?> form) {
        ZRangeParams params = switch (by) {
            case RANK -> new ZRangeParams(rank(start), rank(end));
            case SCORE -> params(Keyword.BYSCORE, form);
            case ELEMENT -> params(Keyword.BYLEX, form);
        };
        if (reversed) {
            params.rev();
        }
        return limit == null ? params : params.limit(limit.offset(), limit.count());
    }

    /** Reversed, the server wants the greatest first. */
    private ZRangeParams params(Keyword keyword, ElementForm<?> form) {
        return reversed
                ? new ZRangeParams(keyword, greatest(form), least(form))
                : new ZRangeParams(keyword, least(form), greatest(form));
    }

    private byte[] bound(Bound bound, char open, ElementForm<?> form) {
        Object value = bound.value();
        if (value == null) {
            return new byte[] {(byte) open};
        }
        if (by == By.SCORE) {
            byte[] score = Scores.bytes((Double) value);
            return bound.edge() == Edge.INSIDE ? score : marked('(', score);
        }
        byte[] element = encoded(value, form);
        return switch (bound.edge()) {
            case INSIDE -> marked('[', element);
            case OUTSIDE -> marked('(', element);
            case PREFIX -> marked('(', following(element));
        };
    }

    @SuppressWarnings("unchecked") // what is no element of the set is refused when it is encoded
    private static byte[] encoded(Object element, ElementForm<?> form) {
        return ((ElementForm<Object>) form).encode(element);
    }

    private static byte[] marked(char mark, byte[] bytes) {
        byte[] marked = new byte[bytes.length + 1];
        marked[0] = (byte) mark;
        System.arraycopy(bytes, 0, marked, 1, bytes.length);
        return marked;
    }

    /** What comes right behind all that begins with these bytes: no byte of UTF-8 is the greatest there is. */
    private static byte[] following(byte[] bytes) {
        byte[] next = Arrays.copyOf(bytes, bytes.length);
        next[next.length - 1]++;
        return next;
    }

    /** What it is by, without scores and elements. */
    @Override
    public String toString() {
        return "a range of " + by.plural;
    }
}
