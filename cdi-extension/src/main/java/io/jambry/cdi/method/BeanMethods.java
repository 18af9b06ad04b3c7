// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is done when methods of a bean are called. Immutable. */
public final class BeanMethods {

    private final Map<Method, Map<CacheOperation, CachedMethod>> methods;

    BeanMethods(Map<Method, Map<CacheOperation, CachedMethod>> methods) {
        this.methods = Map.copyOf(methods);
    }

    /**
     * What an annotation makes of a method.
     *
     * @return null if it does not concern the method, although the container called the interceptor: the method has annotations of its
     *     own, which go before those of the class
     */
    public @Nullable CachedMethod find(Method method, CacheOperation operation) {
        Map<CacheOperation, CachedMethod> operations = methods.get(method);
        return operations == null ? null : operations.get(operation);
    }
}
