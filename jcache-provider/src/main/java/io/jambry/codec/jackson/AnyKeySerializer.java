// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.ser.Serializers;

/**
 * Writes keys of maps that do not tell the class of their keys: text as it is, everything else as {@code ~class:text}, and
 * text that begins with {@code ~} with another one before it.
 */
final class AnyKeySerializer extends ValueSerializer<Object> {

    static final char MARK = '~';
    static final char SEPARATOR = ':';

    private static final Set<Class<?>> CLASSES = Set.of(
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Boolean.class,
            Character.class,
            Double.class,
            Float.class,
            UUID.class,
            Instant.class,
            LocalDate.class);

    private AnyKeySerializer() {}

    /** Whether keys of a class have a text that tells them all apart. */
    static boolean knows(Class<?> type) {
        return CLASSES.contains(type) || type.isEnum();
    }

    @Override
    public void serialize(Object key, JsonGenerator generator, SerializationContext context) {
        generator.writeName(text(key));
    }

    private static String text(Object key) {
        if (key instanceof String text) {
            return !text.isEmpty() && text.charAt(0) == MARK ? MARK + text : text;
        }
        if (key instanceof Enum<?> constant) {
            return MARK + constant.getDeclaringClass().getName() + SEPARATOR + constant.name();
        }
        if (!knows(key.getClass())) {
            throw RefusedValueException.unchecked("a map of an undeclared type has keys of class "
                    + key.getClass().getName() + ", which have no text to be told by; declare the type of the map in a"
                    + " field, or use other keys");
        }
        return MARK + key.getClass().getName() + SEPARATOR + key;
    }

    /** Offers it for keys of the type Object. */
    static final class Provider extends Serializers.Base {

        @Override
        public @Nullable ValueSerializer<?> findSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                JsonFormat.@Nullable Value format) {
            return type.isJavaLangObject() ? new AnyKeySerializer() : null;
        }
    }
}
