// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map of the server as {@code java.util.concurrent} sees it. Keys are compared as bytes, which for keys is the same as
 * {@link Object#equals}; values are compared here. Thread-safe.
 */
final class MapView<K, V> extends EntriesView<K, V> {

    private final RedisMap<K, V> map;

    MapView(RedisMap<K, V> map) {
        this.map = map;
    }

    @Override
    Iterator<Map.Entry<K, V>> walk() {
        return map.entries();
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, map.size().call());
    }

    @Override
    public boolean isEmpty() {
        return !map.exists().call();
    }

    @Override
    public boolean containsKey(Object key) {
        return Asked.isTrue(() -> map.containsKey(cast(key)).call());
    }

    @Override
    public @Nullable V get(Object key) {
        return Asked.<V>orNull(() -> map.get(cast(key)).call().orElse(null));
    }

    @Override
    public @Nullable V put(K key, V value) {
        return map.getAndPut(key, value).call().orElse(null);
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> entries) {
        if (!entries.isEmpty()) {
            map.putAll(entries).call();
        }
    }

    @Override
    public @Nullable V remove(Object key) {
        return Asked.<V>orNull(() -> map.getAndRemove(cast(key)).call().orElse(null));
    }

    @Override
    public boolean remove(Object key, Object value) {
        return Asked.isTrue(() -> map.changeEqual(cast(key), value, map.scripts()::remove));
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return map.replace(key, value).call().orElse(null);
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        byte[] bytes = map.value(value);
        return map.changeEqual(key, expected, (field, there) -> map.scripts().replace(field, there, bytes));
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        while (!map.putIfAbsent(key, value).call()) {
            V there = map.get(key).call().orElse(null);
            if (there != null) {
                return there;
            }
        }
        return null;
    }

    @Override
    public void clear() {
        map.delete().call();
    }

    @SuppressWarnings("unchecked") // what is no key is refused when it is encoded
    private K cast(Object key) {
        return (K) key;
    }
}
