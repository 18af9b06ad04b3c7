// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import java.net.URL;
import java.net.URLClassLoader;

/** The class loader of an application: it defines a class, and those within it, anew; all others are shared. */
final class ApplicationLoader extends URLClassLoader {

    private final String own;

    private ApplicationLoader(Class<?> own) {
        super(
                new URL[] {own.getProtectionDomain().getCodeSource().getLocation()},
                ApplicationLoader.class.getClassLoader());
        this.own = own.getName();
    }

    static ApplicationLoader of(Class<?> own) {
        return new ApplicationLoader(own);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.equals(own) && !name.startsWith(own + "$")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }
    }
}
