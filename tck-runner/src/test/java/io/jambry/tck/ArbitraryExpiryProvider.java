// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck;

import java.net.URI;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;

/**
 * The provider named by {@value #DELEGATE}, as an application sees it that has expiry policies of its own: every cache
 * gets an {@link ArbitraryExpiryPolicy}, so none of the five standard policies ever reaches the provider.
 *
 * <p>Rationale: this is application code over the public API. The provider behind it has no switch, and needs none.
 */
public final class ArbitraryExpiryProvider implements CachingProvider {

    /** The system property that names the class of the provider to run. */
    static final String DELEGATE = "tck.provider";

    private final CachingProvider provider;
    private final Map<CacheManager, CacheManager> managers = new ConcurrentHashMap<>();

    /** Called by the service loader of {@link javax.cache.Caching}. */
    public ArbitraryExpiryProvider() {
        this.provider = create(System.getProperty(DELEGATE, "io.jambry.provider.JambryCachingProvider"));
    }

    private static CachingProvider create(String className) {
        try {
            return (CachingProvider)
                    Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "no provider '" + className + "' on the class path; name one with -D" + DELEGATE, e);
        }
    }

    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader, Properties properties) {
        return mine(provider.getCacheManager(uri, classLoader, properties));
    }

    @Override
    public CacheManager getCacheManager(URI uri, ClassLoader classLoader) {
        return mine(provider.getCacheManager(uri, classLoader));
    }

    @Override
    public CacheManager getCacheManager() {
        return mine(provider.getCacheManager());
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return provider.getDefaultClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return provider.getDefaultURI();
    }

    @Override
    public Properties getDefaultProperties() {
        return provider.getDefaultProperties();
    }

    @Override
    public void close() {
        provider.close();
    }

    @Override
    public void close(ClassLoader classLoader) {
        provider.close(classLoader);
    }

    @Override
    public void close(URI uri, ClassLoader classLoader) {
        provider.close(uri, classLoader);
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return provider.isSupported(feature);
    }

    private CacheManager mine(CacheManager manager) {
        managers.keySet().removeIf(CacheManager::isClosed);
        return managers.computeIfAbsent(manager, behind -> new ArbitraryExpiryManager(this, behind));
    }
}
