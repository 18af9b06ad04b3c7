// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Wakes one who waits: a thread, or what an asynchronous call does next. A ring before the wait is not lost. Rung by anybody; awaited by
 * the thread that made it.
 */
final class Bell {

    private final @Nullable Thread sleeper;
    private final @Nullable Runnable action;
    private volatile boolean rung;

    private Bell(@Nullable Thread sleeper, @Nullable Runnable action) {
        this.sleeper = sleeper;
        this.action = action;
    }

    static Bell ofThisThread() {
        return new Bell(Thread.currentThread(), null);
    }

    static Bell of(Runnable action) {
        return new Bell(null, action);
    }

    void ring() {
        rung = true;
        LockSupport.unpark(sleeper);
        if (action != null) {
            action.run();
        }
    }

    /** Forgets rings so far. */
    void hush() {
        rung = false;
    }

    boolean hasRung() {
        return rung;
    }

    /** Waits for a ring or for some time, and forgets the ring. Ends at once where the thread is interrupted. */
    void await(long nanos) {
        long end = System.nanoTime() + nanos;
        while (!rung && !Thread.currentThread().isInterrupted()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
        rung = false;
    }
}
