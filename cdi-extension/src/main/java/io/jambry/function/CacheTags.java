// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.FixedExpiryPolicy;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Tags of cached results, by which results are evicted together, in whichever caches of one namespace they are.
 *
 * <pre>{@code
 * Function<Long, Book> book = FunctionCache.of(books).tags(isbn -> Set.of("catalogue")).wrap(database::findBook);
 * CacheTags.of(books.getCacheManager()).evict(Set.of("catalogue"));
 * }</pre>
 *
 * <p>Each tag is in a generation, a small entry of the cache {@code jambry-tags}. A result is stored with the generations in which its tags
 * were before it was made, and counts only as long as they are. To evict a tag is to end its generation: one round trip,
 * however many results have the tag, and no walk over entries. So a result that was made of data from before the eviction, and is
 * stored after it, never counts. What does not count any more is overwritten by the next result, or ends with its time to live.
 *
 * <p>Generations are kept near where Caffeine is there, so that a hit costs no round trip more; then other JVMs go on using results with the
 * tag until the server's message reaches them, as with every near cache. Without, a hit costs one round trip more. A
 * generation that is lost, because the server was full for example, loses the results with it, and never brings one back.
 *
 * <p>Thread-safe.
 */
public final class CacheTags {

    private static final String CACHE = "jambry-tags";

    /** Results that live for longer than anybody has said. */
    private static final Duration LIFE = Duration.ofDays(60);

    /** So that short times to live do not make everybody write generations all the time. */
    private static final Duration LEAST_LIFE = Duration.ofHours(1);

    private static final int TRIES = 3;

    private final Supplier<CacheManager> manager;
    private volatile @Nullable Cache<String, String> opened;

    /** The tags of a manager that is asked for when the first tag is needed. */
    CacheTags(Supplier<CacheManager> manager) {
        this.manager = manager;
    }

    /**
     * The tags of the namespace of a manager.
     *
     * @param manager a manager of Jambry
     * @return the tags; nothing is sent
     */
    public static CacheTags of(CacheManager manager) {
        requireNonNull(manager, "manager");
        return new CacheTags(() -> manager);
    }

    /**
     * Evicts all results that have one of some tags. When this returns, this JVM uses none of them any more, and whoever has begun to make one
     * does so in vain.
     *
     * @param tags the tags
     */
    public void evict(Collection<String> tags) {
        cache().removeAll(Set.copyOf(tags));
    }

    /**
     * The generations in which tags are, for a result that is about to be made.
     *
     * @param ttl how long the result will live; null if that is not known here
     */
    Map<String, String> begin(Collection<String> tags, @Nullable Duration ttl) {
        long life = ttl == null ? LIFE.toMillis() : Math.max(LEAST_LIFE.toMillis(), 2 * ttl.toMillis());
        Set<String> asked = Set.copyOf(tags);
        Map<String, String> known = known(asked);
        Map<String, String> ids = new HashMap<>();
        asked.forEach(tag -> ids.put(tag, current(tag, known.get(tag), life).id()));
        return Map.copyOf(ids);
    }

    /** The generations in which tags are, without those that are in none. */
    Map<String, String> generations(Set<String> tags) {
        Map<String, String> ids = new HashMap<>();
        known(tags).forEach((tag, text) -> ids.put(tag, Generation.parse(text).id()));
        return ids;
    }

    private Map<String, String> known(Set<String> tags) {
        if (tags.size() != 1) {
            return cache().getAll(tags);
        }
        String only = tags.iterator().next();
        String text = cache().get(only);
        return text == null ? Map.of() : Map.of(only, text);
    }

    /** The generation of a tag, which outlives a result that is stored now. What is known may be old: then the result will not count. */
    private Generation current(String tag, @Nullable String known, long life) {
        String text = known;
        for (int tried = 0; tried < TRIES; tried++) {
            long now = System.currentTimeMillis();
            Cache<String, String> living = livingFor(life);
            if (text == null) {
                Generation fresh = Generation.livingUntil(now + life);
                if (living.putIfAbsent(tag, fresh.text())) {
                    return fresh;
                }
            } else {
                Generation found = Generation.parse(text);
                if (found.until() - now >= life / 2) {
                    return found;
                }
                Generation extended = found.extendedTo(now + life);
                if (living.replace(tag, text, extended.text())) {
                    return extended;
                }
            }
            text = cache().get(tag);
        }
        throw new IllegalStateException("a tag was evicted or extended by others " + TRIES + " times in a row");
    }

    private Cache<String, String> livingFor(long life) {
        javax.cache.expiry.Duration duration = new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, life);
        return JambryCache.of(cache()).withExpiry(new FixedExpiryPolicy(duration, null, duration));
    }

    private Cache<String, String> cache() {
        Cache<String, String> known = opened;
        if (known == null || known.isClosed()) {
            known = open();
            opened = known;
        }
        return known;
    }

    private Cache<String, String> open() {
        Jambry jambry = manager.get().unwrap(Jambry.class);
        MutableConfiguration<String, String> texts =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);
        CacheSettings near =
                CacheSettings.builder().near(CacheSettings.Near.INVALIDATE).build();
        try {
            return jambry.getOrCreateCache(CACHE, texts, near);
        } catch (ConfigurationException noNearCache) {
            // Caffeine is not there, or what is set for all caches does not go with it
            return jambry.getOrCreateCache(CACHE, texts);
        }
    }
}
