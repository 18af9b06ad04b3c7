// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import java.io.Serial;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What stands for a cache or manager in a bean that may be passivated: it is written as what was asked for, and found again where it is read.
 *
 * <p>Thread-safe: who comes at the same time finds the same.
 */
final class Reference implements InvocationHandler, Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final InjectedObject<?> wanted;
    private transient volatile @Nullable Object found;

    private Reference(InjectedObject<?> wanted, Object found) {
        this.wanted = wanted;
        this.found = found;
    }

    /** A reference that knows already what it refers to. */
    static <T> T to(InjectedObject<T> wanted, T found) {
        Class<T> type = wanted.type();
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, new Reference(wanted, found)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(found(), arguments);
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause();
            throw cause == null ? failed : cause;
        }
    }

    private Object found() {
        Object known = found;
        if (known == null) {
            known = wanted.find(CachedBeans.ofThisApplication().caches());
            found = known;
        }
        return known;
    }
}
