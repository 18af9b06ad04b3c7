// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Generated keys of other libraries: classes that hold nothing but an array of method parameters, compare it deeply, and
 * are made from one. Known by name, so that no library is needed here.
 */
enum ParameterKey {
    SPRING("org.springframework.cache.interceptor.SimpleKey", "params"),
    JSR107_REFERENCE("org.jsr107.ri.annotations.DefaultGeneratedCacheKey", "parameters"),
    JAMBRY_CDI("io.jambry.cdi.method.MethodKey", "parameters");

    /** Where keys of a class hold their parameters; null for a class that is not known, or not made as expected. */
    private static final ClassValue<@Nullable Field> FIELDS = new ClassValue<>() {
        @Override
        protected @Nullable Field computeValue(Class<?> type) {
            ParameterKey known = named(type.getName());
            return known == null ? null : known.field(type);
        }
    };

    private final String className;
    private final String field;

    ParameterKey(String className, String field) {
        this.className = className;
        this.field = field;
    }

    /** The parameters of a known key that is made as expected, or null. */
    static Object @Nullable [] parameters(Object key) {
        Field field = FIELDS.get(key.getClass());
        try {
            return field != null && field.get(key) instanceof Object[] array ? array : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private @Nullable Field field(Class<?> type) {
        try {
            Field parameters = type.getDeclaredField(field);
            return isMadeFromParameters(type) && parameters.trySetAccessible() ? parameters : null;
        } catch (NoSuchFieldException e) {
            return null;
        }
    }

    static Object make(String className, Object[] parameters, ClassLoader loader) {
        if (named(className) == null) {
            throw new MalformedException("no known class of generated keys");
        }
        Class<?> type = NamedClass.find(className, loader);
        try {
            return type.getConstructor(Object[].class).newInstance((Object) parameters);
        } catch (ReflectiveOperationException e) {
            throw new MalformedException("class " + type.getName() + " cannot be made from its parameters");
        }
    }

    private static boolean isMadeFromParameters(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Object[].class})) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable ParameterKey named(String className) {
        for (ParameterKey key : values()) {
            if (key.className.equals(className)) {
                return key;
            }
        }
        return null;
    }
}
