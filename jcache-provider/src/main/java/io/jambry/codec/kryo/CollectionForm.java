// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.util.Collection;
import java.util.function.IntFunction;

/** A collection of the JDK that takes its elements one by one. */
final class CollectionForm extends Form<Collection<Object>> {

    private final IntFunction<Collection<Object>> maker;

    CollectionForm(IntFunction<Collection<Object>> maker) {
        super(Parts.ELEMENTS);
        this.maker = maker;
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, Collection<Object> collection) {
        int left = collection.size();
        out.writeVarInt(left, true);
        for (Object element : collection) {
            kryo.writeClassAndObject(out, element);
            left--;
        }
        requireUnchanged(left);
    }

    @Override
    Collection<Object> readParts(BoundedKryo kryo, BoundedInput in, Class<? extends Collection<Object>> type) {
        int size = in.readSize();
        Collection<Object> collection = maker.apply(size);
        kryo.reference(collection);
        for (int i = 0; i < size; i++) {
            collection.add(kryo.readClassAndObject(in));
        }
        requireDistinct(size, collection.size());
        return collection;
    }

    static void requireUnchanged(int left) {
        if (left != 0) {
            throw new Refusal("a collection changed while it was written");
        }
    }

    static void requireDistinct(int written, int read) {
        if (written != read) {
            throw new Refusal(
                    "elements of a collection are equal that were not; their classes changed, or it is damaged");
        }
    }
}
