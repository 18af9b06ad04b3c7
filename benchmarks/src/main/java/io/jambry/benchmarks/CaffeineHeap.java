// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import javax.cache.CacheManager;
import javax.cache.Caching;

/** The column of Caffeine's JCache. */
public class CaffeineHeap extends HeapOperations {

    @Override
    CacheManager open() {
        return Caching.getCachingProvider("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                .getCacheManager();
    }
}
