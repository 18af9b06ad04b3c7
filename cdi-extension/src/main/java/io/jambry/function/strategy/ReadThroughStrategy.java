// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Read-through: the application reads the cache only, and the cache reads the system of record for what it does not have.
 *
 * <p>The cache has this as its {@code CacheLoader}, so all that JSR-107 offers loads: {@code getAll}, {@code loadAll}, {@code invoke}. A cache
 * that fails fails the read.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class ReadThroughStrategy<K, V> extends CachingStrategy<K, V> {

    private final Factory<CacheLoader<K, V>> loaders = Loader::new;

    /**
     * Makes the strategy; nothing is opened yet.
     *
     * @param manager where the cache lives
     * @param namespace the name of the cache, which nobody else may have opened in this manager
     * @param keyType the type of the keys
     * @param valueType the type of the values
     * @param ttl how long an entry lives, a millisecond at least
     */
    protected ReadThroughStrategy(
            Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        super(manager, namespace, keyType, valueType, ttl);
    }

    @Override
    public @Nullable V get(K key) {
        return cache().get(key);
    }

    @Override
    public Map<K, V> getAll(Set<K> keys) {
        return cache().getAll(keys);
    }

    @Override
    void configure(MutableConfiguration<K, V> configuration) {
        configuration.setReadThrough(true).setCacheLoaderFactory(loaders);
    }

    @Override
    @SuppressWarnings("unchecked") // a class literal has no type arguments
    void requireOwn(JambryCache<K, V> cache) {
        CompleteConfiguration<K, V> configuration = cache.getConfiguration(CompleteConfiguration.class);
        if (configuration.getCacheLoaderFactory() != loaders) {
            throw new IllegalStateException("cache '" + cache.getName()
                    + "' was opened in this manager by somebody else, so it does not load as "
                    + getClass().getName() + " says: let that open it first, or name another namespace");
        }
    }

    /** What the cache calls. */
    private final class Loader implements CacheLoader<K, V> {

        @Override
        public @Nullable V load(K key) {
            try {
                return ReadThroughStrategy.this.load(key);
            } catch (Exception failed) {
                throw translated(failed);
            }
        }

        @Override
        public Map<K, V> loadAll(Iterable<? extends K> keys) {
            Set<K> all = new LinkedHashSet<>();
            keys.forEach(all::add);
            try {
                return ReadThroughStrategy.this.loadAll(all);
            } catch (Exception failed) {
                throw translated(failed);
            }
        }

        private CacheLoaderException translated(Exception failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return failed instanceof CacheLoaderException known
                    ? known
                    : new CacheLoaderException("the system of record could not be read", failed);
        }
    }
}
