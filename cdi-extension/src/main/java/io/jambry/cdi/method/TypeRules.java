// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What keys and results must be like to be stored. Types that are open, such as interfaces, are believed to be. */
final class TypeRules {

    /** What can be read only once, or comes in pieces. */
    private static final Set<String> STREAMS = Set.of(
            "java.util.stream.BaseStream",
            "java.util.Iterator",
            "java.util.Enumeration",
            "java.io.InputStream",
            "java.io.Reader",
            "java.util.concurrent.Flow$Publisher",
            "org.reactivestreams.Publisher",
            "io.smallrye.mutiny.Uni",
            "io.smallrye.mutiny.Multi");

    private final Problems problems;
    private final CdiSettings settings;

    TypeRules(Problems problems, CdiSettings settings) {
        this.problems = problems;
        this.settings = settings;
    }

    /**
     * Checks the types that a method brings into a cache.
     *
     * @param ofParameters whether its keys are made of its parameters
     */
    void check(MethodFacts method, CacheOperation operation, String cacheName, boolean ofParameters) {
        if (operation == CacheOperation.BATCH) {
            return;
        }
        if (!operation.concernsAll(method) && ofParameters) {
            Arrays.stream(Keys.positions(method)).forEach(position -> checkKey(method, operation, position, cacheName));
        }
        if (operation.storesResult()) {
            checkResult(method, operation, cacheName);
        }
    }

    private void checkKey(MethodFacts method, CacheOperation operation, int position, String cacheName) {
        Class<?> type = method.method().getParameterTypes()[position];
        if (isConcreteOfApplication(type) && !type.isRecord() && !settings.isProviderSet(cacheName, "keys")) {
            problems.complain(
                    settings.unfitKeys(),
                    operation.shown() + " on " + method.shown() + ": parameter " + (position + 1) + " is of type "
                            + type.getName() + ", which has no canonical form as a key; make it a record, mark other"
                            + " parameters with @CacheKey, name a cacheKeyGenerator, or set 'jambry.caches." + cacheName
                            + ".keys = jdk'",
                    "jambry.cdi.unfit-keys");
        }
    }

    private void checkResult(MethodFacts method, CacheOperation operation, String cacheName) {
        Class<?> type = raw(ResultShape.resultType(method.method()));
        if (type == null) {
            return;
        }
        if (isStream(type)) {
            problems.error(operation.shown() + " on " + method.shown() + ": it returns " + type.getName()
                    + ", which can be used only once; return a collection");
        } else if (isConcreteOfApplication(type)
                && !Serializable.class.isAssignableFrom(type)
                && !settings.isProviderSet(cacheName, "codec")) {
            problems.complain(
                    settings.unfitResults(),
                    operation.shown() + " on " + method.shown() + ": " + type.getName()
                            + " is not Serializable, so its results cannot be stored; make it so, or set another 'jambry.caches."
                            + cacheName + ".codec'",
                    "jambry.cdi.unfit-results");
        }
    }

    private static boolean isConcreteOfApplication(Class<?> type) {
        return !type.isPrimitive()
                && !type.isArray()
                && !type.isInterface()
                && !type.isEnum()
                && !Modifier.isAbstract(type.getModifiers())
                && !type.getName().startsWith("java.");
    }

    private static boolean isStream(Class<?> type) {
        return STREAMS.contains(type.getName())
                || (type.getSuperclass() != null && isStream(type.getSuperclass()))
                || Arrays.stream(type.getInterfaces()).anyMatch(TypeRules::isStream);
    }

    static @Nullable Class<?> raw(Type type) {
        if (type instanceof Class<?> known) {
            return known;
        }
        return type instanceof ParameterizedType parameterized ? raw(parameterized.getRawType()) : null;
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }
}
