// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jambry.codec.Limit;
import io.jambry.spi.CodecContext;
import java.io.IOException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.MapperBuilder;

/** The values of one cache bound to a format of Jackson. Thread-safe. */
final class Binding {

    /** When a value is read back as soon as it was written. */
    enum ReadBack {
        WHERE_IN_DOUBT,
        ALWAYS
    }

    private final CodecContext context;
    private final Limit limit;
    private final boolean concrete;
    private final ReadBack readBack;
    private final Notation notation;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private Binding(CodecContext context, ObjectMapper mapper, ReadBack readBack, Notation notation) {
        this.context = context;
        this.limit = Limit.ofValues(context);
        this.concrete = isConcrete(context.valueType());
        this.readBack = readBack;
        this.notation = notation;
        Class<?> root = concrete || isAnnotated(context.valueType()) ? context.valueType() : Object.class;
        this.writer = mapper.writerFor(root);
        this.reader = mapper.readerFor(root);
    }

    /** Binds to a format, with settings of our own. */
    static Binding of(CodecContext context, MapperBuilder<?, ?> builder, ReadBack readBack) {
        return of(context, builder, readBack, Notation.OF_THE_MAPPER);
    }

    /** Binds to a format that the mapper does not know. */
    static Binding of(CodecContext context, MapperBuilder<?, ?> builder, ReadBack readBack, Notation notation) {
        requireNonNull(context, "context");
        MapperSettings.faithful(builder);
        MapperSettings.named(builder, context, new FieldExactness());
        return new Binding(context, builder.build(), readBack, notation);
    }

    /** Binds to what another mapper makes of values. */
    static Binding ofAnother(CodecContext context, MapperBuilder<?, ?> builder) {
        return ofAnother(context, builder, Notation.OF_THE_MAPPER);
    }

    /** Binds to what another mapper makes of values, in a format that it does not know. */
    static Binding ofAnother(CodecContext context, MapperBuilder<?, ?> builder, Notation notation) {
        requireNonNull(context, "context");
        MapperSettings.named(builder, context, new Exactness() {});
        return new Binding(context, builder.build(), ReadBack.ALWAYS, notation);
    }

    byte[] write(Object value) throws IOException {
        Class<?> type = value.getClass();
        context.classes().require(type);
        requireDeclared(type);
        ValueOutput out = new ValueOutput(limit);
        try {
            notation.write(writer, value, out);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw Failures.writing(type, e);
        }
        byte[] bytes = out.toBytes();
        if (readBack == ReadBack.ALWAYS || out.isDoubtful()) {
            requireSame(value, bytes);
        }
        return bytes;
    }

    Object read(byte[] bytes, int offset, int length) throws IOException {
        if (length > limit.value()) {
            throw new RefusedValueException(limit.exceededBy(length));
        }
        if (concrete) {
            context.classes().require(context.valueType());
        }
        Object value;
        try {
            value = notation.read(reader, bytes, offset, length);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw Failures.reading(e);
        }
        if (!context.valueType().isInstance(value)) {
            throw new RefusedValueException("it is "
                    + (value == null
                            ? "nothing"
                            : "of class " + value.getClass().getName()) + ", not of the declared "
                    + context.valueType().getName());
        }
        return value;
    }

    private void requireDeclared(Class<?> type) throws IOException {
        Class<?> declared = context.valueType();
        if (concrete && type != declared && !isEnumOf(type, declared) && !isAnnotated(declared)) {
            throw new RefusedValueException(
                    "class " + type.getName() + " is not the declared class " + declared.getName()
                            + ", and values of a declared class carry no class name; declare Object or an interface as the type of"
                            + " the values, or annotate the declared class with @JsonTypeInfo");
        }
    }

    private void requireSame(Object value, byte[] bytes) throws IOException {
        Object readAgain;
        try {
            readAgain = read(bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new IOException("it could not be read again: " + e.getMessage(), e.getCause());
        }
        String difference = difference(value, readAgain);
        if (difference != null) {
            throw new RefusedValueException(
                    "it would not come back as it was: " + difference + "; keep it out of the value, or use codec jdk");
        }
    }

    private static @Nullable String difference(Object value, Object readAgain) throws IOException {
        if (value.getClass() != readAgain.getClass()) {
            return "class " + value.getClass().getName() + " becomes "
                    + readAgain.getClass().getName();
        }
        try {
            return Difference.between(value, readAgain);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            throw Failures.writing(value.getClass(), e);
        }
    }

    private static boolean isConcrete(Class<?> type) {
        if (type.isArray()) {
            Class<?> component = type.getComponentType();
            return component.isPrimitive() || Modifier.isFinal(component.getModifiers());
        }
        return type != Object.class && (type.isEnum() || !Modifier.isAbstract(type.getModifiers()));
    }

    /** Whether a class tells Jackson how to name its subclasses. */
    private static boolean isAnnotated(Class<?> type) {
        return type.isAnnotationPresent(JsonTypeInfo.class);
    }

    private static boolean isEnumOf(Class<?> type, Class<?> declared) {
        return declared.isEnum() && type.getSuperclass() == declared;
    }
}
