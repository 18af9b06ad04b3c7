// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.event.Change;
import io.jambry.event.Interest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Counts what operations did, and notes the events of it: the statistics and the listener table of JSR-107 1.1, written once.
 *
 * <p>Thread-safe.
 */
final class Ledger<K, V> {

    private final Counters counters;
    private final Values<V> values;

    Ledger(Counters counters, Values<V> values) {
        this.counters = counters;
        this.values = values;
    }

    /** What has to be asked of the store so that listeners can be told about a put under these times to live. */
    static Want wantOfPut(Interest interest) {
        if (interest.inOldValue(EventType.UPDATED)) {
            return Want.PREVIOUS;
        }
        return interest.in(EventType.CREATED) || interest.in(EventType.UPDATED) || interest.in(EventType.EXPIRED)
                ? Want.OUTCOME
                : Want.NOTHING;
    }

    /** What has to be asked of the store so that listeners can be told about a removal. */
    static Want wantOfRemove(Interest interest) {
        return interest.inOldValue(EventType.REMOVED) ? Want.PREVIOUS : Want.OUTCOME;
    }

    /** Counts an operation that is over and notes its events. */
    void settle(Settlement<K> deed, EntryScope<K, V> scope, Interest interest) {
        Operation operation = deed.operation();
        if (operation.countsLookup()) {
            counters.lookup(deed.present(), deed.start());
        }
        boolean changed = operation.countsChange();
        switch (deed.step()) {
            case PUT -> {
                if (changed) {
                    counters.puts(1, deed.start());
                }
            }
            case REMOVE -> {
                if (changed && deed.present()) {
                    counters.removals(1, deed.start());
                }
            }
            default -> {
                // neither a put nor a removal
            }
        }
        if (!interest.none()) {
            note(deed, scope, interest);
        }
    }

    private void note(Settlement<K> deed, EntryScope<K, V> scope, Interest interest) {
        expired(deed.key(), deed.expired(), scope, interest);
        switch (deed.step()) {
            case PUT -> {
                if (deed.present()) {
                    add(EventType.UPDATED, deed.key(), deed.value(), deed.before(), scope, interest);
                } else {
                    add(EventType.CREATED, deed.key(), deed.value(), null, scope, interest);
                }
                expiredAtOnce(deed, deed.value(), scope, interest);
            }
            case REMOVE -> {
                if (deed.present()) {
                    add(EventType.REMOVED, deed.key(), null, deed.before(), scope, interest);
                }
            }
            case TOUCH -> expiredAtOnce(deed, deed.before(), scope, interest);
            case NOTHING -> {
                // nothing to tell
            }
        }
    }

    private void expiredAtOnce(Settlement<K> deed, byte @Nullable [] value, EntryScope<K, V> scope, Interest interest) {
        if (deed.ttl().isZero()) {
            expired(deed.key(), value, scope, interest);
        }
    }

    /** Notes that an entry has been found expired; null: none was. */
    void expired(K key, byte @Nullable [] oldValue, EntryScope<K, V> scope, Interest interest) {
        if (oldValue != null) {
            add(EventType.EXPIRED, key, null, oldValue, scope, interest);
        }
    }

    private void add(
            EventType type,
            K key,
            byte @Nullable [] value,
            byte @Nullable [] oldValue,
            EntryScope<K, V> scope,
            Interest interest) {
        if (interest.in(type)) {
            V old = interest.inOldValue(type) ? values.decodeIfPossible(oldValue, scope.key()) : null;
            scope.add(new Change<>(type, key, values.decodeIfPossible(value, scope.key()), old));
        }
    }

    /**
     * What became of one entry.
     *
     * @param operation the row of the catalogue by which it is counted
     * @param key the key
     * @param start when the operation began, by the counters
     * @param present whether there was an entry
     * @param step what was done to it
     * @param value the new value, encoded
     * @param before the value before, encoded, where it is known
     * @param ttl the time to live it was given
     * @param expired the value of an expired entry that was found on the way
     */
    record Settlement<K>(
            Operation operation,
            K key,
            long start,
            boolean present,
            Plan.Step step,
            byte @Nullable [] value,
            byte @Nullable [] before,
            Ttl ttl,
            byte @Nullable [] expired) {}
}
