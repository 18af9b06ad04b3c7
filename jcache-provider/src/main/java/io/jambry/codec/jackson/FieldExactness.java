// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.lang.constant.Constable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;

/**
 * Exact are records, and classes with a constructor without arguments and without final fields, if they extend nothing that
 * could be declared, have no type parameters and no annotations of Jackson; enums; the usual scalars and collections.
 */
final class FieldExactness implements Exactness {

    private static final Set<Class<?>> SCALARS = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            boolean.class,
            char.class,
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            UUID.class,
            URI.class,
            Instant.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            Duration.class,
            ZoneOffset.class);

    private static final Set<Class<?>> KEYS =
            Set.of(Object.class, String.class, Integer.class, Long.class, Short.class, Byte.class, UUID.class);

    /** Jackson restores them, and no subclass of the JDK could stand in their place. */
    private static final Set<Class<?>> CONTAINERS = Set.of(
            ArrayList.class, LinkedList.class, LinkedHashSet.class, LinkedHashMap.class, ConcurrentHashMap.class);

    private static final Set<Class<?>> INTERFACES =
            Set.of(Serializable.class, Cloneable.class, Comparable.class, Constable.class);

    @Override
    public boolean ofValue(JavaType type, SerializationConfig config) {
        Class<?> raw = type.getRawClass();
        if (SCALARS.contains(raw)) {
            return true;
        }
        if (raw.isEnum() || (raw.getSuperclass() != null && raw.getSuperclass().isEnum())) {
            return !isAnnotated(raw.isEnum() ? raw : raw.getSuperclass());
        }
        return isOwn(raw) && raw.getTypeParameters().length == 0 && isPlain(raw) && hasExactFields(raw, config);
    }

    @Override
    public boolean ofArray(JavaType type) {
        return true;
    }

    @Override
    public boolean ofContainer(JavaType type) {
        Class<?> raw = type.getRawClass();
        return CONTAINERS.contains(raw) || raw == HashMap.class || raw == HashSet.class || JdkCollections.contain(raw);
    }

    @Override
    public boolean ofKey(JavaType type) {
        Class<?> raw = type.getRawClass();
        return KEYS.contains(raw) || (raw.isEnum() && !isAnnotated(raw));
    }

    private static boolean isPlain(Class<?> type) {
        if (!type.isRecord() && !hasPlainConstructor(type)) {
            return false;
        }
        for (Class<?> part = type; part != null; part = part.getSuperclass()) {
            if (isAnnotated(part) || !interfacesArePlain(part)) {
                return false;
            }
            Class<?> above = part.getSuperclass();
            if (above == null || above == Object.class || above == Record.class) {
                return true;
            }
            if (!isOwn(above) || !Modifier.isAbstract(above.getModifiers()) || above.getTypeParameters().length > 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean interfacesArePlain(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            boolean plain = isOwn(implemented)
                    ? !isAnnotated(implemented) && interfacesArePlain(implemented)
                    : INTERFACES.contains(implemented);
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasPlainConstructor(Class<?> type) {
        if (type.isAnonymousClass()
                || type.isLocalClass()
                || type.isHidden()
                || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))) {
            return false;
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasExactFields(Class<?> type, SerializationConfig config) {
        Set<String> names = new HashSet<>();
        int fields = 0;
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (Modifier.isStatic(modifiers) || Modifier.isTransient(modifiers)) {
                    continue;
                }
                fields++;
                if (field.isSynthetic()
                        || !names.add(field.getName())
                        || (Modifier.isFinal(modifiers) && !type.isRecord())
                        || !isExactPlace(config.getTypeFactory().constructType(field.getGenericType()))) {
                    return false;
                }
            }
        }
        return type.isRecord() || (fields > 0 && !hasSerialReplacement(type));
    }

    /** Whether a declared type tells the class of what stands there, or leaves it to a name. */
    private static boolean isExactPlace(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isArrayType()) {
            Class<?> component = raw.getComponentType();
            return component.isPrimitive()
                    || component == String.class
                    || (isOwn(component) && Modifier.isFinal(component.getModifiers()) && !component.isEnum());
        }
        if (raw == List.class || raw == Set.class || raw == Map.class || CONTAINERS.contains(raw)) {
            return areExactPlaces(type);
        }
        return !type.isReferenceType() && raw != HashMap.class && raw != HashSet.class && raw != Vector.class;
    }

    private static boolean areExactPlaces(JavaType type) {
        for (int i = 0; i < type.containedTypeCount(); i++) {
            if (!isExactPlace(type.containedType(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean hasSerialReplacement(Class<?> type) {
        for (Class<?> part = type; part != null && isOwn(part); part = part.getSuperclass()) {
            for (Method method : part.getDeclaredMethods()) {
                if (method.getParameterCount() == 0
                        && (method.getName().equals("readResolve")
                                || method.getName().equals("writeReplace"))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a class is none of the JDK's. */
    static boolean isOwn(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader != ClassLoader.getPlatformClassLoader();
    }

    private static boolean isAnnotated(Class<?> type) {
        return hasAnnotationOfJackson(type)
                || hasAnnotationOfJackson(type.getDeclaredFields())
                || hasAnnotationOfJackson(type.getDeclaredMethods())
                || hasAnnotationOfJackson(type.getDeclaredConstructors());
    }

    private static boolean hasAnnotationOfJackson(AnnotatedElement... parts) {
        for (AnnotatedElement part : parts) {
            for (Annotation annotation : part.getDeclaredAnnotations()) {
                if (isOfJackson(annotation.annotationType())) {
                    return true;
                }
            }
            if (part instanceof Executable executable && hasAnnotationOfJackson(executable.getParameters())) {
                return true;
            }
        }
        return false;
    }

    /** Annotations that Jackson follows, and those that stand for some. */
    private static boolean isOfJackson(Class<? extends Annotation> annotation) {
        return annotation.getName().startsWith("com.fasterxml.jackson.")
                || annotation.getName().startsWith("tools.jackson.")
                || annotation.getName().startsWith("java.beans.")
                || annotation.isAnnotationPresent(JacksonAnnotationsInside.class);
    }
}
