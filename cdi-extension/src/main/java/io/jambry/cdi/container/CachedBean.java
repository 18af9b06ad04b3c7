// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import io.jambry.cdi.method.BeanMethods;
import io.jambry.cdi.method.CacheOperation;
import io.jambry.cdi.method.CachedMethod;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The cached methods of a bean of an application. Thread-safe. */
final class CachedBean {

    private final BiFunction<Method, CacheOperation, @Nullable CachedMethod> methods;

    /** Of the application. */
    private final AtomicBoolean ended;

    CachedBean(BiFunction<Method, CacheOperation, @Nullable CachedMethod> methods, AtomicBoolean ended) {
        this.methods = methods;
        this.ended = ended;
    }

    /** As {@link BeanMethods#find}, also when the application has ended. */
    @Nullable
    CachedMethod find(Method method, CacheOperation operation) {
        return methods.apply(method, operation);
    }

    /** Tells whether its application has ended. */
    boolean isOver() {
        return ended.get();
    }
}
