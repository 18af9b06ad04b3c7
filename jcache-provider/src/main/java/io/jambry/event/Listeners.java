// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * The listeners of a cache that only this JVM changes.
 *
 * <p>Synchronous listeners run in the thread that publishes; a failing one does not stop the others, and the publisher gets
 * its exception after all have run. Asynchronous listeners run on the executor, one event of a registration after the other,
 * in the order of publishing; what they throw is counted, and the first of a kind logged. Who publishes holds back changes of the same key until it is done,
 * so that events of a key arrive in the order of its changes.
 *
 * <p>Thread-safe.
 */
public final class Listeners<K, V> implements Registrations<K, V> {

    private final CopyOnWriteArrayList<Lane<K, V>> lanes = new CopyOnWriteArrayList<>();
    private final Executor executor;
    private final ListenerFailures failures;
    private volatile Interest interest = Interest.NONE;

    /**
     * No listeners yet.
     *
     * @param cacheName the cache, for messages
     * @param executor runs asynchronous listeners
     */
    public Listeners(String cacheName, Executor executor) {
        this.executor = executor;
        this.failures = new ListenerFailures(cacheName);
    }

    /**
     * What the listeners want to hear.
     *
     * @return a snapshot
     */
    public Interest interest() {
        return interest;
    }

    @Override
    public synchronized void register(CacheEntryListenerConfiguration<K, V> configuration) {
        if (lanes.stream().anyMatch(lane -> lane.registration.configuration().equals(configuration))) {
            throw new IllegalArgumentException("an equal listener configuration is registered already");
        }
        lanes.add(new Lane<>(new Registration<>(configuration, failures), executor));
        interest = interestNow();
    }

    @Override
    public synchronized List<Closeable> deregister(CacheEntryListenerConfiguration<K, V> configuration) {
        List<Closeable> closeables = new ArrayList<>();
        lanes.removeIf(lane -> {
            boolean found = lane.registration.configuration().equals(configuration);
            if (found) {
                lane.end();
                closeables.addAll(lane.registration.closeables());
            }
            return found;
        });
        interest = interestNow();
        return closeables;
    }

    @Override
    public synchronized List<Closeable> clear() {
        lanes.forEach(Lane::end);
        List<Closeable> closeables = lanes.stream()
                .flatMap(lane -> lane.registration.closeables().stream())
                .toList();
        lanes.clear();
        interest = Interest.NONE;
        return closeables;
    }

    @Override
    public ListenerFailures failures() {
        return failures;
    }

    /**
     * Shows changes to the listeners.
     *
     * @param source the cache they happened in
     * @param changes in the order they happened
     * @throws CacheEntryListenerException if a synchronous listener or its filter threw; the other failures are suppressed in it
     */
    public void publish(Cache<K, V> source, List<Change<K, V>> changes) {
        CacheEntryListenerException failure = null;
        for (Change<K, V> change : changes) {
            for (Lane<K, V> lane : lanes) {
                try {
                    lane.accept(source, change);
                } catch (CacheEntryListenerException e) {
                    failure = join(failure, e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private static CacheEntryListenerException join(
            @Nullable CacheEntryListenerException first, CacheEntryListenerException next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }

    private Interest interestNow() {
        return Interest.of(lanes.stream().map(lane -> lane.registration).toList());
    }
}
