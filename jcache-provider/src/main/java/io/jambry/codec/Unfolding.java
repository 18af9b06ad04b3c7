// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How large the collections of one value are if what they share counts as often as it occurs: so long it takes to hash them.
 * A few hundred bytes of collections that share their members unfold to more than anybody can hash in years, so what
 * unfolds to much more than it is made of is refused, when it is written and when it is read.
 *
 * <p>Looked into are the collections, entries and arrays of the JDK, and records, each once, when its members are there. What
 * other classes do to hash themselves is their own business.
 *
 * <p>A record or an immutable collection that is a part of itself is refused as well: JDK serialization puts null, or something
 * else, in its place.
 *
 * <p>Confined to one thread.
 */
public final class Unfolding {

    /** What anything may unfold to. */
    private static final long LEAST = 100_000;

    /** How often each element may occur in what is larger. */
    private static final int TIMES = 64;

    private static final long OPEN = 0;

    private static final ClassValue<Method[]> PARTS = new ClassValue<>() {
        @Override
        protected Method[] computeValue(Class<?> type) {
            return parts(type);
        }
    };

    /** Asked for each object; looking for interfaces that a class has not takes longer than all the rest. */
    private static final ClassValue<Boolean> LOOKED_INTO = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return hasMembers(type);
        }
    };

    private final IdentityHashMap<Object, Long> sizes = new IdentityHashMap<>();
    private long elements;

    /**
     * Counts an object with everything in it that is not counted yet.
     *
     * @throws IOException if it unfolds to too much
     */
    public void require(@Nullable Object object) throws IOException {
        if (object != null && isLookedInto(object)) {
            size(object);
        }
    }

    /** Begins anew, for another value. */
    public void clear() {
        sizes.clear();
        elements = 0;
    }

    private long size(@Nullable Object object) throws IOException {
        if (object == null || !isLookedInto(object)) {
            return 1;
        }
        Long known = sizes.putIfAbsent(object, OPEN);
        if (known != null && known == OPEN) {
            requireMadeBeforeItsParts(object);
            return 1;
        }
        if (known != null) {
            return known;
        }
        long size = 1 + members(object);
        if (size > LEAST + TIMES * elements) {
            throw new IOException("collections in it share their members so often that together they are as large as "
                    + size + " elements; copy what is shared, or share less");
        }
        sizes.put(object, size);
        return size;
    }

    private long members(Object object) throws IOException {
        if (object instanceof Record) {
            return components(object);
        }
        long size = 0;
        if (object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                size += member(entry.getKey()) + member(entry.getValue());
            }
        } else if (object instanceof Map.Entry<?, ?> entry) {
            size = member(entry.getKey()) + member(entry.getValue());
        } else if (object instanceof Collection<?> collection) {
            for (Object element : collection) {
                size += member(element);
            }
        } else if (object instanceof Object[] array) {
            for (Object element : array) {
                size += member(element);
            }
        }
        return size;
    }

    private long components(Object whole) throws IOException {
        long size = 0;
        for (Method accessor : PARTS.get(whole.getClass())) {
            try {
                size += member(accessor.invoke(whole));
            } catch (IllegalAccessException | InvocationTargetException e) {
                size++;
            }
        }
        return size;
    }

    /** The accessors of the components that may hold something to look into. */
    private static Method[] parts(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !component.getType().isPrimitive()
                        && !component.getType().isEnum()
                        && ScalarForm.of(component.getType()) == null)
                .map(RecordComponent::getAccessor)
                .filter(AccessibleObject::trySetAccessible)
                .toArray(Method[]::new);
    }

    private static void requireMadeBeforeItsParts(Object object) throws IOException {
        if (object instanceof Record || object.getClass().getName().startsWith("java.util.ImmutableCollections$")) {
            throw new IOException("a " + object.getClass().getName()
                    + " is a part of itself, and it cannot be made before its parts are; break the cycle");
        }
    }

    private long member(@Nullable Object member) throws IOException {
        elements++;
        return size(member);
    }

    private static boolean isLookedInto(Object object) {
        return object instanceof Object[] || LOOKED_INTO.get(object.getClass());
    }

    private static boolean hasMembers(Class<?> type) {
        return Record.class.isAssignableFrom(type)
                || ((Collection.class.isAssignableFrom(type)
                                || Map.class.isAssignableFrom(type)
                                || Map.Entry.class.isAssignableFrom(type))
                        && type.getName().startsWith("java.util."));
    }
}
