// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Another JVM that uses a cache and then stays, until it is killed: settings come from the environment. */
final class CountingJvm {

    static final int PUTS = 7;
    static final int HITS = 5;
    static final int MISSES = 3;
    static final String ALONE = "-alone";

    private CountingJvm() {}

    public static void main(String[] args) throws Exception {
        CacheManager manager = new JambryCachingProvider().getCacheManager();
        Cache<String, String> cache = manager.createCache(
                args[0],
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setStatisticsEnabled(true));
        // nobody else has this one open
        manager.createCache(args[0] + ALONE, new MutableConfiguration<>());
        for (int i = 0; i < PUTS; i++) {
            cache.put("there-" + i, "v");
        }
        for (int i = 0; i < HITS; i++) {
            cache.get("there-" + i);
        }
        for (int i = 0; i < MISSES; i++) {
            cache.get("nowhere-" + i);
        }
        // until it is killed
        System.in.read();
    }
}
