// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.EnumMap;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/**
 * The class of a value by its name. Collections for enums have the enum behind theirs: {@code java.util.EnumSet:a.Colour}.
 */
final class ClassId extends TypeIdResolverBase {

    private static final long serialVersionUID = 1L;

    private static final String ENUM_SET = EnumSet.class.getName() + ":";
    private static final String ENUM_MAP = EnumMap.class.getName() + ":";

    private final transient ClassNames names;

    ClassId(JavaType base, ClassNames names) {
        super(base);
        this.names = names;
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }

    @Override
    public String idFromValue(DatabindContext context, Object value) {
        return idFromValueAndType(context, value, value.getClass());
    }

    @Override
    public String idFromValueAndType(DatabindContext context, @Nullable Object value, Class<?> type) {
        if (value instanceof EnumSet<?> set) {
            return ENUM_SET + enumOf(set.isEmpty() ? EnumSet.complementOf(set) : set);
        }
        if (value instanceof EnumMap<?, ?> map) {
            return ENUM_MAP + enumOf(map.keySet());
        }
        return ClassNames.of(type);
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) {
        JavaType type = type(context, id);
        if (!_baseType.isTypeOrSuperTypeOf(type.getRawClass())) {
            throw RefusedValueException.unchecked("class " + type.getRawClass().getName() + " stands where "
                    + _baseType.getRawClass().getName() + " is declared");
        }
        return type;
    }

    private JavaType type(DatabindContext context, String id) {
        if (id.startsWith(ENUM_SET)) {
            return context.getTypeFactory().constructCollectionType(EnumSet.class, enumNamed(id, ENUM_SET));
        }
        if (id.startsWith(ENUM_MAP)) {
            return context.getTypeFactory().constructMapType(EnumMap.class, enumNamed(id, ENUM_MAP), Object.class);
        }
        Class<?> type = names.find(id);
        return _baseType.isTypeOrSuperTypeOf(type)
                ? context.constructSpecializedType(_baseType, type)
                : context.constructType(type);
    }

    private Class<?> enumNamed(String id, String prefix) {
        Class<?> type = names.find(id.substring(prefix.length()));
        if (!type.isEnum()) {
            throw RefusedValueException.unchecked("class " + type.getName() + " is not an enum");
        }
        return type;
    }

    private static String enumOf(Iterable<?> constants) {
        for (Object constant : constants) {
            return ((Enum<?>) constant).getDeclaringClass().getName();
        }
        throw RefusedValueException.unchecked("an empty EnumMap does not tell its enum; declare its type in a field");
    }
}
