// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import javax.cache.CacheManager;
import javax.cache.Caching;

/** The column of the reference implementation of JSR-107. */
public class ReferenceHeap extends HeapOperations {

    @Override
    CacheManager open() {
        return Caching.getCachingProvider("org.jsr107.ri.spi.RICachingProvider").getCacheManager();
    }
}
