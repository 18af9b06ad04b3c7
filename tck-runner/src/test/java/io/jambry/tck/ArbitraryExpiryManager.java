// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** A manager whose caches all get an arbitrary expiry policy; in everything else the manager behind it. */
final class ArbitraryExpiryManager implements CacheManager {

    private final CachingProvider provider;
    private final CacheManager manager;
    private final Map<Cache<?, ?>, Cache<?, ?>> caches = new ConcurrentHashMap<>();

    ArbitraryExpiryManager(CachingProvider provider, CacheManager manager) {
        this.provider = provider;
        this.manager = manager;
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String name, C configuration) {
        return mine(manager.createCache(name, configuration == null ? null : ArbitraryExpiryFactory.in(configuration)));
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name, Class<K> keyType, Class<V> valueType) {
        return mine(manager.getCache(name, keyType, valueType));
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String name) {
        return mine(manager.getCache(name));
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return manager.getURI();
    }

    @Override
    public ClassLoader getClassLoader() {
        return manager.getClassLoader();
    }

    @Override
    public Properties getProperties() {
        return manager.getProperties();
    }

    @Override
    public Iterable<String> getCacheNames() {
        return manager.getCacheNames();
    }

    @Override
    public void destroyCache(String name) {
        manager.destroyCache(name);
    }

    @Override
    public void enableManagement(String name, boolean enabled) {
        manager.enableManagement(name, enabled);
    }

    @Override
    public void enableStatistics(String name, boolean enabled) {
        manager.enableStatistics(name, enabled);
    }

    @Override
    public void close() {
        manager.close();
    }

    @Override
    public boolean isClosed() {
        return manager.isClosed();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return manager.unwrap(type);
    }

    @SuppressWarnings("unchecked") // the view has the types of the cache behind it
    private <K, V> @Nullable Cache<K, V> mine(@Nullable Cache<K, V> cache) {
        if (cache == null) {
            return null;
        }
        caches.keySet().removeIf(Cache::isClosed);
        return (Cache<K, V>) caches.computeIfAbsent(cache, behind -> ArbitraryExpiryCache.of(this, behind));
    }
}
