// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Tally;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was heard of one writer: which changes of which span, and which spans were found complete. Guarded by its feed.
 *
 * <p>Mechanism: messages may overtake each other in a cluster, so a span that lacks some has a second before they count as lost. A
 * number is remembered long after its span is over, to know a message that comes twice.
 */
final class Heard {

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final int REMEMBERED_SPANS = 100;

    /** No span of one second has more changes: a larger number is not believed, and so does not decide how much memory it takes. */
    private static final long MAX_NUMBER = 1L << 24;

    /** So many tallies may be lost before a writer counts as silent. */
    private static final int SILENT_BEATS = 4;

    private record Due(Count count, long at) {}

    /** The numbers heard in each span. */
    private final TreeMap<Long, BitSet> spans = new TreeMap<>();

    /** The spans that were found complete, or were told to be not. */
    private final Set<Long> settled = new TreeSet<>();

    private final Map<Long, Due> due = new HashMap<>();

    private long forgotten;

    /** All spans before this one were counted in tallies that were heard; 0 before the first. */
    private long next;

    private long lastTally;
    private long intervalNanos = TimeUnit.SECONDS.toNanos(1);
    private boolean silent;
    private boolean left;

    /** Nothing was heard so far. */
    Heard(long now) {
        this.lastTally = now;
    }

    /** Notes a change. False if it was heard before. */
    boolean isNew(long span, long number) {
        if (span <= forgotten || number < 1 || number > MAX_NUMBER) {
            return false;
        }
        BitSet numbers = spans.computeIfAbsent(span, any -> new BitSet());
        boolean fresh = !numbers.get((int) number);
        numbers.set((int) number);
        return fresh;
    }

    /**
     * Compares what was told with what was heard.
     *
     * @param firstMode the number of the mode from which on this JVM is told everything
     * @return what is missing, in words; null for nothing
     */
    @Nullable
    String tally(Tally tally, long firstMode, long now) {
        lastTally = now;
        intervalNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(1, tally.intervalMillis()));
        silent = false;
        left = tally.last();
        for (Count count : tally.counts()) {
            if (!settled.contains(count.span()) && count.span() >= next) {
                compare(count, firstMode, now);
            }
        }
        String missing = next > 0 && isUncounted(tally.oldest()) ? "tallies were lost" : null;
        next = Math.max(next, tally.oldest());
        settled.removeIf(span -> span < next);
        due.keySet().removeIf(settled::contains);
        while (spans.size() > REMEMBERED_SPANS) {
            forgotten = spans.pollFirstEntry().getKey();
        }
        return missing;
    }

    private void compare(Count count, long firstMode, long now) {
        if (count.lastKnownMode() < firstMode || missing(count) == 0) {
            settled.add(count.span());
        } else {
            due.putIfAbsent(count.span(), new Due(count, now + GRACE_NANOS));
        }
    }

    /** Those of unknown outcome are missed, too: one that was made and came would hide another one that did not. */
    private long missing(Count count) {
        BitSet numbers = spans.get(count.span());
        return Math.max(0, count.told() + count.unknown() - (numbers == null ? 0 : numbers.cardinality()));
    }

    private boolean isUncounted(long oldest) {
        for (long span = next; span < oldest; span++) {
            if (!settled.contains(span) && !due.containsKey(span)) {
                return true;
            }
        }
        return false;
    }

    /** How many changes are lost that were due by now. */
    long lost(long now) {
        long lost = 0;
        for (Due span : Set.copyOf(due.values())) {
            if (span.at() - now <= 0) {
                lost += missing(span.count());
                settled.add(span.count().span());
                due.remove(span.count().span());
            }
        }
        return lost;
    }

    /** Tells whether nobody has to remember this any more. */
    boolean isForgotten(long now) {
        return (silent || left) && now - lastTally > REMEMBERED_NANOS;
    }

    /** Tells once in each silence that tallies have stopped. */
    boolean isNewlySilent(long now) {
        if (silent || left || now - lastTally <= SILENT_BEATS * intervalNanos) {
            return false;
        }
        silent = true;
        return true;
    }
}
