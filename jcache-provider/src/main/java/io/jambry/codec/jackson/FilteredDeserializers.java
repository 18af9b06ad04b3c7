// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.ReferenceType;

/** Refuses to read classes that are not allowed, and restores collections of the JDK that Jackson does not. */
final class FilteredDeserializers extends Deserializers.Base {

    private final ClassNames names;

    FilteredDeserializers(ClassNames names) {
        this.names = names;
    }

    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
        return filter(type.getRawClass());
    }

    @Override
    public @Nullable ValueDeserializer<?> findEnumDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
        return filter(type.getRawClass());
    }

    @Override
    public @Nullable ValueDeserializer<?> findReferenceDeserializer(
            ReferenceType type,
            DeserializationConfig config,
            BeanDescription.Supplier description,
            @Nullable TypeDeserializer typeDeserializer,
            @Nullable ValueDeserializer<?> deserializer) {
        return filter(type.getRawClass());
    }

    @Override
    public @Nullable ValueDeserializer<?> findCollectionDeserializer(
            CollectionType type,
            DeserializationConfig config,
            BeanDescription.Supplier description,
            @Nullable TypeDeserializer typeDeserializer,
            @Nullable ValueDeserializer<?> deserializer) {
        ValueDeserializer<?> refusing = filter(type.getRawClass());
        return refusing == null ? JdkCollections.deserializer(type) : refusing;
    }

    @Override
    public @Nullable ValueDeserializer<?> findMapDeserializer(
            MapType type,
            DeserializationConfig config,
            BeanDescription.Supplier description,
            @Nullable KeyDeserializer keyDeserializer,
            @Nullable TypeDeserializer typeDeserializer,
            @Nullable ValueDeserializer<?> deserializer) {
        ValueDeserializer<?> refusing = filter(type.getRawClass());
        return refusing == null ? JdkCollections.deserializer(type) : refusing;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
        return false;
    }

    private @Nullable ValueDeserializer<?> filter(Class<?> type) {
        return names.refuses(type) ? new Refusing(names, type) : null;
    }

    /** Refuses when there is a value to read: a class that has none does no harm. */
    private static final class Refusing extends ValueDeserializer<Object> {

        private final ClassNames names;
        private final Class<?> type;

        Refusing(ClassNames names, Class<?> type) {
            this.names = names;
            this.type = type;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            names.require(type);
            throw new IllegalStateException("class " + type.getName() + " has become allowed");
        }

        @Override
        public Object deserializeWithType(
                JsonParser parser, DeserializationContext context, TypeDeserializer typeDeserializer) {
            return deserialize(parser, context);
        }
    }
}
