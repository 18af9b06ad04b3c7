// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Where a side has its caches.
 *
 * @param manager the manager that makes them
 * @param allowances what they are excused for
 * @param delivery when they deliver EXPIRED
 * @param looksAround whether to look at all keys before and after each operation, which costs time
 * @param disguise what is put around each cache
 */
record Target(
        CacheManager manager,
        Allowances allowances,
        ExpiredDelivery delivery,
        boolean looksAround,
        UnaryOperator<Cache<String, String>> disguise) {

    /** The class name of the provider of the reference implementation. */
    static final String REFERENCE = "org.jsr107.ri.spi.RICachingProvider";

    /** The class name of our provider. */
    static final String JAMBRY = "io.jambry.provider.JambryCachingProvider";

    static Target reference(Allowances allowances) {
        return reference(allowances, UnaryOperator.identity());
    }

    static Target reference(Allowances allowances, UnaryOperator<Cache<String, String>> disguise) {
        return new Target(
                manager(REFERENCE, null, Map.of()),
                allowances,
                ExpiredDelivery.ALWAYS,
                /* looksAround= */ true,
                disguise);
    }

    static Target tested(String provider, @Nullable String url, ExpiredDelivery delivery) {
        return tested(provider, url, delivery, Map.of());
    }

    /** With settings for all caches. */
    static Target tested(
            String provider, @Nullable String url, ExpiredDelivery delivery, Map<String, Object> settings) {
        return new Target(
                manager(provider, url, settings),
                Allowances.none(),
                delivery,
                /* looksAround= */ false,
                UnaryOperator.identity());
    }

    private static CacheManager manager(String provider, @Nullable String url, Map<String, Object> settings) {
        CachingProvider found = Caching.getCachingProvider(provider);
        Properties properties = new Properties();
        if (url != null) {
            properties.setProperty("jambry.url", url);
        }
        settings.forEach((key, value) -> properties.put("jambry.defaults." + key, value));
        return found.getCacheManager(null, Target.class.getClassLoader(), properties);
    }

    Cache<String, String> create(String name, MutableConfiguration<String, String> configuration) {
        return disguise.apply(manager.createCache(name, configuration));
    }

    void destroy(String name) {
        manager.destroyCache(name);
    }
}
