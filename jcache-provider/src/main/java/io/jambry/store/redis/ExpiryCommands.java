// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisScript;
import io.jambry.spi.Mode;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The commands that follow the ends of entries while somebody listens to expiry.
 *
 * <p>Mechanism: each entry that ends has a <em>last value</em> beside it, which lives for a grace longer and says when the entry
 * ends; an index says when to look at it. Where a script reaches both, it notes in the index what it changes; on a cluster, where
 * the index lies in other slots, it is noted before an entry is written, so that none is ever without.
 */
final class ExpiryCommands {

    /** What a look answers instead of the milliseconds until the entry ends. */
    static final long NEVER = -1;

    static final long NOTHING = -2;
    static final long TOLD = -3;
    static final long UNPUBLISHED = -4;
    static final long GONE = -5;
    static final long LATER_TIME = -6;

    /** For so long a member looks at a shard of the index without asking again: as long as others wait if it dies. */
    private static final byte[] LOOKS_MILLIS = ascii("1000");

    /** What the listing of a shard answers instead when it was evicted. */
    static final long EVICTED = -1;

    private static final byte[] BEGUN = ascii("begun");
    private static final byte[] DONE = ascii("done");

    private static final byte[] GOES_ON = {'1'};
    private static final byte[] GIVES_WAY = {'0'};

    private final RedisKeys keys;
    private final ExpiryIndex index;
    private final boolean apart;
    private final byte[] graceMillis;

    /** Of the last mode that was asked for. */
    private volatile Argument last = new Argument(Mode.QUIET, null);

    /**
     * The commands of one cache.
     *
     * @param apart whether the index lies in other slots than entries, so that no script has both
     */
    ExpiryCommands(RedisKeys keys, ExpiryIndex index, boolean apart, Duration grace) {
        this.keys = keys;
        this.index = index;
        this.apart = apart;
        this.graceMillis = ascii(Long.toString(grace.toMillis()));
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    private record Argument(Mode mode, byte @Nullable [] bytes) {}

    static boolean follows(Mode mode) {
        return mode.tracking() != 0;
    }

    /** The last argument of scripts that follow the ends of entries; null under a mode that does not. */
    byte @Nullable [] argument(Mode mode) {
        Argument known = last;
        if (!known.mode().equals(mode)) {
            known = new Argument(mode, follows(mode) ? bytes(mode) : null);
            last = known;
        }
        return known.bytes();
    }

    private byte[] bytes(Mode mode) {
        byte[] text = ascii(mode.tracking() + ":" + new String(graceMillis, StandardCharsets.US_ASCII) + ":.");
        text[text.length - 1] = Events.of(mode.wish()).expired()[0];
        return text;
    }

    /** What the scripts that change an entry need to follow it; null under a mode that does not. */
    @Nullable
    Followed followed(byte[] key, byte[] entry, Mode mode) {
        byte @Nullable [] argument = argument(mode);
        return argument == null ? null : new Followed(keys.lastValue(entry), indexOf(key, entry), argument);
    }

    private byte[] indexOf(byte[] key, byte[] entry) {
        return apart ? entry : index.name(index.shard(key));
    }

    /**
     * What is beside an entry.
     *
     * @param lastValue its last value
     * @param index where to note when it ends; the entry itself where that is in another slot
     * @param argument the last argument
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Followed(byte[] lastValue, byte[] index, byte[] argument) implements Beside {

        @Override
        public CommandObject<Object> change(byte[]... plain) {
            return RedisScript.TRACK_CHANGE.with(arguments(this, plain));
        }

        @Override
        public CommandObject<Object> add(byte[]... plain) {
            return RedisScript.TRACK_ADD.with(arguments(this, plain));
        }

        /** The lease is then the last key. */
        @Override
        public CommandObject<Object> commit(byte[]... plain) {
            return RedisScript.TRACK_COMMIT.with(arguments(this, plain));
        }
    }

    // ---- the index

    int shards() {
        return index.shards();
    }

    /** How soon an entry may end after a request, where that has to be noted before. */
    OptionalLong toBeNoted(StoreRequest request, Mode mode) {
        if (!apart || !follows(mode)) {
            return OptionalLong.empty();
        }
        return switch (request.verb()) {
            case PUT -> soonest(((Put) request).onCreate(), ((Put) request).onUpdate());
            case ADD -> soonest(((Add) request).onCreate(), ((Add) request).onUpdate());
            case GET, EXISTS, REMOVE, TOUCH, REWRITE, CLAIM, RENEW, RELEASE, ABANDON, ADMIT -> OptionalLong.empty();
        };
    }

    private static OptionalLong soonest(Ttl one, Ttl other) {
        return List.of(one, other).stream()
                .filter(ttl -> !ttl.isKeep() && !ttl.isZero() && !ttl.isEternal())
                .mapToLong(Ttl::millis)
                .min();
    }

    /** When an entry ends. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record End(byte[] key, long millis) {}

    /** Notes when to look at entries: a command for each shard. */
    List<CommandObject<Object>> note(List<End> ends) {
        List<List<byte[]>> byShard = new ArrayList<>();
        for (int shard = 0; shard < index.shards(); shard++) {
            byShard.add(new ArrayList<>(List.of(index.name(shard), graceMillis)));
        }
        for (End end : ends) {
            List<byte[]> arguments = byShard.get(index.shard(end.key()));
            arguments.add(ascii(Long.toString(end.millis())));
            arguments.add(keys.entry(end.key()));
        }
        return byShard.stream()
                .filter(arguments -> arguments.size() > 2)
                .map(arguments -> RedisScript.INDEX_NOTE.with(arguments.toArray(byte[][]::new)))
                .toList();
    }

    /**
     * Lists what is due in a shard.
     *
     * @param goesOn whether this member is the one to look there; others do when it does not
     */
    CommandObject<Object> due(int shard, byte[] member, boolean goesOn, int most) {
        return RedisScript.INDEX_DUE.with(
                index.name(shard),
                index.looker(shard),
                member,
                LOOKS_MILLIS,
                goesOn ? GOES_ON : GIVES_WAY,
                ascii(Integer.toString(most)),
                graceMillis);
    }

    /** Marks all shards, so that an eviction is noticed: before a walk over all entries, and when what it met is noted. */
    List<CommandObject<Object>> mark(byte[] member, boolean isDone) {
        return IntStream.range(0, index.shards())
                .mapToObj(shard ->
                        RedisScript.INDEX_MARK.with(index.name(shard), member, isDone ? DONE : BEGUN, graceMillis))
                .toList();
    }

    /** Whether what was seen has to be noted in the index; what is over has left it where a look has the index at hand. */
    boolean isToBeSettled(long seen) {
        return seen >= (apart ? GONE : 0);
    }

    /** What was seen of an entry that was due. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Seen(byte[] entry, byte[] noted, long millis) {}

    CommandObject<Object> settle(int shard, List<Seen> all) {
        List<byte[]> arguments = new ArrayList<>(List.of(index.name(shard), graceMillis));
        for (Seen seen : all) {
            arguments.add(seen.entry());
            arguments.add(seen.noted());
            boolean isEnd = seen.millis() < NOTHING;
            arguments.add(ascii(Long.toString(isEnd ? NEVER : seen.millis())));
        }
        return RedisScript.INDEX_SETTLE.with(arguments.toArray(byte[][]::new));
    }

    // ---- entries

    /** Looks at an entry under a mode that follows it. */
    CommandObject<Object> look(byte[] entry, byte[] channel, byte[] head, byte[] argument) {
        return RedisScript.LOOK.with(
                entry, keys.lastValue(entry), indexOf(keys.key(entry), entry), channel, head, argument);
    }

    /** What taking away an entry answers when the index has to be told. */
    static final long TO_BE_TOLD = 2;

    /** Takes away an entry without a word. */
    CommandObject<Object> clear(byte[] entry, byte[] argument) {
        return RedisScript.CLEAR_TRACKED.with(entry, keys.lastValue(entry), indexOf(keys.key(entry), entry), argument);
    }

    /** Keys and arguments of a script that follows: the last value and the index behind the entry, the last argument at the end. */
    static byte[][] arguments(Followed followed, byte[][] plain) {
        byte[][] all = Arrays.copyOf(plain, plain.length + 3);
        System.arraycopy(plain, 1, all, 3, plain.length - 1);
        all[1] = followed.lastValue();
        all[2] = followed.index();
        all[all.length - 1] = followed.argument();
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
