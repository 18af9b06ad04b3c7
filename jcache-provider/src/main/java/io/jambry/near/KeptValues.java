// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.NearReads;
import io.jambry.NearStatistics;
import io.jambry.spi.Live;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values at hand beside a store, for as long as they are current. Thread-safe. */
public interface KeptValues<K, V> {

    /**
     * Looks for a value.
     *
     * @param key the key
     * @return a value that a read of the store would answer, the caller's own; null if none is at hand
     */
    @Nullable
    V get(K key);

    /**
     * Tells whether a value is at hand. Nothing is counted.
     *
     * @param key the key
     * @return whether {@link #get} would answer; false unless overridden
     */
    default boolean holds(K key) {
        return false;
    }

    /**
     * Tells how long the entry of a value that is at hand will still live. Nothing is counted.
     *
     * @param key the key
     * @return milliseconds; {@link Long#MAX_VALUE} if it has no end, or that is not known
     */
    long remainingMillis(K key);

    /**
     * Takes note of the object that was made of a value just read.
     *
     * @param key the key
     * @param value the value, which the caller keeps
     * @param proof what the store gave with it; null if it gave nothing
     */
    void keep(K key, V value, @Nullable Live proof);

    /** Lets go of what is not current any more. */
    void prune();

    /** Has {@link #reads} find nothing from now on: the cache is closed, and who asks it is told so. */
    default void close() {
        // nobody else looks
    }

    /**
     * Reads that nobody counts.
     *
     * @return empty unless this is a near cache
     */
    default Optional<NearReads<K, V>> reads() {
        return Optional.empty();
    }

    /**
     * What a near cache has done.
     *
     * @return empty unless this is one
     */
    default Optional<NearStatistics> statistics() {
        return Optional.empty();
    }
}
