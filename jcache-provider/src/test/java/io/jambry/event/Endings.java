// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.CacheEntryGapListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;

/** Keeps books of entries that were created and of those that have expired. Thread-safe. */
final class Endings
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryExpiredListener<String, String>,
                CacheEntryGapListener<String, String> {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> created = new HashMap<>();
    private final transient Map<String, String> expired = new HashMap<>();
    private final transient List<String> twice = new ArrayList<>();
    private final transient List<String> gaps = new ArrayList<>();

    CacheEntryListenerConfiguration<String, String> registration() {
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(this), null, /* isOldValueRequired= */ true, /* isSynchronous= */ false);
    }

    @Override
    public synchronized void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        heard.forEach(event -> created.put(event.getKey(), event.getValue()));
    }

    @Override
    public synchronized void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        for (CacheEntryEvent<? extends String, ? extends String> event : heard) {
            if (expired.put(event.getKey(), String.valueOf(event.getOldValue())) != null) {
                twice.add(event.getKey());
            }
        }
    }

    @Override
    public synchronized void onGap(String reason, Cache<String, String> cache) {
        gaps.add(reason);
    }

    synchronized int created() {
        return created.size();
    }

    synchronized int expired() {
        return expired.size();
    }

    /** Those that were created and have not expired yet. */
    synchronized Set<String> left() {
        Set<String> left = new HashSet<>(created.keySet());
        left.removeAll(expired.keySet());
        return left;
    }

    /** How many have expired, and how many of those twice, or with another value than they were created with. */
    synchronized String summary() {
        long wrong = expired.entrySet().stream()
                .filter(one -> !one.getValue().equals(created.get(one.getKey())))
                .count();
        return "expired " + expired.size() + ", twice " + twice.size() + ", wrong " + wrong;
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }
}
