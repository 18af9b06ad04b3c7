// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.io.Output;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the JDK makes from all its elements at once: an immutable or unmodifiable collection, an {@code Optional}. */
final class FixedForm<T> extends Form<T> {

    private final Function<T, @Nullable Object[]> apart;
    private final Function<@Nullable Object[], T> together;

    FixedForm(Function<T, @Nullable Object[]> apart, Function<@Nullable Object[], T> together) {
        super(Parts.FIXED_ELEMENTS);
        this.apart = apart;
        this.together = together;
    }

    @Override
    void writeParts(BoundedKryo kryo, Output out, T object) {
        @Nullable Object[] elements = apart.apply(object);
        out.writeVarInt(elements.length, true);
        for (Object element : elements) {
            kryo.writeClassAndObject(out, element);
        }
    }

    @Override
    T readParts(BoundedKryo kryo, BoundedInput in, Class<? extends T> type) {
        @Nullable Object[] elements = new @Nullable Object[in.readSize()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = kryo.readClassAndObject(in);
        }
        return together.apply(elements);
    }
}
