// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.CacheEntryGapListener;
import io.jambry.JambryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what it hears, and keeps a copy of the entries as one should: by the events, and read anew when some may be
 * missing. Thread-safe.
 */
final class Witness
        implements CacheEntryCreatedListener<String, String>,
                CacheEntryUpdatedListener<String, String>,
                CacheEntryRemovedListener<String, String>,
                CacheEntryGapListener<String, String> {

    private static final long serialVersionUID = 1L;

    /**
     * One thing that was heard.
     *
     * @param key the entry
     * @param event as {@link Written} names it
     */
    record Heard(String key, String event) {}

    /**
     * A time when events were missing.
     *
     * @param at when it was told, as {@link System#nanoTime} tells
     * @param reason what was said
     */
    record Gap(long at, String reason) {}

    private final transient Set<String> keys;
    private final transient List<Heard> heard = new ArrayList<>();
    private final transient List<Gap> gaps = new ArrayList<>();
    private final transient Map<String, String> copy = new HashMap<>();

    /** The keys of which an event has come since the last gap. */
    private final transient Set<String> followed = new HashSet<>();

    private transient long breaks;
    private transient boolean stale;

    Witness(Set<String> keys) {
        this.keys = keys;
    }

    CacheEntryListenerConfiguration<String, String> registration() {
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(this), null, /* isOldValueRequired= */ true, /* isSynchronous= */ false);
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        events.forEach(event -> note(event, Written.put(event.getValue()), event.getValue(), /* before= */ null));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        events.forEach(event -> note(event, Written.put(event.getValue()), event.getValue(), event.getOldValue()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
        events.forEach(
                event -> note(event, Written.removal(event.getOldValue()), /* value= */ null, event.getOldValue()));
    }

    private synchronized void note(
            CacheEntryEvent<? extends String, ? extends String> event,
            String name,
            @Nullable String value,
            @Nullable String before) {
        String key = event.getKey();
        heard.add(new Heard(key, name));
        if (!followed.add(key) && !Objects.equals(copy.get(key), before)) {
            breaks++;
        }
        if (value == null) {
            copy.remove(key);
        } else {
            copy.put(key, value);
        }
        if (stale) {
            readAnew(event.getSource());
        }
    }

    @Override
    public synchronized void onGap(String reason, Cache<String, String> cache) {
        gaps.add(new Gap(System.nanoTime(), reason));
        readAnew(cache);
    }

    @SuppressWarnings("unchecked") // it is registered with a cache of texts
    private void readAnew(Cache<?, ?> cache) {
        followed.clear();
        try {
            Map<String, String> now = ((Cache<String, String>) cache).getAll(keys);
            copy.clear();
            copy.putAll(now);
            stale = false;
        } catch (JambryException e) {
            // the servers are away: with the next event
            stale = true;
        }
    }

    synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    synchronized List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    synchronized Map<String, String> copy() {
        return Map.copyOf(copy);
    }

    /** How many events tell of another value before than the event of the key before left, with no gap between. */
    synchronized long breaks() {
        return breaks;
    }
}
