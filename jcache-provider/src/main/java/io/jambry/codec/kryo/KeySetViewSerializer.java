// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.concurrent.ConcurrentHashMap;

/** Reads Redisson's layout of a set on a concurrent map: the map, then the value for new keys. Thread-safe. */
final class KeySetViewSerializer extends Serializer<ConcurrentHashMap.KeySetView<Object, Object>> {

    @Override
    public void write(Kryo kryo, Output out, ConcurrentHashMap.KeySetView<Object, Object> set) {
        throw new UnsupportedOperationException("this reads only");
    }

    @Override
    @SuppressWarnings("unchecked") // what is no map is thrown at
    public ConcurrentHashMap.KeySetView<Object, Object> read(
            Kryo kryo, Input in, Class<? extends ConcurrentHashMap.KeySetView<Object, Object>> type) {
        ConcurrentHashMap<Object, Object> map = (ConcurrentHashMap<Object, Object>) kryo.readClassAndObject(in);
        Object value = kryo.readClassAndObject(in);
        return value == null ? map.keySet() : map.keySet(value);
    }
}
