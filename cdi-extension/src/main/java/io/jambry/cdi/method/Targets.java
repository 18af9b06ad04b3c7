// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.FunctionCache;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheResolver;
import org.jspecify.annotations.Nullable;

/**
 * The caches that one method works on: the one of a name, which is looked up once, or those that a resolver chooses for each call.
 *
 * <p>Thread-safe.
 */
final class Targets {

    private final String cacheName;
    private final CacheSource caches;
    private final @Nullable CacheResolver resolver;
    private final UnaryOperator<FunctionCache<Object, Object>> settings;
    private final ConcurrentMap<Cache<?, ?>, Target> known = new ConcurrentHashMap<>();
    private volatile @Nullable Target named;

    Targets(
            String cacheName,
            CacheSource caches,
            @Nullable CacheResolver resolver,
            UnaryOperator<FunctionCache<Object, Object>> settings) {
        this.cacheName = cacheName;
        this.caches = caches;
        this.resolver = resolver;
        this.settings = settings;
    }

    /** The name by which one is found that no resolver chooses. */
    String cacheName() {
        return cacheName;
    }

    /** Tells whether a resolver chooses them. */
    boolean areResolved() {
        return resolver != null;
    }

    /** The one that a resolver chooses for a call. */
    Target resolved(CacheInvocationContext<?> call) {
        if (resolver == null) {
            throw new IllegalStateException("cache '" + cacheName + "' is found by its name");
        }
        return target(resolver.<Object, Object>resolveCache(call));
    }

    /** The one that has the name now. */
    Target named() {
        Target known = named;
        return known == null || known.cache().isClosed() ? find() : known;
    }

    private Target find() {
        Target found = target(caches.cache(cacheName));
        named = found;
        return found;
    }

    private Target target(Cache<Object, Object> cache) {
        Target target = known.get(cache);
        if (target != null) {
            return target;
        }
        known.keySet().removeIf(Cache::isClosed);
        return known.computeIfAbsent(cache, fresh -> Target.of(cache, settings.apply(FunctionCache.of(cache))));
    }
}
