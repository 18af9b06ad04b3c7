// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.CacheEntryGapListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/** Keeps books of what it hears: the values of each key in order, and the gaps. Fails on {@link #REFUSED}. Thread-safe. */
final class Audit
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryUpdatedListener<String, String>,
                CacheEntryGapListener<String, String> {

    /** A value that this listener throws at. */
    static final String REFUSED = "refused";

    private static final long serialVersionUID = 1L;

    private final transient Map<String, List<String>> values = new HashMap<>();
    private final transient List<String> gaps = new ArrayList<>();
    private transient long events;
    private transient long breaks;

    CacheEntryListenerConfiguration<String, String> registration(boolean isSynchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(this), null, /* isOldValueRequired= */ true, isSynchronous);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        heard.forEach(event -> note(event, null));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> heard) {
        heard.forEach(event -> note(event, event.getOldValue()));
    }

    private synchronized void note(
            CacheEntryEvent<? extends String, ? extends String> event, @Nullable String oldValue) {
        if (event.getValue().equals(REFUSED)) {
            throw new IllegalStateException("on purpose");
        }
        List<String> before = values.computeIfAbsent(event.getKey(), any -> new ArrayList<>());
        if (!before.isEmpty() && !before.get(before.size() - 1).equals(oldValue)) {
            breaks++;
        }
        before.add(event.getValue());
        events++;
    }

    @Override
    public synchronized void onGap(String reason, Cache<String, String> cache) {
        gaps.add(reason);
    }

    synchronized long events() {
        return events;
    }

    /** How many different values were heard. */
    synchronized int distinct() {
        Set<String> all = new HashSet<>();
        values.values().forEach(all::addAll);
        return all.size();
    }

    /** How many events tell of another old value than the event before told as the new one. */
    synchronized long breaks() {
        return breaks;
    }

    synchronized List<String> gaps() {
        return List.copyOf(gaps);
    }

    synchronized Collection<String> keys() {
        return List.copyOf(values.keySet());
    }

    synchronized List<String> of(String key) {
        return List.copyOf(values.getOrDefault(key, Collections.emptyList()));
    }
}
