// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import org.jspecify.annotations.Nullable;

/** How a thread gets a lock, and gives it back; it may get what it has again. Thread-safe: each thread knows its own. */
interface Tenure {

    /** What is held. */
    Holdable what();

    /**
     * Gets it for this thread.
     *
     * @return whether it was got in time
     * @throws InterruptedException if the thread was interrupted, and may be
     */
    boolean take(LockOptions options, Limit limit, boolean interruptible) throws InterruptedException;

    /**
     * Gives back what this thread got last.
     *
     * @throws LockLostException if it was lost
     * @throws IllegalMonitorStateException if there is nothing
     */
    void leave();

    /** What this thread has; null for nothing. */
    @Nullable
    Hold hold();

    /** How often this thread has it. */
    int times();

    /** What to throw at a thread that has nothing. */
    static IllegalMonitorStateException notHeld(Holdable what) {
        return new IllegalMonitorStateException(what + " is not held by this thread");
    }
}
