// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.Jambry;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.method.BeanFacts;
import io.jambry.cdi.method.CacheLimits;
import io.jambry.cdi.method.CacheSource;
import io.jambry.cdi.method.CdiSettings;
import io.jambry.cdi.method.SettingSource;
import io.jambry.function.CacheTags;
import java.util.Collection;
import java.util.Map;
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
    private final Map<String, CacheLimits> limits;
    private final @Nullable Customisations customisations;
    private @Nullable Jambry manager;

    private ApplicationCaches(
            ClassLoader loader,
            CdiSettings settings,
            Map<String, CacheLimits> limits,
            @Nullable Customisations customisations) {
        this.loader = loader;
        this.settings = settings;
        this.limits = limits;
        this.customisations = customisations;
    }

    /** Those that are there, for who only looks. */
    static ApplicationCaches ofThisApplication() {
        return new ApplicationCaches(
                applicationLoader(), new CdiSettings(SettingSource.find(applicationLoader())), Map.of(), null);
    }

    /**
     * Those that are there, and those that are to be created as the application wants them.
     *
     * @param beans the facts about its beans
     * @param customisations beans for caches
     */
    static ApplicationCaches of(Collection<BeanFacts> beans, Customisations customisations) {
        CdiSettings settings = new CdiSettings(SettingSource.find(applicationLoader()));
        return new ApplicationCaches(
                applicationLoader(), settings, CacheLimits.byCache(beans, settings), customisations);
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
        MutableConfiguration<Object, Object> configuration = new MutableConfiguration<>();
        if (isSpecial(name, configuration)) {
            return special(name, configuration);
        }
        Cache<Object, Object> known = manager().getCache(name);
        if (known != null) {
            return known;
        }
        if (!settings.autoCreate()) {
            throw new CacheAnnotationException(
                    "cache '" + name
                            + "' does not exist, and 'jambry.cdi.auto-create' is false: create it before the application is deployed, or correct the name");
        }
        return manager().getOrCreateCache(name, configuration);
    }

    /** The cache of a name with declared types. */
    <K, V> Cache<K, V> cache(String name, Class<K> keyType, Class<V> valueType) {
        MutableConfiguration<K, V> configuration = new MutableConfiguration<K, V>().setTypes(keyType, valueType);
        if (isSpecial(name, configuration)) {
            return special(name, configuration);
        }
        Cache<K, V> known = manager().getCache(name, keyType, valueType);
        return known != null ? known : manager().getOrCreateCache(name, configuration);
    }

    @Override
    public CacheTags tags() {
        return CacheTags.of(manager());
    }

    /** Tells whether the application says how a cache is to be, and adds what beans say of it. */
    private <K, V> boolean isSpecial(String name, MutableConfiguration<K, V> configuration) {
        return settings.autoCreate()
                && ((customisations != null && customisations.addTo(name, configuration)) || limits.containsKey(name));
    }

    /** A cache that is as the application says, which the definition that the server remembers does not tell. */
    private <K, V> Cache<K, V> special(String name, MutableConfiguration<K, V> configuration) {
        CacheLimits limited = limits.get(name);
        return limited == null
                ? manager().getOrCreateCache(name, configuration)
                : manager().getOrCreateCache(name, configuration, limited.settings());
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
