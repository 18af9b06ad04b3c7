// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.codec.KeyCodec;
import io.jambry.event.Listeners;
import io.jambry.event.Registrations;
import io.jambry.event.SharedListeners;
import io.jambry.near.KeptValues;
import io.jambry.spi.Consistency;
import io.jambry.spi.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a cache is put together from. The façade and its views share one.
 *
 * @param store the entries as bytes
 * @param reads the same for reads that decide about nothing, so that replicas may answer them
 * @param keys the keys as bytes
 * @param values the values as bytes
 * @param renewals rewrites values that reads find in an old form, if the cache is set so
 * @param counters the statistics
 * @param ledger counts and notes events
 * @param live values at hand: of a store in this JVM as objects, of another one kept near; null if there are none
 * @param ignoresAccess whether accesses prolong nothing, whatever the expiry policy says
 * @param listeners whom the engine shows what it changes; nobody where the changes come by a feed
 * @param registrations where listeners are registered
 * @param heard the end of a method that may change something
 * @param locks the updates under way in this JVM
 * @param deliveries the deliveries of events under way in this JVM
 * @param leases the claims this JVM holds
 * @param longestWait how long an operation waits for another's update of the same entry
 * @param pageSize how many entries are asked for at a time
 * @param loader the loader, if there is one
 * @param readThrough whether reads use it
 * @param writer who is told of changes before they are made, if the cache writes through
 * @param behind the queue between the cache and the system of record, if there is one
 * @param skipsFailedWrites whether a load is of use although it cannot be stored
 * @param loads the loads that run in the background
 * @param background runs loads that nobody waits for
 * @param callers runs the calls of the asynchronous view
 */
record CacheParts<K, V>(
        Store store,
        Store reads,
        KeyCodec keys,
        Values<V> values,
        Renewals renewals,
        Counters counters,
        Ledger<K, V> ledger,
        @Nullable KeptValues<K, V> live,
        boolean ignoresAccess,
        Listeners<K, V> listeners,
        Registrations<K, V> registrations,
        Heard heard,
        KeyLocks locks,
        KeyLocks deliveries,
        Leases leases,
        Leases loadLeases,
        Removals removals,
        Duration longestWait,
        int pageSize,
        @Nullable ReadThrough<K, V> loader,
        boolean readThrough,
        @Nullable Writes<K, V> writer,
        @Nullable Behind<K, V> behind,
        boolean skipsFailedWrites,
        PendingLoads loads,
        Executor background,
        Executor callers) {

    /** The same with another consistency. */
    CacheParts<K, V> with(Consistency consistency) {
        return new CacheParts<>(
                store.with(consistency.readingFromPrimary()),
                store.with(consistency),
                keys,
                values,
                renewals,
                counters,
                ledger,
                live,
                ignoresAccess,
                listeners,
                registrations,
                heard,
                locks,
                deliveries,
                leases,
                loadLeases,
                removals,
                longestWait,
                pageSize,
                loader,
                readThrough,
                writer,
                behind,
                skipsFailedWrites,
                loads,
                background,
                callers);
    }

    /** The loader, if reads use it. */
    @Nullable
    ReadThrough<K, V> readLoader() {
        return readThrough ? loader : null;
    }

    /** The listeners, where other JVMs change the cache, too. */
    Optional<SharedListeners<K, V>> sharedListeners() {
        return registrations instanceof SharedListeners<K, V> shared ? Optional.of(shared) : Optional.empty();
    }

    /** Whether a read may change entries by more than a time to live. */
    boolean readsMayChange() {
        return readLoader() != null || values.deletesUndecodable();
    }
}
