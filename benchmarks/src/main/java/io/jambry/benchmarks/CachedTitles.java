// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/** A bean with methods whose results are cached. They are public, as those of most beans are: others the container calls by reflection. */
@ApplicationScoped
public class CachedTitles {

    /** Of the keys that are declared to be {@link Long}. */
    static final String DECLARED = "declared";

    /** Of generated keys, because no type is declared. */
    static final String GENERATED = "generated";

    /** Of mutable values, of which each caller gets a copy. */
    static final String ORDERS = "orders";

    private volatile boolean isCached;

    /** Says that every result is in the cache, so that a call that reaches a method is no hit and fails. */
    public void forbidCalls() {
        isCached = true;
    }

    @Cached(cache = DECLARED)
    public String cached(long id) {
        return title();
    }

    @CacheResult(cacheName = DECLARED)
    public String cacheResult(long id) {
        return title();
    }

    @CacheResult(cacheName = GENERATED)
    public String cacheResultGenerated(long id) {
        return title();
    }

    @Answered
    public String answered(long id) {
        return title();
    }

    @Cached(cache = ORDERS)
    public HeapOperations.Order order(long id) {
        return new HeapOperations.Order(title());
    }

    private String title() {
        if (isCached) {
            throw new IllegalStateException("the cache did not answer");
        }
        return Workload.VALUE;
    }
}
