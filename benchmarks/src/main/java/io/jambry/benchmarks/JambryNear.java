// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.JambryCache;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** The column of Jambry over the server, with values kept near. */
public class JambryNear extends HeapOperations {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    @Override
    CacheManager open() {
        Properties properties = new Properties();
        properties.setProperty("jambry.namespace", "bench-" + getClass().getSimpleName());
        properties.setProperty("jambry.defaults.near", "invalidate");
        settle(properties);
        // a manager of its own beside the one of the column without
        return Caching.getCachingProvider(Jambry.PROVIDER)
                .getCacheManager(
                        URI.create(Jambry.serverUri() + "/0?client-name="
                                + getClass().getSimpleName()),
                        JambryNear.class.getClassLoader(),
                        properties);
    }

    /** Sets what differs. */
    void settle(Properties properties) {
        // nothing
    }

    @Override
    void warm(CacheManager manager) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (String cache : manager.getCacheNames()) {
            JambryCache<String, Object> warmed = JambryCache.of(manager.getCache(cache));
            while (warmed.near().orElseThrow().size() < Workload.KEYS) {
                Workload.NAMES.forEach(warmed::get);
                if (System.nanoTime() - end > 0) {
                    throw new IllegalStateException("nothing is kept near: " + warmed.near());
                }
            }
        }
    }
}
