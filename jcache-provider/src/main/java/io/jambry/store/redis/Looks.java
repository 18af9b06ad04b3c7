// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.SplitSlot;
import io.jambry.spi.Mode;
import io.jambry.store.redis.ExpiryCommands.End;
import io.jambry.store.redis.Spans.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Looks at entries while somebody listens to expiry. What a look tells is counted among the changes of this member. Thread-safe.
 */
final class Looks {

    /** Nobody knows what was seen. */
    static final long UNKNOWN = Long.MIN_VALUE;

    /** The entry and its last value are on two nodes at the moment. */
    static final long APART = UNKNOWN + 1;

    private final RedisLink link;
    private final RedisKeys keys;
    private final ExpiryCommands commands;
    private final Spans spans;
    private final byte[] channel;
    private final byte[] beginning;
    private final Runnable unpublished;
    private final LongAdder gone = new LongAdder();

    Looks(
            RedisLink link,
            RedisKeys keys,
            ExpiryCommands commands,
            Spans spans,
            byte[] channel,
            byte[] beginning,
            Runnable unpublished) {
        this.link = link;
        this.keys = keys;
        this.commands = commands;
        this.spans = spans;
        this.channel = channel;
        this.beginning = beginning;
        this.unpublished = unpublished;
    }

    /** How many entries were found gone before their end. */
    long gone() {
        return gone.sum();
    }

    /** An entry was found gone before its end by a change. */
    void noteGone() {
        gone.increment();
    }

    /**
     * Looks at entries: follows those that are there, tells those that have expired.
     *
     * @param all their keys
     * @param mode the mode in force; under one that follows nothing, nothing is done
     * @return for each the milliseconds until it ends, or a constant of {@link ExpiryCommands} or this class
     */
    List<Long> at(List<byte[]> all, Mode mode) {
        byte @Nullable [] argument = commands.argument(mode);
        if (argument == null || all.isEmpty()) {
            return all.stream().map(key -> UNKNOWN).toList();
        }
        List<Place> places = new ArrayList<>(all.size());
        List<CommandObject<Object>> batch = new ArrayList<>(all.size());
        for (byte[] key : all) {
            Place place = spans.begin(mode);
            places.add(place);
            byte[] head = MessageFormat.head(beginning, place.span().id(), place.number(), /* awaited= */ false, key);
            batch.add(commands.look(keys.entry(key), channel, head, argument));
        }
        List<Object> answers;
        try {
            answers = link.callAll(batch);
        } catch (RuntimeException | Error e) {
            places.forEach(place -> place.span().unknown());
            throw e;
        }
        List<Long> seen = new ArrayList<>(all.size());
        for (int i = 0; i < answers.size(); i++) {
            seen.add(settled(places.get(i).span(), answers.get(i)));
        }
        return seen;
    }

    private long settled(Span span, Object answer) {
        if (answer instanceof JambryException failure) {
            if (!(failure instanceof NotExecutedException)) {
                span.unknown();
                return UNKNOWN;
            }
            span.untold();
            return SplitSlot.isReason(failure) ? APART : UNKNOWN;
        }
        long seen = (Long) answer;
        if (seen == ExpiryCommands.TOLD || seen == ExpiryCommands.UNPUBLISHED) {
            span.told();
        } else {
            span.untold();
        }
        if (seen == ExpiryCommands.UNPUBLISHED) {
            unpublished.run();
        } else if (seen == ExpiryCommands.GONE) {
            gone.increment();
        }
        return seen;
    }

    /** Looks at entries that may not be followed yet, and sees to it that they are looked at again in time. */
    void follow(List<byte[]> all, Mode mode) {
        List<Long> seen = at(all, mode);
        List<End> ends = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            if (seen.get(i) == UNKNOWN && ExpiryCommands.follows(mode)) {
                throw new NotExecutedException("an entry could not be looked at, to tell when it expires");
            }
            if (seen.get(i) >= 0 || seen.get(i) == APART) {
                ends.add(new End(all.get(i), Math.max(0, seen.get(i))));
            }
        }
        if (!ends.isEmpty()) {
            Batches.all(link, commands.note(ends));
        }
    }
}
