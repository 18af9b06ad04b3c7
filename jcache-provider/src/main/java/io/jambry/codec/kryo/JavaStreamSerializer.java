// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.jambry.spi.ClassFilter;
import java.io.IOException;

/**
 * Reads the layout of Kryo's {@code JavaSerializer}: the first object of this kind begins a stream of JDK serialization, the
 * others go on with it. Confined to one thread.
 */
final class JavaStreamSerializer extends Serializer<Object> {

    private final ClassFilter classes;

    JavaStreamSerializer(ClassFilter classes) {
        this.classes = classes;
    }

    @Override
    public void write(Kryo kryo, Output out, Object object) {
        throw new UnsupportedOperationException("this reads only");
    }

    @Override
    @SuppressWarnings("unchecked") // as Kryo declares it
    public Object read(Kryo kryo, Input in, Class<?> type) {
        try {
            FilteredObjectInput stream =
                    (FilteredObjectInput) kryo.getGraphContext().get(this);
            if (stream == null) {
                stream = new FilteredObjectInput(in, in.limit(), classes, kryo.getClassLoader());
                kryo.getGraphContext().put(this, stream);
            }
            Object object = stream.readFiltered();
            if (!type.isInstance(object)) {
                throw new Refusal("an object of another class than " + type.getName() + " was read; it is damaged");
            }
            return object;
        } catch (IOException e) {
            throw new Refusal(e);
        }
    }
}
