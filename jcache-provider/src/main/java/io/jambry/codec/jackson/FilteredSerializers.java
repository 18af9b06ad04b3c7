// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** Refuses to write classes that are not allowed; everything else is left to Jackson. */
final class FilteredSerializers extends Serializers.Base {

    private final ClassNames names;

    FilteredSerializers(ClassNames names) {
        this.names = names;
    }

    @Override
    public @Nullable ValueSerializer<?> findSerializer(
            SerializationConfig config,
            JavaType type,
            BeanDescription.Supplier description,
            JsonFormat.@Nullable Value format) {
        return filter(type);
    }

    @Override
    public @Nullable ValueSerializer<?> findEnumSerializer(
            SerializationConfig config,
            JavaType type,
            BeanDescription.Supplier description,
            JsonFormat.@Nullable Value format) {
        return filter(type);
    }

    @Override
    public @Nullable ValueSerializer<?> findReferenceSerializer(
            SerializationConfig config,
            ReferenceType type,
            BeanDescription.Supplier description,
            JsonFormat.@Nullable Value format,
            @Nullable TypeSerializer typeSerializer,
            @Nullable ValueSerializer<Object> serializer) {
        return filter(type);
    }

    @Override
    public @Nullable ValueSerializer<?> findCollectionSerializer(
            SerializationConfig config,
            CollectionType type,
            BeanDescription.Supplier description,
            JsonFormat.@Nullable Value format,
            @Nullable TypeSerializer typeSerializer,
            @Nullable ValueSerializer<Object> serializer) {
        return filter(type);
    }

    @Override
    public @Nullable ValueSerializer<?> findMapSerializer(
            SerializationConfig config,
            MapType type,
            BeanDescription.Supplier description,
            JsonFormat.@Nullable Value format,
            @Nullable ValueSerializer<Object> keySerializer,
            @Nullable TypeSerializer typeSerializer,
            @Nullable ValueSerializer<Object> serializer) {
        return filter(type);
    }

    private @Nullable ValueSerializer<?> filter(JavaType type) {
        return names.refuses(type.getRawClass()) ? new Refusing(names, type.getRawClass()) : null;
    }

    /** Refuses when there is a value to write: a class that has none does no harm. */
    private static final class Refusing extends ValueSerializer<Object> {

        private final ClassNames names;
        private final Class<?> type;

        Refusing(ClassNames names, Class<?> type) {
            this.names = names;
            this.type = type;
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            names.require(type);
        }

        @Override
        public void serializeWithType(
                Object value, JsonGenerator generator, SerializationContext context, TypeSerializer typeSerializer) {
            names.require(type);
        }
    }
}
