// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

/**
 * Tells a thread that runs listeners of a shared cache from others: waiting for listeners, it might wait for itself.
 *
 * <p>Thread-safe.
 */
public final class ListenerThread {

    private static final ThreadLocal<Boolean> CURRENT = new ThreadLocal<>();

    private ListenerThread() {}

    /**
     * Tells whether the calling thread runs a listener.
     *
     * @return true within a listener or a filter of a shared cache
     */
    public static boolean isCurrent() {
        return CURRENT.get() != null;
    }

    static void enter() {
        CURRENT.set(Boolean.TRUE);
    }

    static void leave() {
        CURRENT.remove();
    }
}
