// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Writer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/**
 * The spans of one writer: those in which changes begin, one for each mode under which some still do, and those that are over and
 * are being told. Thread-safe.
 *
 * <p>Rationale: a tally is a message, and may be lost as well; so each count is told in several.
 */
final class Spans {

    private static final int TOLD_TIMES = 10;

    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Span> open = new ConcurrentHashMap<>();

    /** Those in which no change begins any more. Guarded by this. */
    private final List<Span> ending = new ArrayList<>();

    /** Those that are over, and how often they will still be told. Guarded by this. */
    private final Deque<Counted> over = new ArrayDeque<>();

    private record Counted(Count count, int times) {}

    /** A change that begins. */
    record Place(Span span, long number) {}

    Place begin(Mode mode) {
        for (; ; ) {
            Span there = open.get(mode.number());
            Span span = there == null ? open(mode) : there;
            long number = span.begin();
            if (number > 0) {
                return new Place(span, number);
            }
            open.remove(mode.number(), span);
        }
    }

    /** A tally sees the span with its number, or neither: a number that is passed over counts as a tally that was lost. */
    private synchronized Span open(Mode mode) {
        return open.computeIfAbsent(mode.number(), any -> new Span(last.incrementAndGet(), mode));
    }

    /** Closes what was begun since the last tally, and tells what is over. */
    synchronized Tally tally(Writer writer, Mode mode, long intervalMillis, boolean isLast) {
        open.forEach((number, span) -> {
            if (isLast || !span.isEmpty() || number != mode.number()) {
                span.close();
                ending.add(span);
                open.remove(number, span);
            }
        });
        // looked at once: one that ends meanwhile is not removed without being counted
        List<Span> ended = ending.stream().filter(Span::isOver).toList();
        ended.forEach(span -> over.add(new Counted(span.count(), TOLD_TIMES)));
        ending.removeAll(ended);
        long next = last.get() + 1;
        long oldest = LongStream.concat(
                        LongStream.concat(
                                open.values().stream().mapToLong(Span::id),
                                ending.stream().mapToLong(Span::id)),
                        over.stream().mapToLong(counted -> counted.count().span()))
                .min()
                .orElse(next);
        List<Count> counts = over.stream().map(Counted::count).toList();
        for (int i = over.size(); i > 0; i--) {
            Counted counted = over.remove();
            if (counted.times() > 1) {
                over.add(new Counted(counted.count(), counted.times() - 1));
            }
        }
        return new Tally(writer, oldest, next, intervalMillis, isLast, counts);
    }
}
