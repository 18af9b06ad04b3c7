// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import java.util.concurrent.Executor;

/**
 * An executor whose work finds the class loader of the application, whatever the thread had before: code of the application runs in it. The
 * thread gets its own back.
 *
 * @param loader the class loader of the manager
 * @param executor gives threads
 */
record InContext(ClassLoader loader, Executor executor) implements Executor {

    @Override
    public void execute(Runnable work) {
        executor.execute(() -> run(loader, work));
    }

    static void run(ClassLoader loader, Runnable work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
