// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** An object as text that tells everything about it, so that two are the same if their texts are. */
final class Rendering {

    private static final Set<Class<?>> INTERFACES = Set.of(List.class, Set.class, Map.class);

    private Rendering() {}

    static String of(Object value, Class<?> declared) {
        if (value == null) {
            return "null";
        }
        String type = INTERFACES.contains(declared)
                ? declared.getName()
                : value.getClass().getName();
        return type + content(value, value.getClass());
    }

    private static String content(Object value, Class<?> type) {
        if (value instanceof Map<?, ?> map) {
            Collection<String> entries = map instanceof java.util.LinkedHashMap ? new ArrayList<>() : new TreeSet<>();
            map.forEach((key, mapped) -> entries.add(of(key, Object.class) + "=" + of(mapped, Object.class)));
            Object comparator = map instanceof SortedMap<?, ?> sorted ? sorted.comparator() : null;
            return entries + (comparator == null ? "" : comparator.getClass().getName());
        }
        if (value instanceof Collection<?> collection) {
            Collection<String> elements = value instanceof Set ? new TreeSet<>() : new ArrayList<>();
            collection.forEach(element -> elements.add(of(element, Object.class)));
            return elements.toString();
        }
        if (type.isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(of(Array.get(value, i), Object.class));
            }
            return elements.toString();
        }
        if (value instanceof Optional<?> optional) {
            return of(optional.orElse(null), Object.class);
        }
        if (value instanceof java.util.Date date) {
            return "(" + date.getTime() + ")";
        }
        boolean own = type.getName().startsWith("io.jambry.") || type.getName().startsWith("shapes.");
        return own && !(value instanceof Enum) ? fields(value) : "(" + value + ")";
    }

    static String fields(Object value) {
        List<String> fields = new ArrayList<>();
        for (Class<?> part = value.getClass();
                part != Object.class && part != Record.class;
                part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    try {
                        field.setAccessible(true);
                        fields.add(field.getName() + "=" + of(field.get(value), field.getType()));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return fields.toString();
    }
}
