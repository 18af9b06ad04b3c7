// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.DecodingException;
import io.jambry.Lasting;
import io.jambry.NearReads;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.Ledger.Settlement;
import io.jambry.cache.Operation.Effect;
import io.jambry.cache.Plan.Step;
import io.jambry.event.Interest;
import io.jambry.near.KeptValues;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Operations on one entry: encodes, asks expiry, sends one request where one is enough, counts, publishes.
 *
 * <p>Thread-safe.
 */
final class EntryEngine<K, V> {

    private static final int SWEPT_AT_ONCE = 1000;

    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryUpdates<K, V> updates;
    private final Store store;
    private final Store reads;
    private final Values<V> values;
    private final Counters counters;
    private final ClaimedLoads<K, V> loads;

    /** Null where a read has to reach the store: because it is elsewhere and nothing is kept near, or because reading touches. */
    private final @Nullable KeptValues<K, V> live;

    EntryEngine(CacheParts<K, V> parts, ExpiryRules expiry, EntryUpdates<K, V> updates) {
        this.parts = parts;
        this.expiry = expiry;
        this.updates = updates;
        this.store = parts.store();
        this.reads = parts.reads();
        this.values = parts.values();
        this.counters = parts.counters();
        this.loads = new ClaimedLoads<>(parts, updates);
        this.live = expiry.readsAreQuiet() ? parts.live() : null;
    }

    byte[] key(K key) {
        return parts.keys().encode(key);
    }

    boolean containsKey(K key) {
        if (live != null && live.holds(key)) {
            return true;
        }
        return look(key, key(key), StoreRequest.EXISTS).outcome() == Outcome.FOUND;
    }

    /** Takes away what has expired and nobody has met, and tells who listens. */
    void sweep() {
        if (parts.live() != null) {
            parts.live().prune();
        }
        List<byte[]> keys;
        do {
            keys = store.expired(SWEPT_AT_ONCE);
            for (byte[] bytes : keys) {
                Interest interest = parts.listeners().interest();
                try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
                    StoreReply reply = store.execute(bytes, StoreRequest.EXISTS);
                    if (interest.in(EventType.EXPIRED)) {
                        parts.ledger().expired(decodedKey(bytes), reply.expired(), scope, interest);
                    }
                } catch (CacheEntryListenerException | Error e) {
                    parts.listeners().failures().log("a synchronous listener to expiry", e);
                }
            }
        } while (keys.size() == SWEPT_AT_ONCE);
    }

    @SuppressWarnings("unchecked") // only keys of this cache are written under its name
    K decodedKey(byte[] encoded) {
        return (K) parts.keys().decode(encoded);
    }

    /**
     * Reads an entry: what is at hand, or else what the store has, loading it if need be.
     *
     * @param heard the end of a read that is not answered by what is at hand; that one changes nothing
     */
    @Nullable
    V get(K key, Heard heard) {
        long start = counters.start();
        V current = atHand(key);
        // this stands first because the compiler has no room left for what stands behind a read from the store
        if (current != null) {
            counters.lookup(/* hit= */ true, start);
            return current;
        }
        try (heard) {
            return fetch(key, start);
        }
    }

    /** Reads of what is at hand that nobody counts. */
    Optional<NearReads<K, V>> nearReads() {
        return live == null ? Optional.empty() : live.reads();
    }

    /** Reads an entry from the store, loading it if need be. */
    private @Nullable V fetch(K key, long start) {
        byte[] bytes = key(key);
        StoreReply reply = read(key, bytes);
        V value = found(key, bytes, reply);
        counters.lookup(value != null, start);
        keep(key, value, reply);
        ReadThrough<K, V> loader = parts.readLoader();
        if (value != null || loader == null) {
            return value;
        }
        if (parts.behind() != null) {
            return loader.loadOnce(key, bytes, () -> loads.load(key, bytes));
        }
        // what is there and cannot be decoded is in the way of nobody
        Operation keeping = reply.value() == null ? Operation.LOAD_ABSENT : Operation.LOAD;
        return loader.loadOnce(key, bytes, () -> {
            V loaded = loader.load(key);
            return loaded == null ? null : keep(keeping, key, loaded);
        });
    }

    /**
     * Reads an entry and the rest of its life, loading it if need be.
     *
     * @param heard the end of a read that is not answered by what is at hand
     */
    @Nullable
    Lasting<V> lasting(K key, Heard heard) {
        long start = counters.start();
        V current = atHand(key);
        if (current != null && live != null) {
            counters.lookup(/* hit= */ true, start);
            return new Lasting<>(current, live.remainingMillis(key));
        }
        byte[] bytes = key(key);
        try (heard) {
            StoreReply reply = read(bytes, key, lastingRead());
            V value = found(key, bytes, reply);
            if (value == null) {
                if (parts.readLoader() != null) {
                    V loaded = fetch(key, start);
                    return loaded == null ? null : new Lasting<>(loaded, Long.MAX_VALUE);
                }
                counters.lookup(/* hit= */ false, start);
                return null;
            }
            counters.lookup(/* hit= */ true, start);
            keep(key, value, reply);
            return new Lasting<>(value, reply.remainingMillis() == 0 ? Long.MAX_VALUE : reply.remainingMillis());
        }
    }

    /** What is watched for the near cache comes with its remaining time to live anyway. */
    private StoreRequest lastingRead() {
        boolean watched = live != null && !store.isLocal();
        return watched ? expiry.read() : new StoreRequest.Get(expiry.readTouch(), /* remainingTtl= */ true);
    }

    /** The value of an entry if it need not be asked for; null does not mean that there is none. */
    @Nullable
    V atHand(K key) {
        return live == null ? null : live.get(key);
    }

    /** Has a value that was read at hand from now on, if that can be. */
    void keep(K key, @Nullable V value, StoreReply reply) {
        if (live != null && value != null) {
            live.keep(key, value, reply.live());
        }
    }

    /** Stores what was loaded, unless somebody was faster; the value the caller gets. */
    private @Nullable V keep(Operation operation, K key, V loaded) {
        try {
            if (Boolean.TRUE.equals(write(operation, key, loaded, null))) {
                return loaded;
            }
        } catch (NotExecutedException | OutcomeUnknownException e) {
            if (parts.skipsFailedWrites()) {
                return loaded;
            }
            throw e;
        }
        // somebody else wrote it meanwhile, or it expired at once
        return peek(key);
    }

    /** Looks at a value: no statistics, no touch, no load. */
    @Nullable
    V peek(K key) {
        byte[] bytes = key(key);
        return found(key, bytes, look(key, bytes, StoreRequest.GET));
    }

    /** Sends one request that changes nothing but what has expired; who listens is told of that. */
    StoreReply look(K key, byte[] bytes, StoreRequest request) {
        Interest interest = parts.listeners().interest();
        if (!interest.in(EventType.EXPIRED)) {
            return store.execute(bytes, request);
        }
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.execute(bytes, request);
            parts.ledger().expired(key, reply.expired(), scope, interest);
            return reply;
        }
    }

    /** Reads the bytes of an entry, with the touch that a read is. */
    StoreReply read(K key, byte[] bytes) {
        return read(bytes, key, expiry.read());
    }

    private StoreReply read(byte[] bytes, K key, StoreRequest request) {
        Interest interest = parts.listeners().interest();
        if (!interest.in(EventType.EXPIRED)) {
            return touched(bytes, reads.execute(bytes, request));
        }
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = touched(bytes, reads.execute(bytes, request));
            parts.ledger().expired(key, reply.expired(), scope, interest);
            if (expiry.fixed() && expiry.access().isZero()) {
                parts.ledger().expired(key, reply.value(), scope, interest);
            }
            return reply;
        }
    }

    /** Gives an entry that was met a time to live, unless somebody wrote it since; who listens is told of its end. */
    void touch(K key, byte[] bytes, byte[] value, Ttl ttl) {
        StoreRequest touch = new StoreRequest.Touch(ttl, Condition.bytes(value));
        Interest interest = parts.listeners().interest();
        if (!interest.in(EventType.EXPIRED)) {
            store.execute(bytes, touch);
            return;
        }
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.execute(bytes, touch);
            boolean over = reply.outcome() == Outcome.UPDATED && ttl.isZero();
            parts.ledger().expired(key, over ? value : reply.expired(), scope, interest);
        }
    }

    /** Gives an entry that was read the time to live that a policy has to be asked for. */
    private StoreReply touched(byte[] bytes, StoreReply reply) {
        byte[] value = reply.value();
        if (!expiry.fixed() && value != null) {
            Ttl ttl = expiry.access();
            if (!ttl.isKeep()) {
                StoreReply touch = store.execute(bytes, new StoreRequest.Touch(ttl, Condition.bytes(value)));
                boolean over = touch.outcome() == Outcome.UPDATED && ttl.isZero();
                return reply.withExpired(over ? value : touch.expired());
            }
        }
        return reply;
    }

    /** The value of a read, or null; drops what cannot be decoded if the cache is set so. */
    @Nullable
    V found(K key, byte[] bytes, StoreReply reply) {
        byte[] value = reply.value();
        if (value == null) {
            return null;
        }
        V decoded = values.decode(value, bytes);
        if (decoded == null && values.deletesUndecodable()) {
            store.execute(bytes, new StoreRequest.Remove(Condition.bytes(value), Want.OUTCOME));
        }
        return decoded;
    }

    /** Runs a row of the catalogue on an entry: {@link Boolean}, or the previous value if the row returns that. */
    @Nullable
    Object write(Operation operation, K key, @Nullable V value, @Nullable V expected) {
        long start = counters.start();
        byte[] bytes = key(key);
        byte[] encoded = value == null ? null : values.encode(key, value, bytes);
        if (operation.effect() == Effect.REMOVE) {
            parts.removals().begin(bytes);
        }
        Writes<K, V> writer = operation.writesThrough() ? parts.writer() : null;
        if (writer != null) {
            WriteUpdate<V> update = new WriteUpdate<>(operation, value, encoded, expected);
            return updates.run(key, bytes, update, Opening.CLAIM, writer, start);
        }
        if (!expiry.fixed() && operation.effect() == Effect.PUT) {
            WriteUpdate<V> update = new WriteUpdate<>(operation, value, encoded, expected);
            return updates.run(key, bytes, update, Opening.LOOK, null, start);
        }
        Interest interest = parts.listeners().interest();
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            Settlement<K> deed = expected == null
                    ? carryOut(operation, key, bytes, encoded, start, interest)
                    : compare(operation, key, bytes, encoded, expected, start);
            // first, because a previous value that cannot be decoded undoes the change
            Object result = result(operation, bytes, deed, encoded);
            parts.ledger().settle(deed, scope, interest);
            return result;
        }
    }

    /** One request without a comparison. */
    private Settlement<K> carryOut(
            Operation operation, K key, byte[] bytes, byte @Nullable [] encoded, long start, Interest interest) {
        StoreReply reply = store.execute(bytes, request(operation, encoded, interest));
        Outcome outcome = reply.outcome();
        boolean untouched = outcome == Outcome.UNTOUCHED;
        boolean present = switch (operation.condition()) {
            case ABSENT -> untouched;
            default -> !untouched && outcome != Outcome.CREATED;
        };
        Step step = untouched ? Step.NOTHING : operation.effect() == Effect.REMOVE ? Step.REMOVE : put(present);
        Ttl ttl = present ? expiry.fixedUpdate() : expiry.fixedCreation();
        return new Settlement<>(operation, key, start, present, step, encoded, reply.value(), ttl, reply.expired());
    }

    private Step put(boolean present) {
        return !present && expiry.fixedCreation().isZero() ? Step.NOTHING : Step.PUT;
    }

    private StoreRequest request(Operation operation, byte @Nullable [] encoded, Interest interest) {
        if (operation.effect() == Effect.REMOVE) {
            return new StoreRequest.Remove(Condition.NONE, more(operation.want(), Ledger.wantOfRemove(interest)));
        }
        Want want = more(operation.want(), Ledger.wantOfPut(interest));
        // whether a put that expires at once counts depends on what was there
        Want needed = expiry.fixedCreation().isZero() ? more(want, Want.OUTCOME) : want;
        Condition condition = switch (operation.condition()) {
            case ABSENT -> Condition.ABSENT;
            case PRESENT -> Condition.PRESENT;
            default -> Condition.NONE;
        };
        Want answered = condition == Condition.ABSENT ? Want.OUTCOME : needed;
        return new StoreRequest.Put(
                Objects.requireNonNull(encoded), expiry.fixedCreation(), expiry.fixedUpdate(), condition, answered);
    }

    private static Want more(Want one, Want other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Compares bytes first, and values by {@code equals} where the bytes differ. */
    private Settlement<K> compare(
            Operation operation, K key, byte[] bytes, byte @Nullable [] encoded, V expected, long start) {
        byte[] seen = values.forComparison(expected, bytes);
        while (true) {
            Condition same = Condition.bytes(seen);
            StoreReply reply = store.execute(
                    bytes,
                    operation.effect() == Effect.REMOVE
                            ? new StoreRequest.Remove(same, Want.OUTCOME)
                            : new StoreRequest.Put(
                                    Objects.requireNonNull(encoded), Ttl.ETERNAL, expiry.update(), same, Want.OUTCOME));
            if (reply.outcome() != Outcome.UNTOUCHED) {
                Step step = operation.effect() == Effect.REMOVE ? Step.REMOVE : Step.PUT;
                return new Settlement<>(
                        operation, key, start, true, step, encoded, seen, expiry.fixedUpdate(), reply.expired());
            }
            byte[] current = reply.value();
            V value = current == null ? null : values.decode(current, bytes);
            if (current == null || value == null) {
                return new Settlement<>(
                        operation, key, start, false, Step.NOTHING, null, null, Ttl.KEEP, reply.expired());
            }
            if (!value.equals(expected)) {
                Ttl ttl = expiry.access();
                if (!ttl.isKeep()) {
                    store.execute(bytes, new StoreRequest.Touch(ttl, Condition.bytes(current)));
                }
                Step step = ttl.isKeep() ? Step.NOTHING : Step.TOUCH;
                return new Settlement<>(operation, key, start, true, step, null, current, ttl, reply.expired());
            }
            seen = current;
        }
    }

    private @Nullable Object result(Operation operation, byte[] bytes, Settlement<K> deed, byte @Nullable [] encoded) {
        if (!operation.returnsPrevious()) {
            return deed.step() == Step.PUT || (deed.step() == Step.REMOVE && deed.present());
        }
        byte[] before = deed.before();
        if (before == null) {
            return null;
        }
        try {
            return values.decode(before, bytes);
        } catch (DecodingException e) {
            putBack(deed, before, encoded);
            throw e;
        }
    }

    /** Undoes a change whose previous value the caller cannot be given, unless somebody wrote the entry since. */
    private void putBack(Settlement<K> deed, byte[] before, byte @Nullable [] encoded) {
        Condition untouched = encoded == null ? Condition.ABSENT : Condition.bytes(encoded);
        Ttl ttl = expiry.creation();
        store.execute(key(deed.key()), new StoreRequest.Put(before, ttl, Ttl.KEEP, untouched, Want.OUTCOME));
    }
}
