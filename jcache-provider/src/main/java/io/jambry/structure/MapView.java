// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A map of the server as {@code java.util.concurrent} sees it. Equality is that of bytes, which for keys is that of
 * {@link Object#equals}. Thread-safe.
 */
final class MapView<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

    private final RedisMap<K, V> map;

    MapView(RedisMap<K, V> map) {
        this.map = map;
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
    @SuppressWarnings("unchecked") // what is no key of this map is refused when it is encoded
    public boolean containsKey(Object key) {
        return map.containsKey((K) key).call();
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable V get(Object key) {
        return map.get((K) key).call().orElse(null);
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
    @SuppressWarnings("unchecked")
    public @Nullable V remove(Object key) {
        return map.getAndRemove((K) key).call().orElse(null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public boolean remove(Object key, Object value) {
        return map.remove((K) key, (V) value).call();
    }

    @Override
    public @Nullable V replace(K key, V value) {
        return map.replace(key, value).call().orElse(null);
    }

    @Override
    public boolean replace(K key, V expected, V value) {
        return map.replace(key, expected, value).call();
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

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
        return new Entries();
    }

    /** The entries, which write through. */
    private final class Entries extends AbstractSet<Map.Entry<K, V>> {

        @Override
        public int size() {
            return MapView.this.size();
        }

        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
            Iterator<Map.Entry<K, V>> walk = map.entries();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return walk.hasNext();
                }

                @Override
                public Map.Entry<K, V> next() {
                    return new Written(walk.next());
                }

                @Override
                public void remove() {
                    walk.remove();
                }
            };
        }

        @Override
        public void clear() {
            MapView.this.clear();
        }
    }

    /** An entry whose new values are written to the server. */
    private final class Written extends SimpleEntry<K, V> {

        private static final long serialVersionUID = 1L;

        Written(Map.Entry<K, V> entry) {
            super(entry);
        }

        @Override
        public V setValue(V value) {
            map.put(getKey(), value).call();
            return super.setValue(value);
        }
    }
}
