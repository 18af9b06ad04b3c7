// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisScript;
import io.jambry.spi.Bounds;
import io.jambry.spi.Mode;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Abandon;
import io.jambry.spi.StoreRequest.Admit;
import io.jambry.spi.StoreRequest.Claim;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Release;
import io.jambry.spi.StoreRequest.Renew;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import io.jambry.store.redis.BoundedKeys.Shard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The commands of a bounded cache: one script for each request. Changes go through the scripts that tell them, which tell nothing
 * while nobody listens. Thread-safe.
 */
final class BoundedCommands {

    /** So many keys go into one command: a millisecond of the server. */
    private static final int REMOVED_TOGETHER = 500;

    private static final byte[] NOTHING = {};
    private static final Events NO_EVENTS = Events.of(Wish.NONE);
    private static final byte[] VALUE = ascii("value");
    private static final byte[] LEFT = ascii("left");
    private static final byte[] EXISTS = ascii("exists");
    private static final byte[] KEYS = ascii("keys");
    private static final byte[] ENTRIES = ascii("entries");

    private final BoundedKeys keys;
    private final InvokeCommands invoke;
    private final TellingCommands quiet;
    private final byte[][] policies;
    private final LongAdder evictions;
    private final Remarks counting;

    /**
     * The commands of one cache.
     *
     * @param evictions counts the entries that had to make room
     */
    BoundedCommands(BoundedKeys keys, InvokeCommands invoke, Bounds bounds, LongAdder evictions) {
        this.keys = keys;
        this.invoke = invoke;
        this.quiet = new TellingCommands(NOTHING, invoke);
        this.policies = keys.shards().stream()
                .map(shard -> policy(bounds, shard.number()))
                .toArray(byte[][]::new);
        this.evictions = evictions;
        this.counting = new Counting(null);
    }

    private static byte[] policy(Bounds bounds, int shard) {
        String name = bounds.eviction().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return ascii(name + ' ' + bounds.entriesOf(shard) + ' ' + bounds.bytesOf(shard) + ' ');
    }

    BoundedKeys keys() {
        return keys;
    }

    /** The lease of who loads an entry. */
    byte[] load(byte[] key) {
        return invoke.load(keys.shard(key).entry(key));
    }

    /** A request while nobody listens, or one that nobody is told of. */
    Exchange<?> of(byte[] key, StoreRequest request) {
        Shard shard = keys.shard(key);
        return switch (request.verb()) {
            case GET -> ((Get) request).touch().isZero() ? change(shard, key, request) : get(shard, key, (Get) request);
            case EXISTS ->
                new Exchange<>(
                        read(shard, key, Ttl.KEEP, EXISTS),
                        reply -> reply == null ? StoreReply.ABSENT : StoreReply.EXISTS);
            case PUT, REMOVE, TOUCH, REWRITE, ADD -> change(shard, key, request);
            case CLAIM -> claim(shard, key, (Claim) request);
            case RENEW -> invoke.renew(shard.entry(key), (Renew) request);
            case RELEASE -> invoke.release(shard.entry(key), (Release) request);
            case ABANDON -> invoke.abandon(shard.entry(key), (Abandon) request);
            case ADMIT -> invoke.admit(shard.entry(key), ((Admit) request).token());
        };
    }

    private Exchange<?> change(Shard shard, byte[] key, StoreRequest request) {
        return quiet.of(
                shard.entry(key), request, NOTHING, NO_EVENTS, counting, new Entry(shard, key, policy(shard, NOTHING)));
    }

    /**
     * A change and its message.
     *
     * @param channel where it is told
     * @param head what the message begins with
     * @param events what is told under the mode
     * @param remarks hears what there is to say besides
     */
    Exchange<?> telling(
            byte[] key, StoreRequest request, byte[] channel, byte[] head, Events events, Remarks remarks, Mode mode) {
        Shard shard = keys.shard(key);
        return new TellingCommands(channel, invoke)
                .of(
                        shard.entry(key),
                        request,
                        head,
                        events,
                        new Counting(remarks),
                        new Entry(shard, key, policy(shard, mark(mode))));
    }

    /** The mark of the event of an end; nothing under a mode in which nobody listens to that. */
    private static byte[] mark(Mode mode) {
        return ExpiryCommands.follows(mode) ? Events.of(mode.wish()).expired() : NOTHING;
    }

    private byte[] policy(Shard shard, byte[] mark) {
        byte[] plain = policies[shard.number()];
        if (mark.length == 0) {
            return plain;
        }
        byte[] marked = Arrays.copyOf(plain, plain.length + 1);
        marked[plain.length] = mark[0];
        return marked;
    }

    private Exchange<?> get(Shard shard, byte[] key, Get get) {
        if (!get.remainingTtl()) {
            return new Exchange<>(read(shard, key, get.touch(), VALUE), reply -> StoreReply.found((byte[]) reply));
        }
        return new Exchange<>(read(shard, key, get.touch(), LEFT), BoundedCommands::withRemaining);
    }

    private static StoreReply withRemaining(@Nullable Object reply) {
        if (!(reply instanceof List<?> parts)) {
            return StoreReply.ABSENT;
        }
        long millis = (Long) parts.get(1);
        return StoreReply.found((byte[]) parts.get(0)).withRemaining(millis < 0 ? Long.MAX_VALUE : Math.max(1, millis));
    }

    private CommandObject<Object> read(Shard shard, byte[] key, Ttl touch, byte[] what) {
        return RedisScript.BOUNDED_GET.with(
                shard.values(),
                shard.scores(),
                shard.deadlines(),
                shard.state(),
                TtlText.of(touch),
                what,
                key,
                policies[shard.number()]);
    }

    private Exchange<?> claim(Shard shard, byte[] key, Claim claim) {
        Entry entry = new Entry(shard, key, policies[shard.number()]);
        return invoke.claim(shard.entry(key), claim, plain -> RedisScript.BOUNDED_CLAIM.with(entry.arguments(plain)));
    }

    /** Removes entries and tells nobody; each command answers how many there were. */
    List<CommandObject<Object>> removals(List<byte[]> all) {
        List<List<byte[]>> byShard = new ArrayList<>();
        keys.shards().forEach(shard -> byShard.add(new ArrayList<>()));
        all.forEach(key -> byShard.get(keys.shard(key).number()).add(key));
        List<CommandObject<Object>> batch = new ArrayList<>();
        for (Shard shard : keys.shards()) {
            List<byte[]> here = byShard.get(shard.number());
            for (int from = 0; from < here.size(); from += REMOVED_TOGETHER) {
                List<byte[]> arguments =
                        new ArrayList<>(List.of(shard.values(), shard.scores(), shard.deadlines(), shard.state()));
                arguments.addAll(here.subList(from, Math.min(here.size(), from + REMOVED_TOGETHER)));
                arguments.add(NOTHING);
                arguments.add(policies[shard.number()]);
                batch.add(RedisScript.BOUNDED_REMOVE.with(arguments.toArray(byte[][]::new)));
            }
        }
        return batch;
    }

    CommandObject<Object> size(Shard shard) {
        return RedisScript.BOUNDED_SIZE.with(shard.values(), shard.deadlines());
    }

    CommandObject<Object> scan(Shard shard, byte[] cursor, int count, boolean isKeysOnly) {
        return RedisScript.BOUNDED_SCAN.with(
                shard.values(), cursor, ascii(Integer.toString(count)), isKeysOnly ? KEYS : ENTRIES);
    }

    CommandObject<Object> due(Shard shard, int most) {
        return RedisScript.BOUNDED_DUE.with(shard.deadlines(), ascii(Integer.toString(most)));
    }

    /** Takes away an entry that has expired, and tells it under a mode in which somebody listens to that. */
    CommandObject<Object> expire(byte[] key, byte[] channel, byte[] head, Mode mode) {
        Shard shard = keys.shard(key);
        return RedisScript.BOUNDED_EXPIRE.with(
                shard.values(),
                shard.scores(),
                shard.deadlines(),
                shard.state(),
                channel,
                head,
                key,
                policy(shard, mark(mode)));
    }

    /** An entry as the scripts that change it want it: the keys of its shard first, its own key and the policy at the end. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    private record Entry(Shard shard, byte[] key, byte[] policy) implements Beside {

        @Override
        public CommandObject<Object> change(byte[]... plain) {
            return RedisScript.BOUNDED_CHANGE.with(arguments(plain));
        }

        @Override
        public CommandObject<Object> add(byte[]... plain) {
            return RedisScript.BOUNDED_ADD.with(arguments(plain));
        }

        /** The lease is then the last key. */
        @Override
        public CommandObject<Object> commit(byte[]... plain) {
            return RedisScript.BOUNDED_COMMIT.with(arguments(plain));
        }

        /** In place of the entry's name, which is the first. */
        byte[][] arguments(byte[]... plain) {
            byte[][] all = new byte[plain.length + 5][];
            all[0] = shard.values();
            all[1] = shard.scores();
            all[2] = shard.deadlines();
            all[3] = shard.state();
            System.arraycopy(plain, 1, all, 4, plain.length - 1);
            all[all.length - 2] = key;
            all[all.length - 1] = policy;
            return all;
        }
    }

    /** Counts what made room, and hands all else on. */
    private final class Counting implements Remarks {

        private final @Nullable Remarks others;

        Counting(@Nullable Remarks others) {
            this.others = others;
        }

        @Override
        public void unpublished() {
            hand(Remarks::unpublished);
        }

        @Override
        public void ended() {
            hand(Remarks::ended);
        }

        @Override
        public void gone() {
            hand(Remarks::gone);
        }

        @Override
        public void unnoted() {
            hand(Remarks::unnoted);
        }

        private void hand(Consumer<Remarks> remark) {
            if (others != null) {
                remark.accept(others);
            }
        }

        @Override
        public void evicted(long count) {
            evictions.add(count);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
