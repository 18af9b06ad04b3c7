// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdConvertingDeserializer;
import tools.jackson.databind.type.CollectionType;
import tools.jackson.databind.type.MapType;
import tools.jackson.databind.type.TypeFactory;
import tools.jackson.databind.util.Converter;

/** What {@code List.of}, {@code Set.of}, {@code Map.of} and {@code Arrays.asList} make: read as what they can be copied from. */
final class JdkCollections {

    private static final Set<Class<?>> LISTS =
            Set.of(List.of(1).getClass(), List.of(1, 2, 3).getClass());
    private static final Set<Class<?>> SETS =
            Set.of(Set.of(1).getClass(), Set.of(1, 2, 3).getClass());
    private static final Set<Class<?>> MAPS =
            Set.of(Map.of(1, 1).getClass(), Map.of(1, 1, 2, 2).getClass());

    private static final Class<?> ARRAY_LIST = Arrays.asList().getClass();

    private JdkCollections() {}

    static boolean contain(Class<?> type) {
        return LISTS.contains(type) || SETS.contains(type) || MAPS.contains(type) || type == ARRAY_LIST;
    }

    static @Nullable ValueDeserializer<?> deserializer(CollectionType type) {
        Class<?> raw = type.getRawClass();
        if (LISTS.contains(raw)) {
            return converting(listOf(type.getContentType()), value -> copy((List<?>) value));
        }
        if (SETS.contains(raw)) {
            return converting(listOf(type.getContentType()), value -> Set.copyOf((List<?>) value));
        }
        return raw == ARRAY_LIST
                ? converting(listOf(type.getContentType()), value -> Arrays.asList(((List<?>) value).toArray()))
                : null;
    }

    static @Nullable ValueDeserializer<?> deserializer(MapType type) {
        if (!MAPS.contains(type.getRawClass())) {
            return null;
        }
        JavaType mutable = TypeFactory.createDefaultInstance()
                .constructMapType(LinkedHashMap.class, type.getKeyType(), type.getContentType());
        return converting(mutable, value -> Map.copyOf((Map<?, ?>) value));
    }

    private static JavaType listOf(JavaType elements) {
        return TypeFactory.createDefaultInstance().constructCollectionType(ArrayList.class, elements);
    }

    // those of Stream.toList() may hold null
    private static List<?> copy(List<?> list) {
        return list.contains(null) ? list.stream().toList() : List.copyOf(list);
    }

    private static ValueDeserializer<?> converting(JavaType mutable, Function<Object, Object> copy) {
        return new StdConvertingDeserializer<>(new Copy(mutable, copy));
    }

    private record Copy(JavaType mutable, Function<Object, Object> copy) implements Converter<Object, Object> {

        @Override
        public Object convert(DeserializationContext context, Object value) {
            return copy.apply(value);
        }

        @Override
        public Object convert(SerializationContext context, Object value) {
            throw new IllegalStateException("a copy is made for reading");
        }

        @Override
        public JavaType getInputType(TypeFactory types) {
            return mutable;
        }

        @Override
        public JavaType getOutputType(TypeFactory types) {
            return types.constructType(Object.class);
        }
    }
}
