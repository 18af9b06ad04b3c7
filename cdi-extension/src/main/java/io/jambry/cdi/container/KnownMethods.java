// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done for the methods that were called so far. Immutable.
 *
 * <p>A bean has few methods, and its container calls with the same object each time: to look at some costs less than their hash code.
 */
final class KnownMethods {

    private static final int FEW = 8;

    static final KnownMethods NONE = new KnownMethods(Map.of());

    private final Map<Method, CachedMethod> all;
    private final Method[] few;
    private final CachedMethod[] cached;

    private KnownMethods(Map<Method, CachedMethod> all) {
        List<Map.Entry<Method, CachedMethod>> first =
                all.entrySet().stream().limit(FEW).toList();
        this.all = all;
        this.few = first.stream().map(Map.Entry::getKey).toArray(Method[]::new);
        this.cached = first.stream().map(Map.Entry::getValue).toArray(CachedMethod[]::new);
    }

    KnownMethods with(Method method, CachedMethod found) {
        Map<Method, CachedMethod> more = new HashMap<>(all);
        more.put(method, found);
        return new KnownMethods(more);
    }

    /**
     * Does what is done for a method, which is found if it is not known yet. The interceptor itself does nothing else for a call: a compiler that has
     * followed the container down to there goes no deeper, and begins anew with what it calls.
     */
    @SuppressWarnings("ReferenceEquality") // others that are equal are found by the map
    @Nullable
    Object call(InvocationContext context, CachingInterceptor interceptor, CacheOperation operation) throws Exception {
        Method method = context.getMethod();
        for (int i = 0; i < few.length; i++) {
            if (few[i] == method) {
                return cached[i].call(new CallOf(context, operation));
            }
        }
        CachedMethod known = all.get(method);
        return (known == null ? interceptor.find(context, operation) : known).call(new CallOf(context, operation));
    }
}
