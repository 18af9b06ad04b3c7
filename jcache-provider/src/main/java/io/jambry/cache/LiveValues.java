// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.near.ImmutableTypes;
import io.jambry.near.KeptValues;
import io.jambry.spi.Live;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values of a store in this JVM as objects, beside their bytes, for as long as they are current. The store itself says so, so
 * that nothing here can be stale. Only keys and values of immutable types are kept: by-value storage stays what it is.
 *
 * <p>Thread-safe.
 */
final class LiveValues<K, V> implements KeptValues<K, V> {

    private static final int MOST = 10_000;

    private final ConcurrentHashMap<K, Value<V>> values = new ConcurrentHashMap<>();

    @Override
    public @Nullable V get(K key) {
        Value<V> found = values.get(key);
        if (found == null) {
            return null;
        }
        if (found.live.isCurrent()) {
            return found.value;
        }
        values.remove(key, found);
        return null;
    }

    @Override
    public long remainingMillis(K key) {
        Value<V> found = values.get(key);
        return found == null ? Long.MAX_VALUE : found.live.remainingMillis();
    }

    /** Keeps a value that was just read, if it comes with its proof and cannot change. */
    @Override
    public void keep(K key, V value, @Nullable Live live) {
        if (live == null || !ImmutableTypes.contain(key) || !ImmutableTypes.contain(value)) {
            return;
        }
        if (values.mappingCount() >= MOST) {
            values.clear();
        }
        values.put(key, new Value<>(value, live));
    }

    @Override
    public void prune() {
        values.values().removeIf(value -> !value.live.isCurrent());
    }

    private record Value<V>(V value, Live live) {}
}
