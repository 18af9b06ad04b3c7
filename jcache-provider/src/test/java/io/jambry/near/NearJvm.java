// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.JambryCache;
import io.jambry.NearStatistics;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.awaitility.Awaitility;

/** A manager of its own, as another JVM would have it. */
final class NearJvm implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final JambryCachingProvider provider = new JambryCachingProvider();
    final CacheManager manager;

    private NearJvm(String url, Map<String, ?> settings) {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", "near-tests");
        settings.forEach((key, value) -> properties.put("jambry." + key, value));
        manager = provider.getCacheManager(URI.create(url), NearJvm.class.getClassLoader(), properties);
    }

    static NearJvm on(String url, Map<String, ?> settings) {
        return new NearJvm(url, settings);
    }

    static String newName() {
        return "near-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    <K, V> JambryCache<K, V> cache(String name, Class<K> keys, Class<V> values) {
        return cache(name, keys, values, new EternalExpiryPolicy());
    }

    <K, V> JambryCache<K, V> cache(String name, Class<K> keys, Class<V> values, ExpiryPolicy policy) {
        return JambryCache.of(manager.createCache(
                name,
                new MutableConfiguration<K, V>()
                        .setTypes(keys, values)
                        .setStatisticsEnabled(true)
                        .setExpiryPolicyFactory(() -> policy)));
    }

    /** Reads an entry until it is near. */
    static <K, V> void bringNear(JambryCache<K, V> cache, K key) {
        Awaitility.await("value is near")
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    long before = statistics(cache).hits();
                    cache.get(key);
                    return statistics(cache).hits() > before;
                });
    }

    static NearStatistics statistics(JambryCache<?, ?> cache) {
        return cache.near().orElseThrow();
    }

    @Override
    public void close() {
        provider.close();
    }
}
