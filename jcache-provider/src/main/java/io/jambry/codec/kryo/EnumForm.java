// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;

/** A constant of an enum, by name: constants may come, go and change places. Thread-safe. */
final class EnumForm extends Serializer<Enum<?>> {

    private final Class<?> type;

    EnumForm(Class<?> type) {
        this.type = type;
    }

    @Override
    public void write(Kryo kryo, Output out, Enum<?> constant) {
        out.writeString(constant.name());
    }

    @Override
    public Enum<?> read(Kryo kryo, Input in, Class<? extends Enum<?>> ignored) {
        String name = ScalarForm.text(in);
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return (Enum<?>) constant;
            }
        }
        throw new Refusal("enum " + type.getName() + " has not the constant that was written; it changed");
    }
}
