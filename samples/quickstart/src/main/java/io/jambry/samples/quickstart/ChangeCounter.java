// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;

/**
 * Counts the entries that this JVM creates and updates.
 *
 * <p>Thread-safe, as every listener must be.
 */
final class ChangeCounter implements CacheEntryCreatedListener<String, Long>, CacheEntryUpdatedListener<String, Long> {

    private final AtomicLong created = new AtomicLong();
    private final AtomicLong updated = new AtomicLong();

    void listenTo(Cache<String, Long> cache) {
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> this,
                /* filter= */ null,
                // the old value would have to be fetched for some operations: ask for it only if you need it
                /* isOldValueRequired= */ false,
                // an operation returns when its listeners are done, so the counters are exact at the end
                /* isSynchronous= */ true));
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
        events.forEach(event -> created.incrementAndGet());
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
        events.forEach(event -> updated.incrementAndGet());
    }

    long created() {
        return created.get();
    }

    long updated() {
        return updated.get();
    }
}
