// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.kryo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The serialized fields of a class, over its superclasses: all but static and transient ones. Of a record, its components.
 * Thread-safe.
 *
 * <p>The fingerprint is over the names and the types, as they are declared with their type arguments, so any change of
 * them makes another shape.
 */
final class Shape {

    // a value of this map refers to its class alone, so it goes with its class loader
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return type.isRecord() ? ofRecord(type) : ofFields(type);
        }
    };

    private final ShapedField[] fields;
    private final int fingerprint;
    private final @Nullable Constructor<?> constructor;

    private Shape(ShapedField[] fields, String description, @Nullable Constructor<?> constructor) {
        this.fields = fields;
        this.fingerprint = fingerprint(description);
        this.constructor = constructor;
    }

    static Shape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** What tells this shape from others: the first four bytes of the SHA-256 of its description. */
    static int fingerprint(String description) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(description.getBytes(UTF_8)))
                    .getInt();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    ShapedField[] fields() {
        return fields;
    }

    int fingerprint() {
        return fingerprint;
    }

    /** The canonical constructor of a record, else null. */
    @Nullable
    Constructor<?> constructor() {
        return constructor;
    }

    private static Shape ofFields(Class<?> type) {
        List<ShapedField> fields = new ArrayList<>();
        StringBuilder description = new StringBuilder("object\n");
        for (Class<?> part : hierarchy(type)) {
            description
                    .append(part.getName())
                    .append(" extends ")
                    .append(part.getGenericSuperclass().getTypeName())
                    .append('\n');
            Field[] declared = part.getDeclaredFields();
            Arrays.sort(declared, Comparator.comparing(Field::getName));
            for (Field field : declared) {
                if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                    fields.add(new ShapedField(field));
                    describe(description, field);
                }
            }
        }
        return new Shape(fields.toArray(ShapedField[]::new), description.toString(), null);
    }

    private static Shape ofRecord(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        ShapedField[] fields = new ShapedField[components.length];
        Class<?>[] types = new Class<?>[components.length];
        StringBuilder description = new StringBuilder("record\n" + type.getName() + '\n');
        try {
            for (int i = 0; i < components.length; i++) {
                Field field = type.getDeclaredField(components[i].getName());
                fields[i] = new ShapedField(field);
                types[i] = components[i].getType();
                describe(description, field);
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return new Shape(fields, description.toString(), constructor);
        } catch (ReflectiveOperationException e) {
            throw new Refusal("class " + type.getName() + " is a record without its components");
        }
    }

    private static void describe(StringBuilder description, Field field) {
        description
                .append(field.getName())
                .append(' ')
                .append(field.getGenericType().getTypeName())
                .append('\n');
    }

    /** The class and its superclasses up to the JDK's, the uppermost first. */
    private static List<Class<?>> hierarchy(Class<?> type) {
        List<Class<?>> parts = new ArrayList<>();
        for (Class<?> part = type; part != null && !JdkClasses.contains(part); part = part.getSuperclass()) {
            parts.add(0, part);
        }
        return parts;
    }
}
