// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.type.ArrayType;
import tools.jackson.databind.type.CollectionLikeType;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapLikeType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.util.NameTransformer;

/**
 * Writes a value of a class that may not come back as it was, and notes that it did so. Values of all other classes are
 * written by Jackson's own serializers and cost nothing more. Of {@code BigDecimal} and {@code BigInteger}, only those are
 * in doubt that may have too many digits to be read.
 */
final class DoubtfulSerializer extends ValueSerializer<Object> {

    /** What a sign, a point and an exponent may take besides digits. */
    private static final int MARGIN = 20;

    private final ValueSerializer<Object> serializer;

    @SuppressWarnings("unchecked")
    private DoubtfulSerializer(ValueSerializer<?> serializer) {
        this.serializer = (ValueSerializer<Object>) serializer;
    }

    @Override
    public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
        doubt(value, generator);
        serializer.serialize(value, generator, context);
    }

    @Override
    public void serializeWithType(
            Object value, JsonGenerator generator, SerializationContext context, TypeSerializer typeSerializer) {
        doubt(value, generator);
        serializer.serializeWithType(value, generator, context, typeSerializer);
    }

    private static void doubt(Object value, JsonGenerator generator) {
        if (value instanceof BigDecimal number && number.precision() < Limits.DIGITS - MARGIN) {
            return;
        }
        if (value instanceof BigInteger number && number.bitLength() < 3 * (Limits.DIGITS - MARGIN)) {
            return;
        }
        // other targets belong to codecs that read everything back
        if (generator.streamWriteOutputTarget() instanceof ValueOutput out) {
            out.doubt();
        }
    }

    @Override
    public void resolve(SerializationContext context) {
        serializer.resolve(context);
    }

    @Override
    public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty property) {
        return with(serializer.createContextual(context, property));
    }

    @Override
    public ValueSerializer<Object> unwrappingSerializer(NameTransformer unwrapper) {
        return with(serializer.unwrappingSerializer(unwrapper));
    }

    @Override
    public ValueSerializer<?> withFilterId(Object filterId) {
        return with(serializer.withFilterId(filterId));
    }

    @Override
    public ValueSerializer<?> withIgnoredProperties(Set<String> ignored) {
        return with(serializer.withIgnoredProperties(ignored));
    }

    @Override
    public ValueSerializer<?> withFormatOverrides(SerializationConfig config, JsonFormat.Value format) {
        return with(serializer.withFormatOverrides(config, format));
    }

    @Override
    public Class<?> handledType() {
        return serializer.handledType();
    }

    @Override
    public boolean usesObjectId() {
        return serializer.usesObjectId();
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return serializer.isUnwrappingSerializer();
    }

    @Override
    public boolean isEmpty(SerializationContext context, Object value) {
        return serializer.isEmpty(context, value);
    }

    private DoubtfulSerializer with(ValueSerializer<?> other) {
        return other == serializer ? this : new DoubtfulSerializer(other);
    }

    /** Puts it in front of the serializers of classes that are not exact. */
    static final class Modifier extends ValueSerializerModifier {

        private static final long serialVersionUID = 1L;

        private final transient Exactness exactness;

        Modifier(Exactness exactness) {
            this.exactness = exactness;
        }

        @Override
        public ValueSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription.Supplier description, ValueSerializer<?> serializer) {
            return sure(exactness.ofValue(description.getType(), config), serializer);
        }

        @Override
        public ValueSerializer<?> modifyEnumSerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return sure(exactness.ofValue(type, config), serializer);
        }

        @Override
        public ValueSerializer<?> modifyArraySerializer(
                SerializationConfig config,
                ArrayType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return sure(exactness.ofArray(type), serializer);
        }

        @Override
        public ValueSerializer<?> modifyCollectionSerializer(
                SerializationConfig config,
                CollectionType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return sure(exactness.ofContainer(type), serializer);
        }

        @Override
        public ValueSerializer<?> modifyMapSerializer(
                SerializationConfig config,
                MapType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return sure(exactness.ofContainer(type), serializer);
        }

        @Override
        public ValueSerializer<?> modifyCollectionLikeSerializer(
                SerializationConfig config,
                CollectionLikeType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return new DoubtfulSerializer(serializer);
        }

        @Override
        public ValueSerializer<?> modifyMapLikeSerializer(
                SerializationConfig config,
                MapLikeType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return new DoubtfulSerializer(serializer);
        }

        @Override
        public ValueSerializer<?> modifyKeySerializer(
                SerializationConfig config,
                JavaType type,
                BeanDescription.Supplier description,
                ValueSerializer<?> serializer) {
            return sure(exactness.ofKey(type), serializer);
        }

        private static ValueSerializer<?> sure(boolean exact, ValueSerializer<?> serializer) {
            return exact ? serializer : new DoubtfulSerializer(serializer);
        }
    }
}
