// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.lang.reflect.Array;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Turns a decoded collection or array into an equal one of the type that a record component or a cache declares. What it
 * cannot turn it leaves alone.
 */
final class DeclaredForm {

    private DeclaredForm() {}

    @SuppressWarnings("JdkObsolete") // somebody declared a LinkedList
    static @Nullable Object fit(@Nullable Object decoded, Class<?> declared) {
        if (decoded == null || declared.isInstance(decoded)) {
            return decoded instanceof Object[] array && declared.isArray() ? fitArray(array, declared) : decoded;
        }
        if (decoded instanceof Object[] array && declared.isArray()) {
            return fitArray(array, declared);
        }
        if (decoded instanceof Set<?> set && declared.isAssignableFrom(TreeSet.class)) {
            return new TreeSet<Object>(set);
        }
        if (decoded instanceof Map<?, ?> map && declared.isAssignableFrom(TreeMap.class)) {
            return new TreeMap<Object, Object>(map);
        }
        if (decoded instanceof List<?> list && declared.isAssignableFrom(LinkedList.class)) {
            return new LinkedList<Object>(list);
        }
        return decoded;
    }

    private static Object fitArray(Object[] decoded, Class<?> declared) {
        Class<?> component = declared.getComponentType();
        if (component == Object.class || component.isPrimitive()) {
            return decoded;
        }
        Object fitting = Array.newInstance(component, decoded.length);
        for (int i = 0; i < decoded.length; i++) {
            Array.set(fitting, i, fit(decoded[i], component));
        }
        return fitting;
    }
}
