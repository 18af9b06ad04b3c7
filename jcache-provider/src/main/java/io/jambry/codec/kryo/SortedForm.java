// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sorted map of the JDK: its comparator, then its entries. */
final class SortedForm extends Form<SortedMap<Object, Object>> {

    SortedForm() {
        super(Parts.ELEMENTS);
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, SortedMap<Object, Object> map) {
        kryo.writeClassAndObject(out, map.comparator());
        MapForm.writeEntries(kryo, out, map);
    }

    @Override
    SortedMap<Object, Object> readParts(
            BoundedKryo kryo, BoundedInput in, Class<? extends SortedMap<Object, Object>> type) {
        @SuppressWarnings("unchecked") // what it cannot compare it throws at
        Comparator<Object> comparator = (@Nullable Comparator<Object>) kryo.readClassAndObject(in);
        SortedMap<Object, Object> map = new TreeMap<>(comparator);
        kryo.reference(map);
        MapForm.readEntries(kryo, in, map, in.readSize());
        return map;
    }
}
