// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What all strategies have in common: a namespace, which is a cache, a time to live, and a system of record that can be read.
 *
 * <p>The cache is opened when it is first needed, and again if it was closed meanwhile. Its settings may come from everywhere that
 * settings of caches come from, under the namespace as its name.
 *
 * <p>Thread-safe, if what a subclass says is.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class CachingStrategy<K, V> {

    private final Jambry manager;
    private final String namespace;
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final Duration ttl;
    private volatile @Nullable JambryCache<K, V> opened;

    CachingStrategy(Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        this.manager = requireNonNull(manager, "manager");
        this.namespace = requireNonNull(namespace, "namespace");
        this.keyType = requireNonNull(keyType, "keyType");
        this.valueType = requireNonNull(valueType, "valueType");
        this.ttl = requirePositive(ttl);
    }

    /**
     * Reads one value from the system of record.
     *
     * @param key its key
     * @return null if there is none
     * @throws Exception if it cannot be read
     */
    protected abstract @Nullable V load(K key) throws Exception;

    /**
     * Reads several values from the system of record; one by one, as long as this is not overridden.
     *
     * @param keys their keys, one at least
     * @return those that there are
     * @throws Exception if they cannot be read
     */
    protected Map<K, V> loadAll(Set<? extends K> keys) throws Exception {
        Map<K, V> loaded = new HashMap<>();
        for (K key : keys) {
            V value = load(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    /**
     * Settings that the cache has where nothing else is set, such as a limit.
     *
     * @return what is set on their builder counts, the defaults do not
     */
    protected CacheSettings settings() {
        return CacheSettings.builder().build();
    }

    /**
     * A value, from the cache where it is there.
     *
     * @param key its key
     * @return null if there is none in the system of record either
     * @throws javax.cache.integration.CacheLoaderException if it cannot be read from the system of record
     */
    public abstract @Nullable V get(K key);

    /**
     * Several values, from the cache those that are there.
     *
     * @param keys their keys
     * @return those that there are
     * @throws javax.cache.integration.CacheLoaderException if some cannot be read from the system of record
     */
    public abstract Map<K, V> getAll(Set<K> keys);

    /**
     * Takes an entry out of the cache, and leaves the system of record alone: the next read loads it.
     *
     * @param key its key
     */
    public void evict(K key) {
        cache().remove(key);
    }

    /**
     * The cache itself.
     *
     * @return an open one
     */
    public final JambryCache<K, V> cache() {
        JambryCache<K, V> known = opened;
        if (known == null || known.isClosed()) {
            known = open();
            opened = known;
        }
        return known;
    }

    private JambryCache<K, V> open() {
        MutableConfiguration<K, V> configuration = new MutableConfiguration<K, V>()
                .setTypes(keyType, valueType)
                .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(standard(ttl)));
        configure(configuration);
        JambryCache<K, V> cache =
                JambryCache.of(manager.getOrCreateCache(namespace, configuration, effectiveSettings()));
        requireOwn(cache);
        return cache;
    }

    /** Says how the cache is configured beyond its types and its expiry. */
    void configure(MutableConfiguration<K, V> configuration) {}

    /** The settings with those that the strategy itself needs. */
    CacheSettings effectiveSettings() {
        return settings();
    }

    /** Refuses a cache that was opened by somebody else in a way that the strategy cannot work with. */
    void requireOwn(JambryCache<K, V> cache) {}

    final Duration ttl() {
        return ttl;
    }

    static Duration requirePositive(Duration ttl) {
        if (requireNonNull(ttl, "ttl").compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("ttl is " + ttl + ": give a millisecond at least");
        }
        return ttl;
    }

    static javax.cache.expiry.Duration standard(Duration ttl) {
        return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, ttl.toMillis());
    }
}
