// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;

/** The books, far away: titles are kept by the annotations of JSR-107. The number in a title tells how often somebody had to go there. */
@ApplicationScoped
@CacheDefaults(cacheName = "titles")
public class Shelf {

    private final AtomicInteger walks = new AtomicInteger();

    @CacheResult
    public String title(long isbn) {
        return "title " + isbn + " of walk " + walks.incrementAndGet();
    }

    @CachePut
    public void rename(@CacheKey long isbn, @CacheValue String title) {
        walks.incrementAndGet();
    }

    @CacheRemove
    public void forget(long isbn) {}
}
