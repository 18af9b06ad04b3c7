// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test class has opened so far, be it all that it wanted or not. Confined to one thread. */
public final class Opened {

    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    /** Takes charge of a thing. */
    public <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    /** Closes all, the last one first, even if some fail. */
    public void closeAll() throws Exception {
        Exception failure = null;
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
