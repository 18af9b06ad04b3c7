// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.io.InputStream;

/**
 * Stays awake for a moment where an answer is due at once, as from a server on the same machine: falling asleep and being woken
 * takes longer there than the answer, and as much of the processor as looking for it.
 *
 * <p>Mechanism: looks until something has come or the moment is over, and lets every other thread that wants the processor
 * go first. Each vain moment doubles the number of answers that are then slept through, up to {@link #MOST_SLEEPS}; so a server
 * that is further away costs next to nothing. Confined to one thread at a time.
 */
final class Alertness {

    /** In nanoseconds. */
    static final long LONGEST = 50_000;

    static final int MOST_SLEEPS = 1024;

    private final long longest;
    private int sleeps = 1;
    private int sleepsLeft;

    /** Stays awake for so many nanoseconds at a time, usually {@link #LONGEST}. */
    Alertness(long longest) {
        this.longest = longest;
    }

    /** Returns when there is something to read, or when it is time to sleep until there is. */
    void await(InputStream socket) throws IOException {
        if (sleepsLeft > 0) {
            sleepsLeft--;
            return;
        }
        if (comesSoon(socket)) {
            sleeps = 1;
        } else {
            sleepsLeft = sleeps;
            sleeps = Math.min(sleeps * 2, MOST_SLEEPS);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // who is not let go first only waits a little longer
    private boolean comesSoon(InputStream socket) throws IOException {
        long start = System.nanoTime();
        while (socket.available() == 0) {
            if (System.nanoTime() - start > longest) {
                return false;
            }
            Thread.yield();
        }
        return true;
    }
}
