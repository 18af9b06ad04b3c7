// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import io.jambry.JambryCache;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/**
 * The caches of this sample. Each JVM creates them from the same definition: the first one makes the cache, the others join
 * it, and all see the same entries.
 */
final class Caches {

    static final Duration SYLLABLES_LIVE = new Duration(TimeUnit.HOURS, 1);

    private Caches() {}

    /** How often each word occurs. */
    static Cache<String, Long> counts(CacheManager manager) {
        return manager.createCache(
                "counts", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
    }

    /** How many syllables each word has: a miss asks the loader, and the answer is kept for an hour. */
    static Cache<String, Integer> syllables(CacheManager manager, SyllableLoader loader) {
        return manager.createCache(
                "syllables",
                new MutableConfiguration<String, Integer>()
                        .setTypes(String.class, Integer.class)
                        .setReadThrough(true)
                        .setCacheLoaderFactory(() -> loader)
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(SYLLABLES_LIVE))
                        .setStatisticsEnabled(true));
    }

    /** What each worker saw, by its number. The value is an object of our own. */
    static Cache<Integer, WorkerResult> results(CacheManager manager) {
        return manager.createCache(
                "results",
                new MutableConfiguration<Integer, WorkerResult>().setTypes(Integer.class, WorkerResult.class));
    }

    /** Numbers by which the workers wait for each other. */
    static JambryCache<String, Long> signals(CacheManager manager) {
        return extended(manager.createCache(
                "signals", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));
    }

    /** The same cache with the operations that JSR-107 does not have. */
    @SuppressWarnings("unchecked") // a class object knows nothing of <K, V>
    static <K, V> JambryCache<K, V> extended(Cache<K, V> cache) {
        return cache.unwrap(JambryCache.class);
    }
}
