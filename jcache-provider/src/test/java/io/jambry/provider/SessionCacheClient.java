// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.cache.Backing;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.spi.CachingProvider;

/**
 * A server that keeps HTTP sessions by JSR-107 as Open Liberty does: a provider by a class loader of its own, a manager by a URI and
 * {@code Properties} without a class loader, and two caches of an application that are found or created.
 */
final class SessionCacheClient implements AutoCloseable {

    static final String META = "com.ibm.ws.session.meta.default_host%2Fshop";
    static final String ATTRIBUTES = "com.ibm.ws.session.attr.default_host%2Fshop";

    private final CachingProvider provider;
    private final CacheManager manager;

    /** By session: when it was created and last accessed, how long it may rest, its listeners, its user, the names of its attributes. */
    final Cache<String, ArrayList<Object>> meta;

    /** By session and name. */
    final Cache<String, byte[]> attributes;

    private SessionCacheClient(CachingProvider provider, CacheManager manager) {
        this.provider = provider;
        this.manager = manager;
        this.meta = typed(cache(META, ArrayList.class));
        this.attributes = cache(ATTRIBUTES, byte[].class);
    }

    /**
     * Starts one.
     *
     * @param properties settings, without {@code jambry.}
     */
    static SessionCacheClient open(URI uri, Map<String, String> properties) {
        ClassLoader loader = new ClassLoader(SessionCacheClient.class.getClassLoader()) {};
        CachingProvider provider = Caching.getCachingProvider(JambryCachingProvider.class.getName(), loader);
        return new SessionCacheClient(
                provider, provider.getCacheManager(uri, /* classLoader= */ null, Backing.properties(properties)));
    }

    @SuppressWarnings("unchecked") // nothing else is put there
    private static Cache<String, ArrayList<Object>> typed(Cache<String, ?> cache) {
        return (Cache<String, ArrayList<Object>>) cache;
    }

    private <V> Cache<String, V> cache(String name, Class<V> type) {
        Cache<String, V> found = manager.getCache(name, String.class, type);
        Cache<String, V> cache = found == null ? manager.createCache(name, eternal(type)) : found;
        manager.enableManagement(name, false);
        manager.enableStatistics(name, false);
        return cache;
    }

    private <V> MutableConfiguration<String, V> eternal(Class<V> type) {
        return new MutableConfiguration<String, V>()
                .setTypes(String.class, type)
                .setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf())
                .setStoreByValue(!provider.isSupported(OptionalFeature.STORE_BY_REFERENCE));
    }

    /** What is known of a session, accessed at some time, with attributes of these names. */
    static ArrayList<Object> session(long accessed, String user, Set<String> names) {
        return new ArrayList<>(List.of(1_700_000_000_000L, accessed, 1800, (short) 0, user, new TreeSet<>(names)));
    }

    CacheManager manager() {
        return manager;
    }

    /** As a server does that stops, or whose configuration changes. */
    @Override
    public void close() {
        provider.close();
    }
}
