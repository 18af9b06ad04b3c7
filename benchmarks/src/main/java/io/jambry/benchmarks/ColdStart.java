// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import redis.clients.jedis.RedisClient;

/** From the first line of {@code main} to the first answered {@code get}, in milliseconds. */
public final class ColdStart {

    private ColdStart() {}

    /** The argument is {@code jambry} or {@code jedis}. */
    public static void main(String[] args) {
        long start = System.nanoTime();
        boolean found = args[0].equals("jambry") ? jambry() : jedis();
        double millis = (System.nanoTime() - start) / 1e6;
        if (found) {
            throw new IllegalStateException("the entry should be absent");
        }
        System.out.printf(Locale.ROOT, "%.2f%n", millis);
    }

    private static boolean jambry() {
        CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(JCacheOperations.serverUri(), ColdStart.class.getClassLoader());
        Cache<String, String> cache = manager.createCache(
                "cold", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        return cache.get("absent") != null;
    }

    private static boolean jedis() {
        RedisClient client = RawJedis.connect();
        return client.get("absent".getBytes(StandardCharsets.UTF_8)) != null;
    }
}
