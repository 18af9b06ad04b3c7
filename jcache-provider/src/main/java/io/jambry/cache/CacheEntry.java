// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import javax.cache.Cache;

/** A key and its value, as iterators return them and writers take them. */
record CacheEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a cache entry cannot be unwrapped to " + type.getName());
    }

    /** Keys and values do not belong into logs. */
    @Override
    public String toString() {
        return "Cache.Entry";
    }
}
