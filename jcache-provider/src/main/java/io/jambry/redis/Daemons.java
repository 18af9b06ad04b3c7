// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * Makes threads that keep nothing of whoever happens to need them first: applications may share a manager or a connection, and
 * one that is gone must not be held by a thread that goes on for the others.
 */
public final class Daemons {

    private Daemons() {}

    /**
     * A daemon that runs our own code only, and is not started yet.
     *
     * @param name the name of the thread
     * @param task what it does
     * @return the thread
     */
    public static Thread thread(String name, Runnable task) {
        return thread(name, task, Daemons.class.getClassLoader());
    }

    /**
     * A daemon that is not started yet, without thread locals and code of its maker.
     *
     * @param name the name of the thread
     * @param task what it does
     * @param context the class loader that user code finds in the thread
     * @return the thread
     */
    @SuppressWarnings(
            "removal") // before Java 24, a thread made in any other way keeps the classes on its maker's stack
    public static Thread thread(String name, Runnable task, ClassLoader context) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, task, name, /* stackSize= */ 0, /* inheritThreadLocals= */ false);
            thread.setDaemon(true);
            thread.setContextClassLoader(context);
            return thread;
        });
    }
}
