// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.jdk;

import io.jambry.codec.Unfolding;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of {@linkplain ResolvedClasses allowed classes} and keeps the limits. Confined to one thread.
 */
final class CheckedObjectInputStream extends ObjectInputStream {

    private static final int MOST_INTERFACES = 100;

    private final ResolvedClasses classes;
    private final Unfolding unfolding = new Unfolding();

    CheckedObjectInputStream(InputStream in, ResolvedClasses classes, ReadLimits limits) throws IOException {
        super(in);
        this.classes = classes;
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
        return classes.allowed(description.getName());
    }

    @Override
    protected Class<?> resolveProxyClass(String[] interfaceNames) throws IOException, ClassNotFoundException {
        if (interfaceNames.length > MOST_INTERFACES) {
            throw new LimitException("a dynamic proxy has " + interfaceNames.length + " interfaces");
        }
        Class<?>[] interfaces = new Class<?>[interfaceNames.length];
        classes.require(Proxy.class);
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = classes.allowed(interfaceNames[i]);
        }
        return proxyClass(interfaces);
    }

    @SuppressWarnings("deprecation") // the replacement wants an instance, and there is no handler yet
    private Class<?> proxyClass(Class<?>... interfaces) throws ClassNotFoundException {
        try {
            return Proxy.getProxyClass(
                    interfaces.length == 0 ? classes.loader() : interfaces[0].getClassLoader(), interfaces);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("a dynamic proxy that cannot be made", e);
        }
    }
}
