// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One field that is serialized. Thread-safe. */
final class ShapedField {

    private enum Kind {
        BOOLEAN,
        BYTE,
        CHAR,
        SHORT,
        INT,
        LONG,
        FLOAT,
        DOUBLE,
        TEXT,
        OBJECT;

        static Kind of(Class<?> type) {
            if (type == String.class) {
                return TEXT;
            }
            return type.isPrimitive() ? valueOf(type.getName().toUpperCase(Locale.ROOT)) : OBJECT;
        }
    }

    private final Field field;
    private final Kind kind;

    ShapedField(Field field) {
        this.field = field;
        this.kind = Kind.of(field.getType());
        try {
            field.setAccessible(true);
        } catch (InaccessibleObjectException e) {
            throw new Refusal("the fields of class " + field.getDeclaringClass().getName()
                    + " are closed to reflection; open its package, or keep it out of the value");
        }
    }

    void write(Kryo kryo, Output out, Object object) {
        try {
            switch (kind) {
                case BOOLEAN -> out.writeBoolean(field.getBoolean(object));
                case BYTE -> out.writeByte(field.getByte(object));
                case CHAR -> out.writeChar(field.getChar(object));
                case SHORT -> out.writeShort(field.getShort(object));
                case INT -> out.writeVarInt(field.getInt(object), false);
                case LONG -> out.writeVarLong(field.getLong(object), false);
                case FLOAT -> out.writeFloat(field.getFloat(object));
                case DOUBLE -> out.writeDouble(field.getDouble(object));
                case TEXT -> out.writeString((String) field.get(object));
                case OBJECT -> kryo.writeClassAndObject(out, field.get(object));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the value of this field, an object for numbers too. */
    @Nullable
    Object read(Kryo kryo, BoundedInput in) {
        return switch (kind) {
            case BOOLEAN -> in.readBoolean();
            case BYTE -> in.readByte();
            case CHAR -> in.readChar();
            case SHORT -> in.readShort();
            case INT -> in.readVarInt(false);
            case LONG -> in.readVarLong(false);
            case FLOAT -> in.readFloat();
            case DOUBLE -> in.readDouble();
            case TEXT -> in.readString();
            case OBJECT -> fitting(kryo.readClassAndObject(in));
        };
    }

    /** Reads the value of this field and sets it. */
    void readInto(Kryo kryo, BoundedInput in, Object object) {
        try {
            switch (kind) {
                case BOOLEAN -> field.setBoolean(object, in.readBoolean());
                case BYTE -> field.setByte(object, in.readByte());
                case CHAR -> field.setChar(object, in.readChar());
                case SHORT -> field.setShort(object, in.readShort());
                case INT -> field.setInt(object, in.readVarInt(false));
                case LONG -> field.setLong(object, in.readVarLong(false));
                case FLOAT -> field.setFloat(object, in.readFloat());
                case DOUBLE -> field.setDouble(object, in.readDouble());
                case TEXT -> field.set(object, in.readString());
                case OBJECT -> field.set(object, fitting(kryo.readClassAndObject(in)));
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object fitting(@Nullable Object value) {
        if (value != null && !field.getType().isInstance(value)) {
            throw new Refusal("a " + value.getClass().getName() + " does not fit a field of class "
                    + field.getDeclaringClass().getName() + "; it is damaged");
        }
        return value;
    }
}
