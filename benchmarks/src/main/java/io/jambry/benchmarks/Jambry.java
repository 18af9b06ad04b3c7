// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import javax.cache.CacheManager;
import javax.cache.Caching;

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
}
