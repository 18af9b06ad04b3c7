// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.util.Objects.requireNonNull;

import io.jambry.Version;
import io.jambry.Versioned;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.Ledger.Settlement;
import io.jambry.cache.Plan.Step;
import io.jambry.cache.Plan.Through;
import io.jambry.event.Interest;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link io.jambry.JambryCache} offers beyond JSR-107.
 *
 * <p>Thread-safe.
 */
final class Extensions<K, V> {

    private final String cacheName;
    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryUpdates<K, V> updates;
    private final EntryEngine<K, V> engine;
    private final Store store;

    Extensions(
            String cacheName,
            CacheParts<K, V> parts,
            ExpiryRules expiry,
            EntryUpdates<K, V> updates,
            EntryEngine<K, V> engine) {
        this.cacheName = cacheName;
        this.parts = parts;
        this.expiry = expiry;
        this.updates = updates;
        this.engine = engine;
        this.store = parts.store();
    }

    Optional<Duration> timeToLive(K key) {
        StoreReply reply = engine.look(key, engine.key(key), new StoreRequest.Get(Ttl.KEEP, /* remainingTtl= */ true));
        if (reply.outcome() != Outcome.FOUND) {
            return Optional.empty();
        }
        long millis = reply.remainingMillis();
        return Optional.of(
                millis == Long.MAX_VALUE ? Duration.ETERNAL : new Duration(TimeUnit.MILLISECONDS, Math.max(1, millis)));
    }

    boolean touch(K key, Duration duration) {
        byte[] bytes = engine.key(key);
        Ttl ttl = ExpiryRules.ttl(duration);
        if (ttl.isZero()) {
            parts.removals().begin(bytes);
        }
        Interest interest = parts.listeners().interest();
        if (!ttl.isZero() || !interest.in(EventType.EXPIRED)) {
            return engine.look(key, bytes, new StoreRequest.Touch(ttl, Condition.NONE))
                            .outcome()
                    == Outcome.UPDATED;
        }
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.execute(bytes, new StoreRequest.Get(Ttl.ZERO, /* remainingTtl= */ false));
            parts.ledger().expired(key, reply.value(), scope, interest);
            return reply.outcome() == Outcome.FOUND;
        }
    }

    long increment(K key, long delta) {
        if (parts.writer() != null) {
            throw new UnsupportedOperationException(
                    "increment works on the server, where no writer is; use invoke in a cache that writes through");
        }
        long start = parts.counters().start();
        byte[] bytes = engine.key(key);
        if (!expiry.fixed() || !parts.values().leavesNumbersAsTheyAre()) {
            return requireNonNull(updates.run(key, bytes, adding(delta), Opening.LOOK, null, start));
        }
        Interest interest = parts.listeners().interest();
        StoreRequest add = new StoreRequest.Add(
                delta, parts.values().numberPrefix(), expiry.fixedCreation(), expiry.fixedUpdate());
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.execute(bytes, add);
            V value = parts.values().decode(requireNonNull(reply.value()), bytes);
            if (value == null) {
                // what is there cannot be decoded and counts as absent
                return requireNonNull(updates.run(key, bytes, adding(delta), Opening.LOOK, null, start));
            }
            long sum = number(value);
            if (reply.outcome() == Outcome.UNTOUCHED) {
                throw overflow();
            }
            boolean present = reply.outcome() == Outcome.UPDATED;
            // a new entry that expires at once has never been there
            Step step = present || !expiry.fixedCreation().isZero() ? Step.PUT : Step.NOTHING;
            byte[] before =
                    present && !interest.none() ? parts.values().forComparison(asValue(sum - delta), bytes) : null;
            parts.ledger()
                    .settle(
                            new Settlement<>(
                                    Operation.PUT,
                                    key,
                                    start,
                                    present,
                                    step,
                                    reply.value(),
                                    before,
                                    present ? expiry.fixedUpdate() : expiry.fixedCreation(),
                                    reply.expired()),
                            scope,
                            interest);
            return sum;
        }
    }

    /** The sum as an update, for policies that have to be asked. */
    private Update<V, Long> adding(long delta) {
        return before -> {
            V value = before.value();
            long sum;
            try {
                sum = value == null ? delta : Math.addExact(number(value), delta);
            } catch (ArithmeticException e) {
                throw overflow();
            }
            return Plan.put(Operation.PUT, before, before.encoded(asValue(sum)), Through.NOTHING, asValue(sum), sum);
        };
    }

    @SuppressWarnings("unchecked") // the façade has checked that the cache may hold numbers
    private V asValue(long number) {
        return (V) (Object) number;
    }

    private long number(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        throw new ClassCastException("cache '" + cacheName + "': the entry holds a "
                + value.getClass().getName() + "; increment works on java.lang.Long");
    }

    private ArithmeticException overflow() {
        return new ArithmeticException(
                "cache '" + cacheName + "': the sum does not fit a long; the entry is unchanged");
    }

    V getOrCompute(K key, Function<? super K, ? extends V> function) {
        long start = parts.counters().start();
        byte[] bytes = engine.key(key);
        V found = engine.atHand(key);
        if (found == null) {
            StoreReply reply = engine.read(key, bytes);
            found = engine.found(key, bytes, reply);
            engine.keep(key, found, reply);
        }
        if (found != null) {
            parts.counters().lookup(/* hit= */ true, start);
            return found;
        }
        Update<V, V> compute = before -> {
            V present = before.value();
            if (present != null) {
                return Plan.touch(Operation.GET_OR_COMPUTE, present);
            }
            V made = requireNonNull(function.apply(key), "cache '" + cacheName + "': the function returned null");
            return Plan.put(Operation.GET_OR_COMPUTE, before, before.encoded(made), Through.WRITE, made, made);
        };
        return requireNonNull(updates.run(key, bytes, compute, Opening.CLAIM, parts.writer(), start));
    }

    boolean putFenced(K key, V value, long fencingToken) {
        long start = parts.counters().start();
        byte[] bytes = engine.key(key);
        byte[] encoded = parts.values().encode(key, value, bytes);
        // under the claim: whoever has passed commits, or is asked again
        Update<V, Boolean> put = before ->
                store.execute(bytes, new StoreRequest.Admit(fencingToken)).outcome() == Outcome.DONE
                        ? Plan.put(Operation.PUT, before, encoded, Through.WRITE, value, true)
                        : Plan.nothing(Operation.PUT, false);
        return Boolean.TRUE.equals(updates.run(key, bytes, put, Opening.CLAIM, parts.writer(), start));
    }

    Optional<Versioned<V>> getVersioned(K key) {
        long start = parts.counters().start();
        byte[] bytes = engine.key(key);
        StoreReply reply = engine.read(key, bytes);
        V value = engine.found(key, bytes, reply);
        parts.counters().lookup(value != null, start);
        byte @Nullable [] content = reply.value();
        return value == null || content == null
                ? Optional.empty()
                : Optional.of(new Versioned<>(value, Version.of(content)));
    }

    boolean replaceIf(K key, Version version, V value) {
        long start = parts.counters().start();
        byte[] bytes = engine.key(key);
        byte[] encoded = parts.values().encode(key, value, bytes);
        byte[] content = version.content();
        Update<V, Boolean> replace = before -> {
            if (!before.present()) {
                return Plan.nothing(Operation.REPLACE_EQUAL, false);
            }
            if (!version.equals(Version.of(requireNonNull(before.bytes())))) {
                return Plan.touch(Operation.REPLACE_EQUAL, false);
            }
            return Plan.put(Operation.REPLACE_EQUAL, before, encoded, Through.WRITE, value, true);
        };
        if (parts.writer() != null || !expiry.fixed()) {
            Opening opening = parts.writer() != null ? Opening.CLAIM : Opening.LOOK;
            return Boolean.TRUE.equals(updates.run(key, bytes, replace, opening, parts.writer(), start));
        }
        Interest interest = parts.listeners().interest();
        try (EntryScope<K, V> scope = updates.scope(bytes, interest)) {
            StoreReply reply = store.execute(
                    bytes,
                    new StoreRequest.Put(
                            encoded, Ttl.ETERNAL, expiry.fixedUpdate(), Condition.bytes(content), Want.OUTCOME));
            boolean replaced = reply.outcome() == Outcome.UPDATED;
            boolean present = replaced || reply.value() != null;
            Ttl access = expiry.access();
            boolean touches = present && !replaced && !access.isKeep();
            if (touches) {
                store.execute(bytes, new StoreRequest.Touch(access, Condition.bytes(requireNonNull(reply.value()))));
            }
            Step step = replaced ? Step.PUT : touches ? Step.TOUCH : Step.NOTHING;
            parts.ledger()
                    .settle(
                            new Settlement<>(
                                    Operation.REPLACE_EQUAL,
                                    key,
                                    start,
                                    present,
                                    step,
                                    encoded,
                                    replaced ? content : reply.value(),
                                    replaced ? expiry.fixedUpdate() : access,
                                    reply.expired()),
                            scope,
                            interest);
            return replaced;
        }
    }
}
