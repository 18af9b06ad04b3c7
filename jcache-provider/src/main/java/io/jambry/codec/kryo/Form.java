// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** How an object with parts is written and read. Confined to one thread. */
abstract class Form<T> extends Serializer<T> {

    private final Parts parts;

    Form(Parts parts) {
        this.parts = parts;
    }

    abstract void writeParts(BoundedKryo kryo, Output out, T object);

    /** Makes the object; where it is there before its parts are, they are told of it by {@link Kryo#reference}. */
    abstract T readParts(BoundedKryo kryo, BoundedInput in, Class<? extends T> type);

    @Override
    public final void write(Kryo kryo, Output out, T object) {
        BoundedKryo bounded = (BoundedKryo) kryo;
        bounded.begin(parts, object);
        writeParts(bounded, out, object);
        bounded.endWriting(parts);
    }

    @Override
    public final T read(Kryo kryo, Input in, Class<? extends T> type) {
        BoundedKryo bounded = (BoundedKryo) kryo;
        bounded.begin(parts);
        T object = readParts(bounded, (BoundedInput) in, type);
        bounded.endReading(parts, object);
        return object;
    }
}
