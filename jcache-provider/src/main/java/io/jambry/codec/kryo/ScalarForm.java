// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A value of the JDK without parts. Thread-safe. */
final class ScalarForm<T> extends Serializer<T> {

    private final BiConsumer<Output, T> writer;
    private final Function<BoundedInput, T> reader;

    ScalarForm(BiConsumer<Output, T> writer, Function<BoundedInput, T> reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void write(Kryo kryo, Output out, T value) {
        writer.accept(out, value);
    }

    @Override
    public T read(Kryo kryo, Input in, Class<? extends T> type) {
        return reader.apply((BoundedInput) in);
    }

    /** Text where there must be some. */
    static String text(Input in) {
        String text = in.readString();
        if (text == null) {
            throw new Refusal("text is missing; it is damaged");
        }
        return text;
    }
}
