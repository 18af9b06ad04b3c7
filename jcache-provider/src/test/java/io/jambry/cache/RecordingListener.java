// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Notes every event as text, such as {@code UPDATED key=new<-old}; does more if told to. */
class RecordingListener<K, V>
        implements CacheEntryCreatedListener<K, V>,
                CacheEntryUpdatedListener<K, V>,
                CacheEntryRemovedListener<K, V>,
                CacheEntryExpiredListener<K, V>,
                Closeable {

    private static final long serialVersionUID = 1L;

    private final transient List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final transient AtomicInteger closed = new AtomicInteger();
    private transient volatile Consumer<CacheEntryEvent<? extends K, ? extends V>> then = event -> {};

    /** Does something after noting each event. */
    RecordingListener<K, V> then(Consumer<CacheEntryEvent<? extends K, ? extends V>> action) {
        then = action;
        return this;
    }

    CacheEntryListenerConfiguration<K, V> synchronous() {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(this), null, true, true);
    }

    CacheEntryListenerConfiguration<K, V> asynchronous() {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(this), null, true, false);
    }

    /** What was noted so far. */
    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** What was noted since the last call. */
    List<String> take() {
        synchronized (heard) {
            List<String> taken = List.copyOf(heard);
            heard.clear();
            return taken;
        }
    }

    int closed() {
        return closed.get();
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(this::note);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(this::note);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(this::note);
    }

    @Override
    public void onExpired(Iterable<CacheEntryEvent<? extends K, ? extends V>> events) {
        events.forEach(this::note);
    }

    private void note(CacheEntryEvent<? extends K, ? extends V> event) {
        heard.add(
                switch (event.getEventType()) {
                    case CREATED -> "CREATED " + event.getKey() + "=" + event.getValue();
                    case UPDATED -> "UPDATED " + event.getKey() + "=" + event.getValue() + "<-" + event.getOldValue();
                    case REMOVED -> "REMOVED " + event.getKey() + "<-" + event.getOldValue();
                    case EXPIRED -> "EXPIRED " + event.getKey() + "<-" + event.getOldValue();
                });
        then.accept(event);
    }

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
