// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.cache.StandardCache;
import io.jambry.spi.SharedCounters.Totals;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/**
 * Another JVM that uses a cache and tells whether it counted what it did; then it closes its manager when it is told to, and stays, until it is
 * killed. Settings come from the environment.
 */
final class CountingJvm {

    static final String ALONE = "-alone";
    private static final String PREFIX = "there-";
    private static final long SEED = 4711;
    private static final int OPERATIONS = 600;

    private CountingJvm() {}

    /** What this JVM has to count. */
    static Totals expected() {
        return new CountedWork(PREFIX, SEED).on(null, OPERATIONS).expected();
    }

    public static void main(String[] args) throws Exception {
        CacheManager manager = new JambryCachingProvider().getCacheManager();
        Cache<String, String> cache = manager.createCache(
                args[0],
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
        // nobody else has this one open
        manager.createCache(args[0] + ALONE, new MutableConfiguration<>());
        CountedWork work = new CountedWork(PREFIX, SEED).on(cache, OPERATIONS);
        System.out.println(
                work.expected().equals(cache.unwrap(StandardCache.class).life().totals()) ? "equal" : "different");
        System.out.flush();
        if (System.in.read() == 'l') {
            manager.close();
            System.out.println("left");
            System.out.flush();
        }
        // until it is killed
        System.in.read();
    }
}
