// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.function.CacheTags;
import javax.cache.Cache;

/** Finds the caches that annotations name. Thread-safe. */
public interface CacheSource {

    /**
     * The cache of a name, opened if need be.
     *
     * @throws io.jambry.cdi.CacheAnnotationException if there is none, and none is to be made
     */
    Cache<Object, Object> cache(String name);

    /** The tags of results in all caches. */
    CacheTags tags();
}
