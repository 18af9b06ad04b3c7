// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.CacheSettings;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheScope;
import io.jambry.cdi.Cached;
import io.jambry.cdi.method.CdiSettings.Given;
import io.jambry.spi.Eviction;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The limits that methods give a cache.
 *
 * @param maxEntries how many entries it has at most
 * @param eviction which one makes room
 */
public record CacheLimits(int maxEntries, Eviction eviction) {

    /**
     * The limits of the caches of an application.
     *
     * @param beans its beans; what cannot be read there is left out, since it is refused elsewhere
     * @param settings what goes before annotations
     * @return limits by the names of caches; of several for one cache, any
     */
    public static Map<String, CacheLimits> byCache(Collection<BeanFacts> beans, CdiSettings settings) {
        Map<String, CacheLimits> limits = new HashMap<>();
        for (BeanFacts bean : beans) {
            for (MethodFacts method : bean.methods()) {
                if (bean.operations(method).get(CacheOperation.CACHED) instanceof Cached cached) {
                    addLimits(method, cached, settings, limits);
                }
            }
        }
        return Map.copyOf(limits);
    }

    private static void addLimits(
            MethodFacts method, Cached cached, CdiSettings settings, Map<String, CacheLimits> limits) {
        try {
            of(method, cached, settings)
                    .ifPresent(some ->
                            limits.put(OwnValues.of(method, cached, settings).cacheName(), some));
        } catch (CacheAnnotationException refused) {
            // the deployment says so
        }
    }

    /** The limits that an annotation gives; empty if it gives none. Throws {@link CacheAnnotationException}. */
    static Optional<CacheLimits> of(MethodFacts method, Cached cached, CdiSettings settings) {
        Optional<Given> setEntries = settings.given(method, cacheName(method, cached), "max-entries");
        Optional<Given> setEviction = settings.given(method, cacheName(method, cached), "eviction");
        int entries = setEntries.map(Given::entries).orElse(cached.maxEntries());
        Eviction eviction =
                setEviction.map(given -> given.choice(Eviction.class)).orElse(cached.eviction());
        String place = "@Cached on " + method.shown();
        if (entries < 0) {
            throw new CacheAnnotationException(
                    place + ": 'maxEntries' is " + entries + ": give 1 or more, or 0 for no limit");
        }
        if (entries == 0 && (setEviction.isPresent() || eviction != Eviction.LRU)) {
            throw new CacheAnnotationException(
                    place + ": 'eviction' is set, and there is no limit that it could be for: set 'maxEntries', too");
        }
        return entries == 0 ? Optional.empty() : Optional.of(new CacheLimits(entries, eviction));
    }

    private static String cacheName(MethodFacts method, Cached cached) {
        return cached.cache().isEmpty() ? method.defaultCacheName() : cached.cache();
    }

    /** The name of the cache of a method that may have one of its own. */
    static String scoped(String name, MethodFacts method, Cached cached, CdiSettings settings) {
        String own = method.defaultCacheName();
        CacheScope scope = settings.given(method, cacheName(method, cached), "scope")
                .map(given -> given.choice(CacheScope.class))
                .orElse(cached.scope());
        return scope == CacheScope.CACHE || cached.cache().isEmpty() ? name : name + "/" + own;
    }

    /** The same as settings of the provider. */
    public CacheSettings settings() {
        return CacheSettings.builder().maxEntries(maxEntries).eviction(eviction).build();
    }

    String shown() {
        return maxEntries + " entries ("
                + eviction.name().toLowerCase(Locale.ROOT).replace('_', '-') + ")";
    }
}
