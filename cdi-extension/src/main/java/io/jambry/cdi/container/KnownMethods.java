// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is done for the methods that were called so far. Immutable.
 *
 * <p>A bean has few methods, and its container calls with the same object each time: to look at some costs less than their hash code.
 */
final class KnownMethods {

    static final KnownMethods NONE = new KnownMethods(Map.of());

    private static final int FEW = 8;

    private final Map<Method, CachedMethod> all;
    private final Method[] few;
    private final CachedMethod[] cached;

    private KnownMethods(Map<Method, CachedMethod> all) {
        this.all = all;
        this.few = all.keySet().stream().limit(FEW).toArray(Method[]::new);
        this.cached = Stream.of(few).map(all::get).toArray(CachedMethod[]::new);
    }

    KnownMethods with(Method method, CachedMethod done) {
        return new KnownMethods(Stream.concat(all.entrySet().stream(), Stream.of(Map.entry(method, done)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, again) -> again)));
    }

    /** Calls what is known of a method, or else has it found. All that a call costs us is in here, because compilers follow containers down to here. */
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
