// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** What is done when methods of a bean are called. Immutable. */
public final class BeanMethods {

    private final Map<CacheOperation, Map<Method, CachedMethod>> methods = new EnumMap<>(CacheOperation.class);

    BeanMethods(Map<Method, Map<CacheOperation, CachedMethod>> methods) {
        methods.forEach((method, operations) -> operations.forEach((operation, cached) -> this.methods
                .computeIfAbsent(operation, first -> new HashMap<>())
                .put(method, cached)));
    }

    /**
     * What an annotation makes of methods.
     *
     * @return without those that it does not concern, although the container calls the interceptor: they have annotations of their own,
     *     which go before those of the class
     */
    public Map<Method, CachedMethod> with(CacheOperation operation) {
        return Collections.unmodifiableMap(methods.getOrDefault(operation, Map.of()));
    }
}
