// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A namespace on a server: the register of its caches, and their stores. Managers that open the same namespace on the same
 * server share both.
 *
 * <p>Thread-safe.
 */
public interface Namespace extends AutoCloseable {

    /** How long the maker of a change waits for synchronous listeners unless told otherwise. */
    Duration LISTENER_TIMEOUT = Duration.ofSeconds(5);

    /**
     * The register of the caches in this namespace.
     *
     * @return the register
     */
    Registry registry();

    /**
     * The store of a cache. Opening it creates nothing on the server.
     *
     * @param cacheName the name of the cache, any text
     * @return a store, to be closed by the caller
     */
    Store store(String cacheName);

    /**
     * The store of a cache that has limits. Opening it creates nothing on the server.
     *
     * @param cacheName the name of the cache, any text
     * @param bounds the limits; who opens the same cache gives the same
     * @return a store, to be closed by the caller; empty where caches have no limits
     */
    default Optional<Store> bounded(String cacheName, Bounds bounds) {
        return Optional.empty();
    }

    /**
     * The changes of a cache, for a namespace that several JVMs share. Opening it wants nothing yet.
     *
     * @param cacheName the name of a cache this member has open
     * @param receiver hears of them
     * @return the feed, to be closed by the caller; empty where only this JVM changes entries, so that it knows of each change
     */
    default Optional<Feed> feed(String cacheName, ChangeReceiver receiver) {
        return feed(cacheName, receiver, LISTENER_TIMEOUT);
    }

    /**
     * The same, with a limit of its own to how long the maker of a change waits for synchronous listeners.
     *
     * @param cacheName the name of a cache this member has open
     * @param receiver hears of the changes
     * @param listenerTimeout how long {@link Feed#awaitListeners} waits at the most
     * @return the feed, to be closed by the caller; empty where only this JVM changes entries
     */
    default Optional<Feed> feed(String cacheName, ChangeReceiver receiver, Duration listenerTimeout) {
        return Optional.empty();
    }

    /**
     * The queue of a cache's writes for its system of record. Opening it creates nothing on the server.
     *
     * @param cacheName the name of the cache
     * @param limits how it behaves
     * @param consistency what a write asks of replicas before it counts as queued
     * @return the queue, which need not be closed; empty where nothing would outlive this JVM
     */
    default Optional<WriteQueue> writeQueue(String cacheName, WriteQueue.Limits limits, Consistency consistency) {
        return Optional.empty();
    }

    /**
     * The statistics of all members, added up.
     *
     * @return empty if there are no others
     */
    default Optional<SharedCounters> counters() {
        return Optional.empty();
    }

    /**
     * Prolongs the membership, and takes up the modes that have changed. To be called every third of the lease.
     *
     * @return the names of the caches this member had open which were destroyed elsewhere; they are not open any more
     */
    default Set<String> beat() {
        registry().renew();
        return Set.of();
    }

    /**
     * How the servers behind this namespace are doing.
     *
     * @return a snapshot of those known at the moment; none unless overridden
     */
    default List<NodeStatus> nodes() {
        return List.of();
    }

    /** Gives up membership and connections; what is stored stays. */
    @Override
    void close();
}
