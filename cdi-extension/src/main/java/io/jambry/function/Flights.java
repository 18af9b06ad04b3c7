// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a function that are under way, one for each key.
 *
 * <p>Who missed a key and finds no flight may have missed it before another flight stored it and landed. {@link #landed} tells:
 * if it has not changed since before the cache was read, no flight landed in between, and the miss still holds.
 *
 * <p>Thread-safe; holds no lock.
 */
final class Flights<K, V extends @Nullable Object> {

    private final ConcurrentMap<K, Flight<V>> underWay = new ConcurrentHashMap<>();
    private final AtomicLong landed = new AtomicLong();

    /** How many flights have landed so far. */
    long landed() {
        return landed.get();
    }

    /** Begins a flight, unless one is under way for the key, which is then returned. */
    @Nullable
    Flight<V> begin(K key, Flight<V> flight) {
        return underWay.putIfAbsent(key, flight);
    }

    void land(K key, Flight<V> flight) {
        landed.incrementAndGet();
        underWay.remove(key, flight);
    }
}
