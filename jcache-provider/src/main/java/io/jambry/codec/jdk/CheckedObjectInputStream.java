// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.PrimitiveTypes;
import io.jambry.codec.Unfolding;
import io.jambry.spi.ClassFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value: resolves its classes with the loader of the manager, then the context loader, never initialises a class
 * before it is allowed, and keeps the limits. Confined to one thread.
 */
final class CheckedObjectInputStream extends ObjectInputStream {

    private static final int MOST_INTERFACES = 100;

    private final ClassFilter allowed;
    private final ClassLoader loader;
    private final Unfolding unfolding = new Unfolding();

    CheckedObjectInputStream(InputStream in, ClassFilter allowed, ReadLimits limits, ClassLoader loader)
            throws IOException {
        super(in);
        this.allowed = allowed;
        this.loader = loader;
        setObjectInputFilter(limits);
        enableResolveObject(true);
    }

    @Override
    protected @Nullable Object resolveObject(@Nullable Object object) throws IOException {
        try {
            unfolding.require(object);
        } catch (IOException e) {
            throw new LimitException(String.valueOf(e.getMessage()));
        }
        return object;
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
        Class<?> primitive = PrimitiveTypes.named(description.getName());
        Class<?> type = primitive == null ? find(description.getName()) : primitive;
        allowed.require(type);
        return type;
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaceNames) throws IOException, ClassNotFoundException {
        if (interfaceNames.length > MOST_INTERFACES) {
            throw new LimitException("a dynamic proxy has " + interfaceNames.length + " interfaces");
        }
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        allowed.require(Proxy.class);
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = find(interfaceNames[i]);
            allowed.require(interfaces[i]);
        }
        return proxyClass(interfaces);
    }

    @SuppressWarnings("deprecation") // the replacement wants an instance, and there is no handler yet
    private Class<?> proxyClass(Class<?>... interfaces) throws ClassNotFoundException {
        try {
            return Proxy.getProxyClass(interfaces.length == 0 ? loader : interfaces[0].getClassLoader(), interfaces);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("a dynamic proxy that cannot be made", e);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        try {
            return Class.forName(name, /* initialize= */ false, loader);
        } catch (ClassNotFoundException e) {
            ClassLoader context = context();
            if (context == null || context == loader) {
                throw e;
            }
            return Class.forName(name, /* initialize= */ false, context);
        }
    }

    private static @Nullable ClassLoader context() {
        return Thread.currentThread().getContextClassLoader();
    }
}
