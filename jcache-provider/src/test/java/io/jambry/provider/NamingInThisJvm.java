// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import java.lang.reflect.Proxy;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import javax.naming.spi.NamingManager;

/** JNDI with the names that a test binds, references and their factories included. */
public final class NamingInThisJvm implements InitialContextFactory {

    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** Called by JNDI. */
    public NamingInThisJvm() {}

    /** Makes it the naming of this JVM until it is closed. */
    static AutoCloseable begin() {
        String before = System.getProperty(Context.INITIAL_CONTEXT_FACTORY);
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, NamingInThisJvm.class.getName());
        return () -> {
            BOUND.clear();
            if (before == null) {
                System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
            } else {
                System.setProperty(Context.INITIAL_CONTEXT_FACTORY, before);
            }
        };
    }

    static void bind(String name, Object object) {
        BOUND.put(name, object);
    }

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
        return (Context) Proxy.newProxyInstance(
                NamingInThisJvm.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("lookup")) {
                        return lookup(arguments[0].toString());
                    }
                    if (method.getName().equals("close")) {
                        return null;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private static Object lookup(String name) throws Exception {
        Object bound = BOUND.get(name);
        if (bound == null) {
            throw new NameNotFoundException(name + " is not bound");
        }
        return NamingManager.getObjectInstance(bound, null, null, null);
    }
}
