// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A sorted set of the JDK: its comparator, then its elements. */
final class SortedSetForm extends Form<SortedSet<Object>> {

    SortedSetForm() {
        super(Parts.ELEMENTS);
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, SortedSet<Object> set) {
        kryo.writeClassAndObject(out, set.comparator());
        int left = set.size();
        out.writeVarInt(left, true);
        for (Object element : set) {
            kryo.writeClassAndObject(out, element);
            left--;
        }
        CollectionForm.requireUnchanged(left);
    }

    @Override
    SortedSet<Object> readParts(BoundedKryo kryo, BoundedInput in, Class<? extends SortedSet<Object>> type) {
        @SuppressWarnings("unchecked") // what it cannot compare it throws at
        Comparator<Object> comparator = (@Nullable Comparator<Object>) kryo.readClassAndObject(in);
        SortedSet<Object> set = new TreeSet<>(comparator);
        kryo.reference(set);
        int size = in.readSize();
        for (int i = 0; i < size; i++) {
            set.add(kryo.readClassAndObject(in));
        }
        CollectionForm.requireDistinct(size, set.size());
        return set;
    }
}
