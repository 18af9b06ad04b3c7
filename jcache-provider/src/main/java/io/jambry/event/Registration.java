// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.CacheEntryGapListener;
import io.jambry.DecodingException;
import java.io.Closeable;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/** One registered listener: the only place that calls listeners and filters. */
final class Registration<K, V> {

    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;
    private final EnumSet<EventType> types = EnumSet.noneOf(EventType.class);
    private final ListenerFailures failures;

    Registration(CacheEntryListenerConfiguration<K, V> configuration, ListenerFailures failures) {
        this.configuration = configuration;
        this.failures = failures;
        this.listener = Objects.requireNonNull(
                        configuration.getCacheEntryListenerFactory(),
                        "the listener configuration has no listener factory")
                .create();
        this.filter = filter(configuration, listener);
        note(CacheEntryCreatedListener.class, EventType.CREATED);
        note(CacheEntryUpdatedListener.class, EventType.UPDATED);
        note(CacheEntryRemovedListener.class, EventType.REMOVED);
        note(CacheEntryExpiredListener.class, EventType.EXPIRED);
    }

    /** Where there is no filter to be had, there is no registration, and nobody else would close the listener. */
    private static <K, V> @Nullable CacheEntryEventFilter<? super K, ? super V> filter(
            CacheEntryListenerConfiguration<K, V> configuration, CacheEntryListener<? super K, ? super V> listener) {
        Factory<CacheEntryEventFilter<? super K, ? super V>> factory = configuration.getCacheEntryEventFilterFactory();
        try {
            return factory == null ? null : factory.create();
        } catch (RuntimeException | Error e) {
            if (listener instanceof Closeable closeable) {
                try {
                    closeable.close();
                } catch (IOException | RuntimeException closing) {
                    e.addSuppressed(closing);
                }
            }
            throw e;
        }
    }

    private void note(Class<?> listenerType, EventType eventType) {
        if (listenerType.isInstance(listener)) {
            types.add(eventType);
        }
    }

    CacheEntryListenerConfiguration<K, V> configuration() {
        return configuration;
    }

    Set<EventType> types() {
        return types;
    }

    boolean oldValueRequired() {
        return configuration.isOldValueRequired();
    }

    boolean synchronous() {
        return configuration.isSynchronous();
    }

    /**
     * Shows the listener a change, if it wants it and the filter lets it pass.
     *
     * @throws CacheEntryListenerException if the filter or the listener throws
     */
    void deliver(Cache<K, V> source, Change<K, V> change) {
        if (!types.contains(change.type())) {
            return;
        }
        try {
            show(source, new EntryEvent<>(source, change, oldValueRequired()));
        } catch (CacheEntryListenerException | Error e) {
            failures.add();
            throw e;
        }
    }

    /**
     * Shows the listener a change that was told, if it wants it and the filter lets it pass. Where it looks at what cannot be decoded, and
     * does not expect that, the event is over.
     *
     * @throws CacheEntryListenerException if the filter or the listener throws anything else
     */
    void deliver(Cache<K, V> source, ToldChange<K, V> change) {
        if (!types.contains(change.type())) {
            return;
        }
        try {
            show(source, new ToldEvent<>(source, change, oldValueRequired()));
        } catch (CacheEntryListenerException | Error e) {
            if (!(e.getCause() instanceof DecodingException undecodable && change.failedWith(undecodable))) {
                failures.add();
                throw e;
            }
        }
    }

    /** Tells the listener that events may be missing, if it wants to know. */
    @SuppressWarnings("unchecked") // it listens to keys and values of these types
    void deliver(Cache<K, V> source, News.Gap<K, V> gap) {
        if (listener instanceof CacheEntryGapListener<?, ?> gapListener) {
            try {
                ((CacheEntryGapListener<K, V>) gapListener).onGap(gap.reason(), source);
            } catch (RuntimeException | Error e) {
                failures.add();
                throw e;
            }
        }
    }

    /** Logs what the listener threw, where nobody waits who could be told. */
    void log(Throwable failure) {
        failures.log("listener " + listener.getClass().getName(), failure);
    }

    boolean hearsOfGaps() {
        return listener instanceof CacheEntryGapListener;
    }

    private void show(Cache<K, V> source, CacheEntryEvent<K, V> event) {
        try {
            if (filter == null || filter.evaluate(event)) {
                call(event);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (Exception e) {
            // whatever it is: code that is not Java throws checked exceptions too
            throw new CacheEntryListenerException(
                    "cache '" + source.getName() + "': a listener failed on an event of type " + event.getEventType(),
                    e);
        }
    }

    @SuppressWarnings("unchecked") // the listener implements the interface of each type in 'types'
    private void call(CacheEntryEvent<K, V> event) {
        List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        Consumer<Iterable<CacheEntryEvent<? extends K, ? extends V>>> method = switch (event.getEventType()) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener)::onCreated;
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener)::onUpdated;
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener)::onRemoved;
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener)::onExpired;
        };
        method.accept(events);
    }

    /** The customisations made for this registration that want to be closed. */
    List<Closeable> closeables() {
        return java.util.stream.Stream.of(listener, filter)
                .filter(Closeable.class::isInstance)
                .map(Closeable.class::cast)
                .toList();
    }
}
