// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheName;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import java.lang.reflect.ParameterizedType;
import java.util.List;
import java.util.Optional;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;

/**
 * The beans that say how a cache is to be: those of JSR-107's types with its {@link CacheName}.
 *
 * @param beans all beans
 */
record Customisations(Instance<Object> beans) {

    /**
     * Adds what there is for a cache.
     *
     * @param cacheName the name of the cache
     * @param configuration of the cache, which is changed
     * @return whether there is something
     */
    <K, V> boolean addTo(String cacheName, MutableConfiguration<K, V> configuration) {
        Optional<CacheLoader<K, V>> loader = one(cacheName, CacheLoader.class);
        Optional<CacheWriter<K, V>> writer = one(cacheName, CacheWriter.class);
        Optional<ExpiryPolicy> expiry = one(cacheName, ExpiryPolicy.class);
        List<CacheEntryListener<K, V>> listeners = all(cacheName, CacheEntryListener.class);
        loader.ifPresent(bean -> configuration
                .setCacheLoaderFactory(new SingletonFactory<>(bean))
                .setReadThrough(true));
        writer.ifPresent(bean -> configuration
                .setCacheWriterFactory(new SingletonFactory<>(bean))
                .setWriteThrough(true));
        expiry.ifPresent(bean -> configuration.setExpiryPolicyFactory(new SingletonFactory<>(bean)));
        listeners.forEach(
                bean -> configuration.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(bean),
                        null,
                        /* isOldValueRequired= */ false,
                        /* isSynchronous= */ false)));
        return loader.isPresent() || writer.isPresent() || expiry.isPresent() || !listeners.isEmpty();
    }

    private <T> Optional<T> one(String cacheName, Class<?> type) {
        List<T> found = all(cacheName, type);
        if (found.size() > 1) {
            throw new CacheAnnotationException("cache '" + cacheName + "': " + found.size()
                    + " beans with its @CacheName are " + type.getName()
                    + ", and it can have one; take the others away");
        }
        return found.stream().findFirst();
    }

    /** All beans are looked through, since some containers do not find generic ones by their raw types. */
    @SuppressWarnings("unchecked") // what the type parameters are, the application must know, as it does for the cache
    private <T> List<T> all(String cacheName, Class<?> type) {
        return beans.handlesStream()
                .filter(candidate -> isOf(candidate.getBean(), cacheName) && hasType(candidate.getBean(), type))
                .map(candidate -> (T) candidate.get())
                .toList();
    }

    private static boolean isOf(Bean<?> bean, String cacheName) {
        return bean.getQualifiers().stream()
                .anyMatch(qualifier ->
                        qualifier instanceof CacheName name && name.value().equals(cacheName));
    }

    private static boolean hasType(Bean<?> bean, Class<?> type) {
        return bean.getTypes().stream()
                .anyMatch(known -> known == type
                        || (known instanceof ParameterizedType parameterized && parameterized.getRawType() == type));
    }
}
