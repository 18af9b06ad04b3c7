// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is done for the methods that were called so far, of all beans of this JVM.
 *
 * <p>Mechanism: one table, in which a method stands by the object that its container calls with. A processor finds it without waiting for the container's
 * way to the interceptor and its bean, and so looks into it, and for what is near, while it is still under way there; whether what was found is that bean's
 * is asked besides. A method that comes as other objects, too, stands here by the first one; by others its bean finds it.
 *
 * <p>Thread-safe. Who looks needs no lock: a place is filled once, and what is forgotten leaves a new table behind.
 */
final class KnownMethods {

    private static final int LEAST_PLACES = 64;

    /** Which are in the table, each once. */
    private static final Set<CachedMethod> INSIDE = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A power of two of places, at most half of them filled; a method stands at its hash or in one of the places behind, before the first empty one. */
    private static volatile @Nullable Known[] table = new Known[LEAST_PLACES];

    private record Known(Method method, CachedBean bean, CacheOperation operation, CachedMethod found) {}

    private KnownMethods() {}

    /**
     * Finds what is done for a method.
     *
     * @param bean the one whose method it is; nothing is found for null
     * @return null if it is not known by this object
     */
    @SuppressWarnings("ReferenceEquality") // others that are equal are found by the bean
    static @Nullable CachedMethod find(Method method, @Nullable CachedBean bean, CacheOperation operation) {
        @Nullable Known[] places = table;
        int last = places.length - 1;
        int place = System.identityHashCode(method) & last;
        for (Known known = places[place]; known != null; known = places[place]) {
            if (known.method == method && known.bean == bean && known.operation == operation) {
                return known.found;
            }
            place = (place + 1) & last;
        }
        return null;
    }

    /** Nothing is done for what is known, nor for a bean whose application has ended. */
    static synchronized void add(Method method, CachedBean bean, CacheOperation operation, CachedMethod found) {
        if (bean.isOver() || !INSIDE.add(found)) {
            return;
        }
        if (INSIDE.size() * 2 > table.length) {
            table = filled(table.length * 2, all());
        }
        put(new Known(method, bean, operation, found), table);
    }

    private static void put(Known known, @Nullable Known[] places) {
        int place = System.identityHashCode(known.method) & (places.length - 1);
        while (places[place] != null) {
            place = (place + 1) & (places.length - 1);
        }
        places[place] = known;
    }

    private static List<Known> all() {
        return Stream.of(table).filter(Objects::nonNull).toList();
    }

    private static @Nullable Known[] filled(int length, List<Known> all) {
        @Nullable Known[] places = new Known[length];
        all.forEach(known -> put(known, places));
        return places;
    }

    /** Forgets the methods of applications that have ended. */
    static synchronized void forgetEnded() {
        all().stream().filter(known -> known.bean.isOver()).forEach(known -> INSIDE.remove(known.found));
        table = filled(
                table.length,
                all().stream().filter(known -> INSIDE.contains(known.found)).toList());
    }

    /** How many are known. */
    static synchronized int size() {
        return INSIDE.size();
    }
}
