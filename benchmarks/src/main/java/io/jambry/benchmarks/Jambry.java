// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The column of Jambry over the server. */
public class Jambry extends JCacheOperations {

    static final String PROVIDER = "io.jambry.provider.JambryCachingProvider";

    @Override
    CacheManager open() {
        return manager();
    }

    static CacheManager manager() {
        return Caching.getCachingProvider(PROVIDER).getCacheManager(serverUri(), Jambry.class.getClassLoader());
    }

    /** A cache full of entries, anew for each measurement. */
    @State(Scope.Benchmark)
    public static class Full {

        private Cache<String, String> cache;

        /** Opens the cache. */
        @Setup
        public void open() {
            cache = manager().createCache(RawJedis.FULL, new MutableConfiguration<>());
        }

        /** Fills it. */
        @Setup(Level.Invocation)
        public void fill() {
            RawJedis.fill();
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public void clear(Full full) {
        full.cache.clear();
    }
}
