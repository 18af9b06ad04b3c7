// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.cdi;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What books cost, by annotations of our own: for ten minutes, or until the price is raised. */
@ApplicationScoped
public class Prices {

    private final ConcurrentMap<Long, Integer> raises = new ConcurrentHashMap<>();
    private final AtomicInteger questions = new AtomicInteger();

    @Cached(cache = "prices", ttl = "10m", jitter = 10)
    public Price price(long isbn) {
        return new Price(10 + raises.getOrDefault(isbn, 0), questions.incrementAndGet());
    }

    @CacheEvict(cache = "prices")
    public void raise(long isbn) {
        raises.merge(isbn, 1, Integer::sum);
    }
}
