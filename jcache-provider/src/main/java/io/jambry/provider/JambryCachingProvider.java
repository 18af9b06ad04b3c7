// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static java.util.Objects.requireNonNull;

import io.jambry.config.Configuration;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The entrance that JSR-107 finds: makes cache managers, one for each URI and class loader.
 *
 * <p>Thread-safe. Class loaders are held weakly while they have no open manager.
 */
public final class JambryCachingProvider implements CachingProvider {

    /** The open managers. Guarded by this. */
    private final Map<ClassLoader, Map<URI, JambryCacheManager>> managers = new WeakHashMap<>();

    /** Made by {@link java.util.ServiceLoader}, or by name. */
    public JambryCachingProvider() {}

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI managerUri = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        Properties given = properties == null ? new Properties() : properties;
        synchronized (this) {
            Map<URI, JambryCacheManager> ofLoader = managers.computeIfAbsent(loader, key -> new HashMap<>());
            JambryCacheManager open = ofLoader.get(managerUri);
            if (open != null && !open.isClosed()) {
                return open;
            }
            Configuration configuration = Configuration.load(managerUri, given, loader);
            JambryCacheManager manager =
                    JambryCacheManager.open(this, loader, given, configuration, () -> forget(loader, managerUri));
            ofLoader.put(managerUri, manager);
            return manager;
        }
    }

    private synchronized void forget(ClassLoader loader, URI uri) {
        Map<URI, JambryCacheManager> ofLoader = managers.get(loader);
        if (ofLoader != null) {
            // while one closes, its successor may be open already
            ofLoader.computeIfPresent(uri, (key, manager) -> manager.isClosed() ? null : manager);
            if (ofLoader.isEmpty()) {
                managers.remove(loader);
            }
        }
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return context == null ? requireNonNull(JambryCachingProvider.class.getClassLoader()) : context;
    }

    @Override
    public URI getDefaultURI() {
        return Configuration.DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public void close() {
        closeAll(open(null, null));
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        closeAll(open(classLoader == null ? getDefaultClassLoader() : classLoader, null));
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        URI managerUri = uri == null ? getDefaultURI() : uri;
        ClassLoader loader = classLoader == null ? getDefaultClassLoader() : classLoader;
        List<JambryCacheManager> asked = open(loader, managerUri);
        // getURI() of a manager leaves out user info and options
        closeAll(asked.isEmpty() ? shownAs(loader, managerUri) : asked);
    }

    private synchronized List<JambryCacheManager> open(@Nullable ClassLoader loader, @Nullable URI uri) {
        List<JambryCacheManager> open = new ArrayList<>();
        managers.forEach((ofLoader, byUri) -> byUri.forEach((managerUri, manager) -> {
            if ((loader == null || loader == ofLoader) && (uri == null || uri.equals(managerUri))) {
                open.add(manager);
            }
        }));
        return open;
    }

    private List<JambryCacheManager> shownAs(ClassLoader loader, URI uri) {
        return open(loader, null).stream()
                .filter(manager -> manager.getURI().equals(uri))
                .toList();
    }

    private static void closeAll(List<JambryCacheManager> open) {
        open.forEach(JambryCacheManager::close);
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        // the one optional feature is storing by reference, which a remote store cannot do
        requireNonNull(feature, "optionalFeature");
        return false;
    }
}
