// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods that use one cache, which must agree about its keys and values. Confined to one thread. */
final class CacheUses {

    private final String cacheName;
    private final List<Use> uses = new ArrayList<>();

    /** A method that uses the cache, and the types of the parameters that are its key there. */
    private record Use(MethodFacts method, CacheOperation operation, List<Class<?>> key) {

        String shown() {
            return operation.shown() + " on " + method.shown();
        }

        @Nullable
        Class<?> result() {
            Type type = ResultShape.resultType(method.method());
            return operation.storesResult() ? TypeRules.raw(type) : null;
        }
    }

    CacheUses(String cacheName) {
        this.cacheName = cacheName;
    }

    void add(MethodFacts method, CacheOperation operation) {
        Class<?>[] types = method.method().getParameterTypes();
        List<Class<?>> key = new ArrayList<>();
        Arrays.stream(Keys.positions(method)).forEach(position -> key.add(TypeRules.boxed(types[position])));
        uses.add(new Use(method, operation, key));
    }

    /** Compares each method with the first one only: one message for each that does not fit. */
    void check(Problems problems) {
        Use first = uses.get(0);
        for (Use other : uses.subList(1, uses.size())) {
            if (!first.key().equals(other.key())) {
                problems.warn(
                        other.shown() + ": its keys in cache '" + cacheName
                                + "' are of other parameters than those of " + first.shown()
                                + ", so neither finds the entries of the other; mark the same ones with @CacheKey, or name another cache");
            }
        }
        uses.stream()
                .filter(use -> use.result() != null)
                .forEach(use -> uses.subList(0, uses.indexOf(use)).stream()
                        .filter(earlier -> earlier.key().equals(use.key()) && !agree(earlier.result(), use.result()))
                        .findFirst()
                        .ifPresent(earlier -> problems.error(use.shown() + ": it returns "
                                + use.method().method().getReturnType().getName() + ", and " + earlier.shown()
                                + " returns "
                                + earlier.method().method().getReturnType().getName()
                                + " for the same key in cache '" + cacheName
                                + "', so each would get results of the other; name another cache")));
    }

    private static boolean agree(@Nullable Class<?> one, @Nullable Class<?> other) {
        return one == null
                || other == null
                || TypeRules.boxed(one).isAssignableFrom(TypeRules.boxed(other))
                || TypeRules.boxed(other).isAssignableFrom(TypeRules.boxed(one));
    }
}
