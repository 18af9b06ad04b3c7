// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.deser.KeyDeserializers;

/** Reads what {@link AnyKeySerializer} wrote. */
final class AnyKeyDeserializer extends KeyDeserializer {

    private final ClassNames names;

    private AnyKeyDeserializer(ClassNames names) {
        this.names = names;
    }

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
        if (key.isEmpty() || key.charAt(0) != AnyKeySerializer.MARK) {
            return key;
        }
        if (key.length() > 1 && key.charAt(1) == AnyKeySerializer.MARK) {
            return key.substring(1);
        }
        int end = key.indexOf(AnyKeySerializer.SEPARATOR);
        if (end < 0) {
            throw RefusedValueException.unchecked("its bytes are damaged: the key of a map has no class");
        }
        Class<?> type = names.find(key.substring(1, end));
        if (!AnyKeySerializer.knows(type)) {
            throw RefusedValueException.unchecked("class " + type.getName() + " cannot be the key of a map");
        }
        Object read = context.findKeyDeserializer(context.constructType(type), null)
                .deserializeKey(key.substring(end + 1), context);
        if (read == null) {
            throw RefusedValueException.unchecked("its bytes are damaged: a map has no key");
        }
        return read;
    }

    /** Offers it for keys of the type Object. */
    static final class Provider implements KeyDeserializers {

        private final ClassNames names;

        Provider(ClassNames names) {
            this.names = names;
        }

        @Override
        public @Nullable KeyDeserializer findKeyDeserializer(
                JavaType type, DeserializationConfig config, BeanDescription.Supplier description) {
            return type.isJavaLangObject() ? new AnyKeyDeserializer(names) : null;
        }
    }
}
