// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.NotExecutedException;
import io.jambry.cache.KeyLocks.Held;
import io.jambry.event.Change;
import io.jambry.event.Listeners;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import org.jspecify.annotations.Nullable;

/**
 * The time in which one thread changes an entry that others watch or must not change meanwhile.
 *
 * <p>Concurrency: the thread holds the key's update lock while it changes the entry. Closing the scope takes the key's
 * delivery lock before it gives the update lock back, and shows the events under the delivery lock alone: events of a key
 * arrive in the order of its changes, and no listener runs while the entry is locked.
 */
final class EntryScope<K, V> implements AutoCloseable {

    private final @Nullable Held held;
    private final KeyLocks deliveries;
    private final Listeners<K, V> listeners;
    private final Cache<K, V> source;
    private @Nullable List<Change<K, V>> changes;

    EntryScope(@Nullable Held held, KeyLocks deliveries, Listeners<K, V> listeners, Cache<K, V> source) {
        this.held = held;
        this.deliveries = deliveries;
        this.listeners = listeners;
        this.source = source;
    }

    /** The bytes of the key of the entry; only while somebody listens. */
    byte[] key() {
        return Objects.requireNonNull(held).key();
    }

    void add(Change<K, V> change) {
        if (changes == null) {
            changes = new ArrayList<>(2);
        }
        changes.add(change);
    }

    /** Lets go of the entry, then shows the listeners what happened. */
    @Override
    public void close() {
        if (held == null) {
            return;
        }
        if (changes == null) {
            held.release();
            return;
        }
        Held delivery;
        try {
            delivery = deliveries.acquire(held.key());
        } catch (NotExecutedException e) {
            // the wait has failed, not the change
            throw new CacheEntryListenerException(
                    "cache '" + source.getName()
                            + "': the entry has changed, but its listeners were not told, since they are"
                            + " busy with an earlier change of it in another thread; raise 'invoke-wait' or shorten what"
                            + " they do",
                    e);
        } finally {
            held.release();
        }
        try {
            listeners.publish(source, changes);
        } finally {
            delivery.release();
        }
    }
}
