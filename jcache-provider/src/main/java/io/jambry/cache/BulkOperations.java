// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.cache.Attempt.Opening;
import io.jambry.cache.BulkUpdates.Batch;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * Operations on many entries, in as few flushes as the rules allow. Each entry is changed by itself; together they are not
 * atomic.
 *
 * <p>Thread-safe.
 */
final class BulkOperations<K, V> {

    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryUpdates<K, V> updates;
    private final EntryEngine<K, V> engine;
    private final Store store;
    private final Values<V> values;
    private final Counters counters;
    private final ClaimedLoads<K, V> loads;

    BulkOperations(CacheParts<K, V> parts, ExpiryRules expiry, EntryUpdates<K, V> updates, EntryEngine<K, V> engine) {
        this.parts = parts;
        this.expiry = expiry;
        this.updates = updates;
        this.engine = engine;
        this.store = parts.store();
        this.values = parts.values();
        this.counters = parts.counters();
        this.loads = new ClaimedLoads<>(parts, updates);
    }

    Map<K, V> getAll(Set<? extends K> keys) {
        long start = counters.start();
        List<K> asked = new ArrayList<>(keys);
        Set<K> unreadable = new HashSet<>();
        Map<K, V> found = read(asked, unreadable);
        counters.lookups(found.size(), (long) asked.size() - found.size(), start);
        ReadThrough<K, V> loader = parts.readLoader();
        if (loader != null && found.size() < asked.size()) {
            asked.removeAll(found.keySet());
            if (parts.behind() != null) {
                found.putAll(loads.loadAll(asked, /* replacing= */ false));
                return found;
            }
            Map<K, V> loaded = known(asked, loader.loadAll(asked));
            found.putAll(loaded);
            // what is there and cannot be decoded is in the way of nobody
            Map<K, V> replacing = new LinkedHashMap<>(loaded);
            replacing.keySet().retainAll(unreadable);
            loaded.keySet().removeAll(replacing.keySet());
            Set<K> inTheWay = new HashSet<>(keep(Operation.LOAD, replacing));
            inTheWay.addAll(keep(Operation.LOAD_ABSENT, loaded));
            for (K key : inTheWay) {
                found.remove(key);
                V current = engine.peek(key);
                if (current != null) {
                    found.put(key, current);
                }
            }
        }
        return found;
    }

    /** Loads entries and stores them. */
    void load(Set<K> keys, ReadThrough<K, V> loader, boolean replacing) {
        if (parts.behind() != null) {
            loads.loadAll(keys, replacing);
            return;
        }
        putAll(replacing ? Operation.LOAD : Operation.LOAD_ABSENT, known(keys, loader.loadAll(keys)));
    }

    /** Stores what was loaded; returns the keys that were not stored because of what is there. */
    private Set<K> keep(Operation operation, Map<K, V> loaded) {
        try {
            return putAll(operation, loaded);
        } catch (NotExecutedException | OutcomeUnknownException e) {
            if (parts.skipsFailedWrites()) {
                return Set.of();
            }
            throw e;
        }
    }

    /** The loaded entries that were asked for and have a value. */
    private static <K, V> Map<K, V> known(Collection<K> asked, Map<K, V> loaded) {
        Map<K, V> known = new LinkedHashMap<>();
        for (K key : asked) {
            V value = loaded.get(key);
            if (value != null) {
                known.put(key, value);
            }
        }
        return known;
    }

    private Map<K, V> read(List<K> all, Set<K> unreadable) {
        Map<K, V> found = new HashMap<>(all.size() * 4 / 3 + 1);
        List<K> keys = new ArrayList<>(all.size());
        for (K key : all) {
            V current = engine.atHand(key);
            if (current == null) {
                keys.add(key);
            } else {
                found.put(key, current);
            }
        }
        if (keys.isEmpty()) {
            return found;
        }
        List<byte[]> encoded = encode(keys);
        if (parts.listeners().interest().in(EventType.EXPIRED)) {
            // who listens to expiry wants its events in the order of each key
            for (int i = 0; i < keys.size(); i++) {
                collect(keys.get(i), encoded.get(i), engine.read(keys.get(i), encoded.get(i)), found, unreadable);
            }
            return found;
        }
        List<StoreReply> replies = parts.reads().executeAll(encoded, Collections.nCopies(keys.size(), expiry.read()));
        for (int i = 0; i < keys.size(); i++) {
            collect(keys.get(i), encoded.get(i), replies.get(i), found, unreadable);
        }
        touch(encoded, replies);
        return found;
    }

    private void collect(K key, byte[] bytes, StoreReply reply, Map<K, V> found, Set<K> unreadable) {
        V value = engine.found(key, bytes, reply);
        engine.keep(key, value, reply);
        if (value != null) {
            found.put(key, value);
        } else if (reply.value() != null) {
            unreadable.add(key);
        }
    }

    /** Gives the entries that were read the times to live that a policy has to be asked for. */
    private void touch(List<byte[]> keys, List<StoreReply> replies) {
        if (expiry.fixed()) {
            return;
        }
        List<byte[]> touched = new ArrayList<>();
        List<StoreRequest> touches = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            byte[] value = replies.get(i).value();
            Ttl ttl = value == null ? Ttl.KEEP : expiry.access();
            if (value != null && !ttl.isKeep()) {
                touched.add(keys.get(i));
                touches.add(new StoreRequest.Touch(ttl, Condition.bytes(value)));
            }
        }
        if (!touched.isEmpty()) {
            store.executeAll(touched, touches);
        }
    }

    /** Puts many entries by a row of the catalogue; returns the keys that an absent-only row has not put. */
    Set<K> putAll(Operation operation, Map<? extends K, ? extends V> entries) {
        if (entries.isEmpty()) {
            return Set.of();
        }
        long start = counters.start();
        Writes<K, V> writer = operation.writesThrough() ? parts.writer() : null;
        boolean plain =
                writer == null && expiry.fixed() && parts.listeners().interest().none();
        Condition condition = operation.condition() == Condition.Kind.ABSENT ? Condition.ABSENT : Condition.NONE;
        Want want = counters.enabled() && expiry.fixedCreation().isZero() ? Want.OUTCOME : Want.NOTHING;
        List<byte[]> keys = new ArrayList<>(entries.size());
        List<StoreRequest> requests = new ArrayList<>(entries.size());
        List<Attempt<K, V, ?>> attempts = new ArrayList<>(plain ? 0 : entries.size());
        Opening opening = writer == null ? Opening.LOOK : Opening.CLAIM;
        for (Map.Entry<? extends K, ? extends V> entry : entries.entrySet()) {
            byte[] key = engine.key(entry.getKey());
            byte[] value = values.encode(entry.getKey(), entry.getValue(), key);
            if (plain) {
                keys.add(key);
                requests.add(
                        new StoreRequest.Put(value, expiry.fixedCreation(), expiry.fixedUpdate(), condition, want));
            } else {
                WriteUpdate<V> update = new WriteUpdate<>(operation, entry.getValue(), value, null);
                attempts.add(updates.attempt(entry.getKey(), key, update, opening));
            }
        }
        if (!plain) {
            run(attempts, opening, writer, start);
            return refused(attempts);
        }
        List<StoreReply> replies = store.executeAll(keys, requests);
        if (operation.countsChange() && counters.enabled()) {
            counters.puts(replies.stream().filter(this::isPut).count(), start);
        }
        return condition == Condition.NONE ? Set.of() : refused(entries.keySet(), replies);
    }

    private Set<K> refused(Collection<? extends K> keys, List<StoreReply> replies) {
        Set<K> refused = new HashSet<>();
        int i = 0;
        for (K key : keys) {
            if (replies.get(i++).outcome() != Outcome.CREATED
                    || expiry.fixedCreation().isZero()) {
                refused.add(key);
            }
        }
        return refused;
    }

    private Set<K> refused(List<Attempt<K, V, ?>> attempts) {
        Set<K> refused = new HashSet<>();
        for (Attempt<K, V, ?> attempt : attempts) {
            if (attempt.isPlanned() && Boolean.FALSE.equals(attempt.planned().result())) {
                refused.add(attempt.key);
            }
        }
        return refused;
    }

    private boolean isPut(StoreReply reply) {
        boolean refused =
                reply.outcome() == Outcome.CREATED && expiry.fixedCreation().isZero();
        return !refused && reply.outcome() != Outcome.UNTOUCHED;
    }

    void removeAll(Set<? extends K> keys) {
        long start = counters.start();
        List<K> listed = new ArrayList<>(keys);
        removeAll(listed, encode(listed), start);
    }

    /**
     * Removes the entries with certain keys, page by page, with events, writer and statistics. What a writer or listener throws on
     * one page does not spare the others.
     *
     * @param condition asked for each key as it is stored
     */
    void removeIf(Predicate<byte[]> condition) {
        long start = counters.start();
        parts.removals().beginAll();
        engine.sweep();
        RuntimeException failure = null;
        Iterator<List<StoreEntry>> pages = store.scan(Store.Scope.KEYS, parts.pageSize());
        while (pages.hasNext()) {
            List<byte[]> encoded =
                    pages.next().stream().map(StoreEntry::key).filter(condition).toList();
            try {
                removeAll(null, encoded, start);
            } catch (CacheWriterException | CacheEntryListenerException e) {
                failure = BulkUpdates.join(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void removeAll(@Nullable List<K> keys, List<byte[]> encoded, long start) {
        if (encoded.isEmpty()) {
            return;
        }
        parts.removals().begin(encoded);
        Writes<K, V> writer = parts.writer();
        if (writer == null && parts.listeners().interest().none()) {
            counters.removals(store.removeAll(encoded), start);
            return;
        }
        Opening opening = writer == null ? Opening.LOOK : Opening.CLAIM;
        List<Attempt<K, V, ?>> attempts = new ArrayList<>(encoded.size());
        for (int i = 0; i < encoded.size(); i++) {
            K key = keys == null ? engine.decodedKey(encoded.get(i)) : keys.get(i);
            WriteUpdate<V> update = new WriteUpdate<>(Operation.REMOVE, null, null, null);
            attempts.add(updates.attempt(key, encoded.get(i), update, opening));
        }
        run(attempts, opening, writer, start);
    }

    private void run(List<Attempt<K, V, ?>> attempts, Opening opening, @Nullable Writes<K, V> writer, long start) {
        new BulkUpdates<>(parts, updates, opening, writer, BulkUpdates.stopAtFirst(), start)
                .run(attempts, Batch.WRITER);
    }

    <T> Map<K, EntryProcessorResult<T>> invokeAll(Set<? extends K> keys, Function<K, Update<V, T>> update, long start) {
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        Map<K, Attempt<K, V, ?>> attempts = new LinkedHashMap<>();
        for (K key : keys) {
            attempts.put(key, updates.attempt(key, engine.key(key), update.apply(key), Opening.CLAIM));
        }
        new BulkUpdates<>(
                        parts,
                        updates,
                        Opening.CLAIM,
                        parts.writer(),
                        (K key, RuntimeException failure) -> results.put(key, new ProcessorResult<>(null, failure)),
                        start)
                .run(attempts.values(), Batch.NONE);
        attempts.forEach((key, attempt) -> {
            if (!results.containsKey(key)) {
                @SuppressWarnings("unchecked") // the updates of all attempts are those made above
                T result = (T) attempt.planned().result();
                if (result != null) {
                    results.put(key, new ProcessorResult<>(result, null));
                }
            }
        });
        return results;
    }

    private List<byte[]> encode(List<K> keys) {
        List<byte[]> encoded = new ArrayList<>(keys.size());
        for (K key : keys) {
            encoded.add(engine.key(key));
        }
        return encoded;
    }
}
