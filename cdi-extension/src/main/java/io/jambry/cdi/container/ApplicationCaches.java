// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.Jambry;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.method.CacheSource;
import io.jambry.cdi.method.CdiSettings;
import io.jambry.cdi.method.SettingSource;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The caches of an application: those of the default manager of its class loader. It is opened when the first cache is needed.
 *
 * <p>Thread-safe. The provider is asked for by its name, since a server may have one of its own.
 */
final class ApplicationCaches implements CacheSource, AutoCloseable {

    private static final String PROVIDER = "io.jambry.provider.JambryCachingProvider";

    private final ClassLoader loader;
    private final CdiSettings settings;
    private @Nullable Jambry manager;

    private ApplicationCaches(ClassLoader loader) {
        this.loader = loader;
        this.settings = new CdiSettings(SettingSource.find(loader));
    }

    static ApplicationCaches ofThisApplication() {
        return new ApplicationCaches(applicationLoader());
    }

    static ClassLoader applicationLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? ApplicationCaches.class.getClassLoader() : ofThread;
    }

    CdiSettings settings() {
        return settings;
    }

    @Override
    public Cache<Object, Object> cache(String name) {
        Cache<Object, Object> known = manager().getCache(name);
        if (known != null) {
            return known;
        }
        if (!settings.autoCreate()) {
            throw new CacheAnnotationException(
                    "cache '" + name
                            + "' does not exist, and 'jambry.cdi.auto-create' is false: create it before the application is deployed, or correct the name");
        }
        return manager().getOrCreateCache(name, new MutableConfiguration<>());
    }

    /** The cache of a name with declared types. */
    <K, V> Cache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        Cache<K, V> known = manager().getCache(name, keyType, valueType);
        return known != null
                ? known
                : manager().getOrCreateCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType));
    }

    synchronized Jambry manager() {
        Jambry open = manager;
        if (open == null || open.isClosed()) {
            open = Caching.getCachingProvider(PROVIDER, loader)
                    .getCacheManager(null, loader, null)
                    .unwrap(Jambry.class);
            manager = open;
        }
        return open;
    }

    @Override
    public synchronized void close() {
        if (manager != null && settings.closeManager()) {
            manager.close();
        }
    }
}
