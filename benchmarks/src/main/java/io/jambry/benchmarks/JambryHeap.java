// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** The column of Jambry without a server. */
public class JambryHeap extends HeapOperations {

    @Override
    CacheManager open() {
        return Caching.getCachingProvider(Jambry.PROVIDER)
                .getCacheManager(URI.create("memory:benchmark"), JambryHeap.class.getClassLoader());
    }
}
