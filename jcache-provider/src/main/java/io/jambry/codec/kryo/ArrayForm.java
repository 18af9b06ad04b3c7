// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/** An array of objects or of arrays. */
final class ArrayForm extends Form<@Nullable Object[]> {

    private final Class<?> elementType;

    ArrayForm(Class<?> elementType) {
        super(Parts.ELEMENTS);
        this.elementType = elementType;
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, @Nullable Object[] array) {
        out.writeVarInt(array.length, true);
        for (Object element : array) {
            kryo.writeClassAndObject(out, element);
        }
    }

    @Override
    @Nullable
    Object[] readParts(BoundedKryo kryo, BoundedInput in, Class<? extends @Nullable Object[]> type) {
        @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(elementType, in.readSize());
        kryo.reference(array);
        for (int i = 0; i < array.length; i++) {
            array[i] = kryo.readClassAndObject(in);
        }
        return array;
    }
}
