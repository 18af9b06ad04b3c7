// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.jsontype.PolymorphicTypeValidator;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.jsontype.impl.StdTypeResolverBuilder;

/** Where a class name stands before a value: wherever the declared type does not tell the class. */
final class NamedTypes extends StdTypeResolverBuilder {

    private static final Set<Class<?>> PLAIN = Set.of(List.class, Set.class, Map.class, ZoneId.class, EnumSet.class);

    private final ClassNames names;

    NamedTypes(ClassNames names) {
        this.names = names;
        _idType = JsonTypeInfo.Id.CLASS;
        _includeAs = JsonTypeInfo.As.WRAPPER_ARRAY;
    }

    @Override
    public @Nullable TypeSerializer buildTypeSerializer(
            SerializationContext context, JavaType base, Collection<NamedType> subtypes) {
        return isNamed(base) ? super.buildTypeSerializer(context, base, subtypes) : null;
    }

    @Override
    public @Nullable TypeDeserializer buildTypeDeserializer(
            DeserializationContext context, JavaType base, Collection<NamedType> subtypes) {
        return isNamed(base) ? super.buildTypeDeserializer(context, base, subtypes) : null;
    }

    @Override
    protected PolymorphicTypeValidator verifyBaseTypeValidity(DatabindContext context, JavaType base) {
        return subTypeValidator(context);
    }

    @Override
    protected TypeIdResolver idResolver(
            DatabindContext context,
            JavaType base,
            PolymorphicTypeValidator validator,
            Collection<NamedType> subtypes,
            boolean writing,
            boolean reading) {
        return new ClassId(base, names);
    }

    @Override
    public StdTypeResolverBuilder withDefaultImpl(Class<?> type) {
        return this;
    }

    private static boolean isNamed(JavaType declared) {
        JavaType type = declared;
        while (type.isReferenceType()) {
            type = type.getReferencedType();
        }
        return type.isJavaLangObject()
                || (!type.isConcrete()
                        && !type.isPrimitive()
                        && !type.isEnumType()
                        && !PLAIN.contains(type.getRawClass())
                        && !TreeNode.class.isAssignableFrom(type.getRawClass()));
    }
}
