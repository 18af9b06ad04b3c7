// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.codec.KeyCodec;
import io.jambry.codec.ValueCodec;
import io.jambry.event.Decoding;

/** The keys and values of one cache as the store has them. Thread-safe. */
record StoredForm<K, V>(KeyCodec keys, ValueCodec values) implements Decoding<K, V> {

    @Override
    @SuppressWarnings("unchecked") // only keys of this cache are written under its name
    public K key(byte[] bytes) {
        return (K) keys.decode(bytes);
    }

    @Override
    @SuppressWarnings("unchecked") // a wrong type is met where the value is used, as in every generic collection
    public V value(byte[] bytes, byte[] key) {
        return (V) values.decode(bytes, key);
    }
}
