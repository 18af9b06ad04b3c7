// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.PrimitiveTypes;
import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes that values name: those that the loader of the manager finds, else those that the context class loader does. None is
 * initialised before it is allowed. What the loader has found is remembered, since the next value asks for the same. Thread-safe.
 */
final class ResolvedClasses {

    private final ClassFilter filter;
    private final ClassLoader loader;

    /** Allowed ones, and those of the loader alone: another thread has another context. */
    private final Map<String, Class<?>> known = new ConcurrentHashMap<>();

    ResolvedClasses(ClassFilter filter, ClassLoader loader) {
        this.filter = filter;
        this.loader = loader;
    }

    ClassLoader loader() {
        return loader;
    }

    /** @throws io.jambry.codec.RefusedClassException if it is not allowed */
    void require(Class<?> type) throws IOException {
        filter.require(type);
    }

    /**
     * An allowed class by its name.
     *
     * @throws io.jambry.codec.RefusedClassException if it is not allowed
     */
    Class<?> allowed(String name) throws IOException, ClassNotFoundException {
        Class<?> remembered = known.get(name);
        if (remembered != null) {
            return remembered;
        }
        Class<?> own = own(name);
        Class<?> type = own == null ? Class.forName(name, /* initialize= */ false, otherLoader(name)) : own;
        filter.require(type);
        if (own != null) {
            known.put(name, own);
        }
        return type;
    }

    private @Nullable Class<?> own(String name) {
        Class<?> primitive = PrimitiveTypes.named(name);
        if (primitive != null) {
            return primitive;
        }
        try {
            return Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private ClassLoader otherLoader(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        if (context == null || context == loader) {
            throw new ClassNotFoundException(name);
        }
        return context;
    }
}
