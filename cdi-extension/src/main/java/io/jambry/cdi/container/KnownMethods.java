// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import io.jambry.cdi.method.NearMethod;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is done for the methods that were called so far: a method, then what is done for it, then the next method.
 *
 * <p>They stand in an array that the interceptor holds itself, and are looked at one by one: a hit waits at each object that it is led through on
 * its way to the cache, and a bean has few methods, for which its container calls with the same object each time.
 */
final class KnownMethods {

    static final Object[] NONE = {};

    private KnownMethods() {}

    static Object[] with(Object[] known, Method method, CachedMethod found) {
        Object[] more = Arrays.copyOf(known, known.length + 2);
        more[known.length] = method;
        more[known.length + 1] = found;
        return more;
    }

    /**
     * Does what is done for a method, which is found if it is not known yet. The interceptor itself does nothing else for a call: a compiler that has
     * followed the container down to there goes no deeper, and begins anew with what it calls.
     */
    @SuppressWarnings("ReferenceEquality") // others that are equal are looked for afterwards
    static @Nullable Object call(
            Object[] known, InvocationContext context, CachingInterceptor interceptor, CacheOperation operation)
            throws Exception {
        Method method = context.getMethod();
        for (int i = 0; i < known.length; i += 2) {
            if (known[i] == method) {
                CachedMethod found = (CachedMethod) known[i + 1];
                Object near = found instanceof NearMethod kept ? kept.atHand(context.getParameters()) : null;
                return near == null ? found.call(new CallOf(context, operation)) : near;
            }
        }
        CachedMethod equal = ofEqual(known, method);
        return (equal == null ? interceptor.find(context, operation) : equal).call(new CallOf(context, operation));
    }

    private static @Nullable CachedMethod ofEqual(Object[] known, Method method) {
        for (int i = 0; i < known.length; i += 2) {
            if (known[i].equals(method)) {
                return (CachedMethod) known[i + 1];
            }
        }
        return null;
    }
}
