// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.function.IntFunction;

/** A map of the JDK that takes its entries one by one. */
final class MapForm extends Form<Map<Object, Object>> {

    private final IntFunction<Map<Object, Object>> maker;

    MapForm(IntFunction<Map<Object, Object>> maker) {
        super(Parts.ELEMENTS);
        this.maker = maker;
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, Map<Object, Object> map) {
        writeEntries(kryo, out, map);
    }

    @Override
    Map<Object, Object> readParts(BoundedKryo kryo, BoundedInput in, Class<? extends Map<Object, Object>> type) {
        int size = in.readSize();
        Map<Object, Object> map = maker.apply(size);
        kryo.reference(map);
        readEntries(kryo, in, map, size);
        return map;
    }

    static void writeEntries(BoundedKryo kryo, Output out, Map<Object, Object> map) {
        int left = map.size();
        out.writeVarInt(left, true);
        for (Map.Entry<Object, Object> entry : map.entrySet()) {
            kryo.writeClassAndObject(out, entry.getKey());
            kryo.writeClassAndObject(out, entry.getValue());
            left--;
        }
        CollectionForm.requireUnchanged(left);
    }

    static void readEntries(BoundedKryo kryo, BoundedInput in, Map<Object, Object> map, int size) {
        for (int i = 0; i < size; i++) {
            Object key = kryo.readClassAndObject(in);
            map.put(key, kryo.readClassAndObject(in));
        }
        CollectionForm.requireDistinct(size, map.size());
    }
}
