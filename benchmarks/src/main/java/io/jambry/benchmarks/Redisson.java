// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.jcache.configuration.RedissonConfiguration;

/** The column of Redisson's JCache, as its manual sets it up, with one client for all caches. */
@SuppressWarnings("NullAway.Init") // open comes first
public class Redisson extends JCacheOperations {

    private RedissonClient client;

    @Override
    CacheManager open() {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + Server.addressGiven());
        client = org.redisson.Redisson.create(config);
        return Caching.getCachingProvider("org.redisson.jcache.JCachingProvider")
                .getCacheManager();
    }

    @Override
    <V> Configuration<String, V> configuration(MutableConfiguration<String, V> plain) {
        return RedissonConfiguration.fromInstance(client, plain);
    }

    /** The client is ours to close. */
    @Override
    public void close() {
        super.close();
        client.shutdown();
    }
}
