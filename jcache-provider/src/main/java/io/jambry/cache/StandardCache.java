// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.util.Objects.requireNonNull;

import io.jambry.AsyncCache;
import io.jambry.EntryLoad;
import io.jambry.JambryCache;
import io.jambry.Lasting;
import io.jambry.LoadTurn;
import io.jambry.Migration;
import io.jambry.NearReads;
import io.jambry.NearStatistics;
import io.jambry.Version;
import io.jambry.Versioned;
import io.jambry.WriteBehind;
import io.jambry.cache.Attempt.Opening;
import io.jambry.event.SharedListeners;
import io.jambry.near.KeptValues;
import io.jambry.spi.Consistency;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListener;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * A cache as applications see it: checks, and hands over.
 *
 * <p>Thread-safe.
 */
public final class StandardCache<K, V> implements JambryCache<K, V> {

    private final CacheLife<K, V> life;
    private final CacheParts<K, V> parts;
    private final ExpiryRules expiry;
    private final EntryUpdates<K, V> updates;
    private final EntryEngine<K, V> engine;
    private final BulkOperations<K, V> bulk;
    private final Extensions<K, V> extensions;
    private final EntryLoads<K, V> loads;
    private final Heard heard;

    /** The end of a method that reads: where reading changes nothing, nobody has to hear of it. */
    private final Heard readHeard;

    StandardCache(CacheLife<K, V> life, CacheParts<K, V> parts, ExpiryPolicy policy) {
        this.life = life;
        this.parts = parts;
        this.expiry = new ExpiryRules(policy, parts.ignoresAccess());
        this.updates = new EntryUpdates<>(parts, expiry, this);
        this.engine = new EntryEngine<>(parts, expiry, updates);
        this.bulk = new BulkOperations<>(parts, expiry, updates, engine);
        this.extensions = new Extensions<>(life.name(), parts, expiry, updates, engine);
        this.loads = new EntryLoads<>(parts, expiry, updates, engine, bulk);
        this.heard = parts.heard();
        this.readHeard = parts.readsMayChange() || expiry.mayExpireByAccess() ? heard : Heard.ALREADY;
    }

    // ---- reading

    @Override
    public @Nullable V get(K key) {
        requireOpen();
        return engine.get(checkedKey(key), readHeard);
    }

    @Override
    public Optional<NearReads<K, V>> nearReads() {
        return engine.nearReads();
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        requireOpen();
        try (readHeard) {
            return bulk.getAll(checkedKeys(keys));
        }
    }

    @Override
    public boolean containsKey(K key) {
        requireOpen();
        return engine.containsKey(checkedKey(key));
    }

    // ---- writing

    @Override
    public void put(K key, V value) {
        requireOpen();
        try (heard) {
            engine.write(Operation.PUT, checkedKey(key), checkedValue(value, "value"), null);
        }
    }

    @Override
    public @Nullable V getAndPut(K key, V value) {
        requireOpen();
        try (heard) {
            return previous(Operation.GET_AND_PUT, checkedKey(key), checkedValue(value, "value"));
        }
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        requireNonNull(map, "map").forEach((key, value) -> {
            checkedKey(key);
            checkedValue(value, "value");
        });
        try (heard) {
            bulk.putAll(Operation.PUT, map);
        }
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        requireOpen();
        try (heard) {
            return done(Operation.PUT_IF_ABSENT, checkedKey(key), checkedValue(value, "value"), null);
        }
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        requireOpen();
        try (heard) {
            return done(
                    Operation.REPLACE_EQUAL,
                    checkedKey(key),
                    checkedValue(newValue, "newValue"),
                    checkedValue(oldValue, "oldValue"));
        }
    }

    @Override
    public boolean replace(K key, V value) {
        requireOpen();
        try (heard) {
            return done(Operation.REPLACE, checkedKey(key), checkedValue(value, "value"), null);
        }
    }

    @Override
    public @Nullable V getAndReplace(K key, V value) {
        requireOpen();
        try (heard) {
            return previous(Operation.GET_AND_REPLACE, checkedKey(key), checkedValue(value, "value"));
        }
    }

    // ---- removing

    @Override
    public boolean remove(K key) {
        requireOpen();
        try (heard) {
            return done(Operation.REMOVE, checkedKey(key), null, null);
        }
    }

    @Override
    public boolean remove(K key, V oldValue) {
        requireOpen();
        try (heard) {
            return done(Operation.REMOVE_EQUAL, checkedKey(key), null, checkedValue(oldValue, "oldValue"));
        }
    }

    @Override
    public @Nullable V getAndRemove(K key) {
        requireOpen();
        try (heard) {
            return previous(Operation.GET_AND_REMOVE, checkedKey(key), null);
        }
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        requireOpen();
        try (heard) {
            bulk.removeAll(checkedKeys(keys));
        }
    }

    @Override
    public void removeAll() {
        requireOpen();
        try (heard) {
            bulk.removeIf(encoded -> true);
        }
    }

    @Override
    public void clear() {
        requireOpen();
        parts.removals().beginAll();
        parts.store().clear();
    }

    // ---- processors and loading

    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        requireOpen();
        K checked = checkedKey(key);
        requireNonNull(entryProcessor, "entryProcessor");
        long start = parts.counters().start();
        try (heard) {
            return updates.run(
                    checked,
                    engine.key(checked),
                    new ProcessorUpdate<>(checked, entryProcessor, arguments, parts, start),
                    Opening.CLAIM,
                    parts.writer(),
                    start);
        }
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        requireOpen();
        checkedKeys(keys);
        requireNonNull(entryProcessor, "entryProcessor");
        long start = parts.counters().start();
        try (heard) {
            return bulk.invokeAll(
                    keys, key -> new ProcessorUpdate<>(key, entryProcessor, arguments, parts, start), start);
        }
    }

    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        requireOpen();
        checkedKeys(keys);
        LoadAll.start(parts, engine, bulk, keys, replaceExistingValues, completionListener);
    }

    // ---- walking

    @Override
    public Iterator<Entry<K, V>> iterator() {
        return iterator(parts.pageSize());
    }

    @Override
    public Iterator<Entry<K, V>> iterator(int pageSize) {
        requireOpen();
        if (pageSize < 1 || pageSize > 100_000) {
            throw new IllegalArgumentException("pageSize is " + pageSize + "; it must be from 1 to 100000");
        }
        return new EntryIterator<>(
                this, new EntryVisitor<>(parts, expiry, engine), parts.store(), pageSize, heard, readHeard);
    }

    @Override
    public long size() {
        requireOpen();
        return parts.store().size();
    }

    // ---- beyond JSR-107

    @Override
    public void removeIf(Predicate<? super K> condition) {
        requireOpen();
        requireNonNull(condition, "condition");
        try (heard) {
            bulk.removeIf(encoded -> condition.test(engine.decodedKey(encoded)));
        }
    }

    @Override
    public JambryCache<K, V> withExpiry(ExpiryPolicy policy) {
        requireOpen();
        return new StandardCache<>(life, parts, requireNonNull(policy, "policy"));
    }

    @Override
    public JambryCache<K, V> with(Consistency consistency) {
        requireOpen();
        return new StandardCache<>(life, parts.with(requireNonNull(consistency, "consistency")), expiry.policy());
    }

    @Override
    public Optional<Duration> timeToLive(K key) {
        requireOpen();
        return extensions.timeToLive(checkedKey(key));
    }

    @Override
    public boolean touch(K key, Duration ttl) {
        requireOpen();
        try (heard) {
            return extensions.touch(checkedKey(key), requireNonNull(ttl, "ttl"));
        }
    }

    @Override
    public boolean persist(K key) {
        requireOpen();
        try (heard) {
            return extensions.touch(checkedKey(key), Duration.ETERNAL);
        }
    }

    @Override
    public long increment(K key, long delta) {
        requireOpen();
        life.requireNumbers();
        try (heard) {
            return extensions.increment(checkedKey(key), delta);
        }
    }

    @Override
    public V getOrCompute(K key, Function<? super K, ? extends V> function) {
        requireOpen();
        try (heard) {
            return extensions.getOrCompute(checkedKey(key), requireNonNull(function, "function"));
        }
    }

    @Override
    public Optional<Versioned<V>> getVersioned(K key) {
        requireOpen();
        try (readHeard) {
            return extensions.getVersioned(checkedKey(key));
        }
    }

    @Override
    public boolean replaceIf(K key, Version version, V value) {
        requireOpen();
        try (heard) {
            return extensions.replaceIf(
                    checkedKey(key), requireNonNull(version, "version"), checkedValue(value, "value"));
        }
    }

    @Override
    public boolean putFenced(K key, V value, long fencingToken) {
        requireOpen();
        K checked = checkedKey(key);
        V written = checkedValue(value, "value");
        if (fencingToken < 1) {
            throw new IllegalArgumentException("fencingToken is less than 1: " + fencingToken);
        }
        try (heard) {
            return extensions.putFenced(checked, written, fencingToken);
        }
    }

    @Override
    public Optional<Lasting<V>> getLasting(K key) {
        requireOpen();
        return Optional.ofNullable(engine.lasting(checkedKey(key), readHeard));
    }

    @Override
    public EntryLoad beginLoad(K key) {
        requireOpen();
        return loads.begin(checkedKey(key));
    }

    @Override
    public EntryLoad beginLoadAll(Set<? extends K> keys) {
        requireOpen();
        return loads.beginAll(checkedKeys(keys));
    }

    @Override
    public Set<K> putAllLoaded(Map<? extends K, ? extends V> map, EntryLoad load) {
        requireOpen();
        requireNonNull(map, "map").forEach((key, value) -> {
            checkedKey(key);
            checkedValue(value, "value");
        });
        if (!(requireNonNull(load, "load") instanceof BegunLoads<?> begun)) {
            throw new IllegalArgumentException(
                    "load is not of beginLoadAll: " + load.getClass().getName());
        }
        try (heard) {
            return loads.putAll(map, begun);
        }
    }

    @Override
    public LoadTurn<V> tryLoad(K key) {
        requireOpen();
        return loads.tryToBegin(checkedKey(key), /* replacing= */ false);
    }

    @Override
    public LoadTurn<V> tryReload(K key) {
        requireOpen();
        return loads.tryToBegin(checkedKey(key), /* replacing= */ true);
    }

    @Override
    public boolean putLoaded(K key, V value, EntryLoad load) {
        requireOpen();
        K checked = checkedKey(key);
        V loaded = checkedValue(value, "value");
        if (!(requireNonNull(load, "load") instanceof BegunLoad begun)) {
            throw new IllegalArgumentException(
                    "load is of another provider: " + load.getClass().getName());
        }
        try (heard) {
            return loads.put(checked, loaded, begun);
        }
    }

    @Override
    public Migration migration() {
        requireOpen();
        return CacheMigration.of(life, parts);
    }

    @Override
    public CacheStatisticsMXBean statistics() {
        return life.statistics();
    }

    @Override
    public Optional<NearStatistics> near() {
        return Optional.ofNullable(parts.live()).flatMap(KeptValues::statistics);
    }

    @Override
    public Optional<WriteBehind<K, V>> writeBehind() {
        requireOpen();
        return Optional.ofNullable(parts.behind());
    }

    @Override
    public AsyncCache<K, V> async() {
        requireOpen();
        return new AsyncView<>(this, parts.callers());
    }

    // ---- life

    @Override
    public String getName() {
        return life.name();
    }

    @Override
    public CacheManager getCacheManager() {
        return life.manager();
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        return life.configuration().as(type);
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        requireOpen();
        requireNonNull(configuration, "cacheEntryListenerConfiguration");
        parts.registrations().register(configuration);
        life.configuration().added(configuration);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> configuration) {
        requireOpen();
        requireNonNull(configuration, "cacheEntryListenerConfiguration");
        Closing.closeQuietly(parts.registrations().deregister(configuration));
        life.configuration().removed(configuration);
    }

    @Override
    public void close() {
        life.close(this);
    }

    @Override
    public boolean isClosed() {
        return life.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        requireNonNull(type, "type");
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("cache '" + getName() + "' cannot be unwrapped to " + type.getName());
    }

    /**
     * What does not bind the data, so that managers may differ in it, but better do not.
     *
     * @return the settings, text by text
     */
    public Map<String, String> note() {
        return Map.of(
                "expiry", expiry.describe(),
                "read-through", Boolean.toString(parts.readLoader() != null),
                "write-through", Boolean.toString(parts.writer() != null));
    }

    /** The counters and switches of this cache, for the manager. */
    public CacheLife<K, V> life() {
        return life;
    }

    @Override
    public String toString() {
        return "Cache '" + getName() + "'" + (isClosed() ? " (closed)" : "");
    }

    /** Looks for what has expired and nobody has met, and tells who listens. To be called now and then. */
    public void sweep() {
        parts.sharedListeners().ifPresentOrElse(SharedListeners::sweep, engine::sweep);
    }

    // ---- checks

    void requireOpen() {
        life.requireOpen();
    }

    private K checkedKey(K key) {
        return life.checkedKey(key);
    }

    private V checkedValue(V value, String parameter) {
        return life.checkedValue(value, parameter);
    }

    private <S extends K> Set<S> checkedKeys(Set<S> keys) {
        requireNonNull(keys, "keys").forEach(this::checkedKey);
        return keys;
    }

    private boolean done(Operation operation, K key, @Nullable V value, @Nullable V expected) {
        return Boolean.TRUE.equals(engine.write(operation, key, value, expected));
    }

    @SuppressWarnings("unchecked") // rows that return the previous value return nothing else
    private @Nullable V previous(Operation operation, K key, @Nullable V value) {
        return (V) engine.write(operation, key, value, null);
    }
}
