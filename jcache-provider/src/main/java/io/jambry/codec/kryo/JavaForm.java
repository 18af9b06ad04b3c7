// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.jambry.spi.ClassFilter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;

/**
 * An object that JDK serialization writes, as its bytes, so that nothing in it can take more than them. Each class in it is
 * asked for when it is written and when it is read. Thread-safe.
 */
final class JavaForm extends Serializer<Object> {

    /** Objects take six bytes each, so fewer bytes cannot be deeper than {@link BoundedKryo#MOST_DEPTH}. */
    private static final int SURELY_SHALLOW = 3000;

    private final ClassFilter classes;
    private final ClassLoader loader;

    JavaForm(ClassFilter classes, ClassLoader loader) {
        this.classes = classes;
        this.loader = loader;
    }

    @Override
    public void write(Kryo kryo, Output out, Object object) {
        mayShare(kryo);
        byte[] bytes = serialize(object);
        if (bytes.length > SURELY_SHALLOW) {
            deserialize(bytes);
        }
        out.writeVarInt(bytes.length, true);
        out.writeBytes(bytes);
    }

    @Override
    public Object read(Kryo kryo, Input in, Class<?> type) {
        mayShare(kryo);
        return deserialize(in.readBytes(in.readVarInt(true)));
    }

    /** What stands in such an object is out of sight. */
    private static void mayShare(Kryo kryo) {
        ((References) kryo.getReferenceResolver()).share();
    }

    private byte[] serialize(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        FilteredObjectOutput out = null;
        try {
            out = new FilteredObjectOutput(bytes, classes);
            out.writeObject(object);
            out.flush();
            return bytes.toByteArray();
        } catch (NotSerializableException e) {
            // with sun.io.serialization.extendedDebugInfo the lines after the first show objects
            throw new Refusal("class "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse("?")
                    + " does not implement java.io.Serializable, and stands in a "
                    + object.getClass().getName()
                    + ", which JDK serialization writes; make it serializable, or keep it out of the value");
        } catch (IOException e) {
            throw new Refusal(out == null ? e : out.reason(e));
        }
    }

    private Object deserialize(byte[] bytes) {
        try (FilteredObjectInput in =
                new FilteredObjectInput(new ByteArrayInputStream(bytes), bytes.length, classes, loader)) {
            Object object = in.readFiltered();
            if (in.read() >= 0) {
                throw new Refusal("its bytes are damaged");
            }
            return object;
        } catch (IOException e) {
            throw new Refusal(e);
        }
    }
}
