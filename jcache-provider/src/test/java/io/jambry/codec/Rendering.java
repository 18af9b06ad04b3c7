// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An object as text that tells everything about it, with the classes of everything in it, except where only an interface of
 * collections is declared: two are the same if their texts are. Whether an object occurs twice, or is another one that is the
 * same, is not told; a cycle is.
 */
public final class Rendering {

    private static final Set<Class<?>> INTERFACES = Set.of(List.class, Set.class, Map.class);
    private static final List<String> LOOKED_INTO =
            List.of("io.jambry.", "shape.", "org.hibernate.", "org.springframework.");

    private final Map<Object, Integer> open = new IdentityHashMap<>();

    private Rendering() {}

    public static String of(@Nullable Object value) {
        return new Rendering().text(value, Object.class);
    }

    private String text(@Nullable Object value, Class<?> declared) {
        if (value == null) {
            return "null";
        }
        Integer above = open.putIfAbsent(value, open.size());
        if (above != null) {
            return "the one at depth " + above;
        }
        String type = INTERFACES.contains(declared)
                ? declared.getName()
                : value.getClass().getName();
        String text = type + content(value);
        open.remove(value);
        return text;
    }

    private String content(Object value) {
        if (value instanceof Map<?, ?> map) {
            Collection<String> entries = map instanceof LinkedHashMap ? new ArrayList<>() : new TreeSet<>();
            map.forEach((key, mapped) -> entries.add(text(key, Object.class) + "=" + text(mapped, Object.class)));
            return entries + order(map) + fields(value);
        }
        if (value instanceof Collection<?> collection) {
            Collection<String> elements = value instanceof Set ? new TreeSet<>() : new ArrayList<>();
            collection.forEach(element -> elements.add(text(element, Object.class)));
            return elements + order(collection) + fields(value);
        }
        if (value.getClass().isArray()) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                elements.add(text(Array.get(value, i), Object.class));
            }
            return elements.toString();
        }
        if (value instanceof Optional<?> optional) {
            return text(optional.orElse(null), Object.class);
        }
        if (value instanceof Throwable thrown) {
            return "(" + thrown.getMessage() + trace(thrown)
                    + text(thrown.getCause(), Object.class)
                    + Stream.of(thrown.getSuppressed())
                            .map(each -> text(each, Object.class))
                            .toList()
                    + ")" + fields(value);
        }
        return isLookedInto(value.getClass()) && !(value instanceof Enum) ? fields(value) : "(" + scalar(value) + ")";
    }

    // its own text depends on a byte that says which parts are usual
    private static List<String> trace(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .map(each ->
                        each.getClassLoaderName() + "/" + each.getModuleName() + "@" + each.getModuleVersion() + "/"
                                + each.getClassName() + "." + each.getMethodName() + "(" + each.getFileName() + ":"
                                + each.getLineNumber() + ")")
                .toList();
    }

    private static String order(Object collection) {
        Object comparator = null;
        if (collection instanceof SortedMap<?, ?> map) {
            comparator = map.comparator();
        } else if (collection instanceof SortedSet<?> set) {
            comparator = set.comparator();
        } else if (collection instanceof PriorityQueue<?> queue) {
            comparator = queue.comparator();
        }
        return comparator == null ? "" : comparator.getClass().getName();
    }

    private static String scalar(Object value) {
        if (value instanceof java.sql.Timestamp timestamp) {
            return timestamp.getTime() + " and " + timestamp.getNanos();
        }
        if (value instanceof java.util.Date date) {
            return String.valueOf(date.getTime());
        }
        if (value instanceof Calendar calendar) {
            return calendar.getTimeInMillis() + " " + calendar.getTimeZone() + " " + calendar.isLenient();
        }
        return value instanceof Pattern pattern ? pattern + " " + pattern.flags() : value.toString();
    }

    private String fields(Object value) {
        List<String> fields = new ArrayList<>();
        for (Class<?> part = value.getClass(); part != null && isLookedInto(part); part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !isView(field, value)) {
                    try {
                        field.setAccessible(true);
                        fields.add(field.getName() + "=" + text(field.get(value), field.getType()));
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e);
                    }
                }
            }
        }
        return fields.toString();
    }

    /** Maps keep the sets that they were asked for. */
    private static boolean isView(Field field, Object value) {
        return value instanceof Map && Modifier.isTransient(field.getModifiers());
    }

    private static boolean isLookedInto(Class<?> type) {
        return LOOKED_INTO.stream().anyMatch(type.getName()::startsWith);
    }
}
