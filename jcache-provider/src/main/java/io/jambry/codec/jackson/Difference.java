// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jackson;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What tells two objects apart that should be the same: their classes and fields, all the way down. Lists, sets and maps may
 * have other classes if both are of the JDK, for where they are declared as such no class is promised.
 */
final class Difference {

    private Difference() {}

    /** Names the class or field of the first difference, never what is in it; null if there is none. */
    static @Nullable String between(@Nullable Object one, @Nullable Object other) {
        if (one == other) {
            return null;
        }
        if (one == null) {
            return "nothing becomes " + name(Objects.requireNonNull(other));
        }
        if (other == null) {
            return name(one) + " becomes nothing";
        }
        if (one instanceof List<?> list && other instanceof List<?> others) {
            return requireKind(one, other, betweenElements(list, others));
        }
        if (one instanceof Set<?> set && other instanceof Set<?> others) {
            return requireKind(one, other, set.size() == others.size() && others.containsAll(set) ? null : inside(one));
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
            return requireKind(one, other, betweenEntries(map, others));
        }
        if (one.getClass() != other.getClass()) {
            return name(one) + " becomes " + name(other);
        }
        if (one.getClass().isArray()) {
            return betweenArrays(one, other);
        }
        if (one instanceof Collection<?> collection) {
            return betweenElements(collection, (Collection<?>) other);
        }
        return FieldExactness.isOwn(one.getClass()) && !(one instanceof Enum<?>)
                ? betweenFields(one, other)
                : betweenScalars(one, other);
    }

    /** Two collections of a kind: ordered alike, and of one class unless both are the JDK's. */
    private static @Nullable String requireKind(Object one, Object other, @Nullable String content) {
        if (content != null) {
            return content;
        }
        boolean sameClass = one.getClass() == other.getClass();
        boolean ofJdk = !FieldExactness.isOwn(one.getClass()) && !FieldExactness.isOwn(other.getClass());
        if (!sameClass && (!ofJdk || one instanceof IdentityHashMap)) {
            return name(one) + " becomes " + name(other);
        }
        if (!Objects.equals(comparator(one), comparator(other))) {
            return "the comparator of " + name(one);
        }
        return sameClass && !ofJdk ? betweenFields(one, other) : null;
    }

    private static @Nullable Object comparator(Object collection) {
        if (collection instanceof SortedSet<?> set) {
            return set.comparator();
        }
        return collection instanceof SortedMap<?, ?> map ? map.comparator() : null;
    }

    private static @Nullable String betweenElements(Collection<?> one, Collection<?> other) {
        if (one.size() != other.size()) {
            return inside(one);
        }
        Iterator<?> others = other.iterator();
        for (Object element : one) {
            String difference = between(element, others.next());
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String betweenEntries(Map<?, ?> one, Map<?, ?> other) {
        if (one.size() != other.size()) {
            return inside(one);
        }
        for (Map.Entry<?, ?> entry : one.entrySet()) {
            if (!other.containsKey(entry.getKey())) {
                return "a key of class "
                        + (entry.getKey() == null
                                ? "null"
                                : entry.getKey().getClass().getName());
            }
            String difference = between(entry.getValue(), other.get(entry.getKey()));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String betweenArrays(Object one, Object other) {
        int length = Array.getLength(one);
        if (length != Array.getLength(other)) {
            return inside(one);
        }
        if (one instanceof byte[] bytes) {
            return Arrays.equals(bytes, (byte[]) other) ? null : inside(one);
        }
        for (int i = 0; i < length; i++) {
            String difference = between(Array.get(one, i), Array.get(other, i));
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private static @Nullable String betweenFields(Object one, Object other) {
        Class<?> type = one.getClass();
        if (FieldExactness.hasSerialReplacement(type)) {
            return "class " + type.getName() + " has readResolve or writeReplace, which Jackson does not call";
        }
        int compared = 0;
        Class<?> part = type;
        for (; part != null && FieldExactness.isOwn(part); part = part.getSuperclass()) {
            for (Field field : part.getDeclaredFields()) {
                if (isState(field)) {
                    compared++;
                    String difference = between(valueOf(field, one), valueOf(field, other));
                    if (difference != null) {
                        return difference + ", in field '" + field.getName() + "' of class " + part.getName();
                    }
                }
            }
        }
        boolean extendsJdk =
                part != Object.class && part != Record.class && !(one instanceof Collection) && !(one instanceof Map);
        if (extendsJdk && !one.equals(other)) {
            return "what class " + type.getName() + " inherits from "
                    + Objects.requireNonNull(part).getName();
        }
        if (compared == 0 && part == Object.class) {
            return "class " + type.getName() + " has no fields to restore, so that it may have one object only";
        }
        return null;
    }

    private static boolean isState(Field field) {
        int modifiers = field.getModifiers();
        return !Modifier.isStatic(modifiers)
                && !Modifier.isTransient(modifiers)
                && !field.isSynthetic()
                && !field.isAnnotationPresent(JsonIgnore.class);
    }

    private static @Nullable Object valueOf(Field field, Object object) {
        try {
            field.setAccessible(true);
            return field.get(object);
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw RefusedValueException.unchecked("field '" + field.getName() + "' of class "
                    + field.getDeclaringClass().getName()
                    + " cannot be compared with what was read back; open its module");
        }
    }

    private static @Nullable String betweenScalars(Object one, Object other) {
        if (one instanceof Optional<?> optional) {
            return between(optional.orElse(null), ((Optional<?>) other).orElse(null));
        }
        if (one instanceof Map.Entry<?, ?> entry) {
            Map.Entry<?, ?> otherEntry = (Map.Entry<?, ?>) other;
            String difference = between(entry.getKey(), otherEntry.getKey());
            return difference == null ? between(entry.getValue(), otherEntry.getValue()) : difference;
        }
        boolean counts = one instanceof AtomicInteger || one instanceof AtomicLong || one instanceof AtomicBoolean;
        return one.equals(other) || (counts && one.toString().equals(other.toString())) ? null : inside(one);
    }

    private static String name(Object object) {
        return "class " + object.getClass().getName();
    }

    private static String inside(Object object) {
        return "what is in class " + object.getClass().getName();
    }
}
