// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long to wait before a command is sent again: a little at first, then longer, never the same twice. */
final class Backoff {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int DOUBLINGS = 6;

    /** An attempt that has less would only say that its time was over, and hide what the one before has said. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    private Backoff() {}

    /**
     * Waits.
     *
     * @param attempt how many attempts have failed, from 1; the first one is repeated at once
     * @return false if too little time would be left, or is, for another attempt
     */
    static boolean pause(int attempt, long deadline) {
        if (attempt <= 1) {
            return deadline - System.nanoTime() > 0;
        }
        long longest = FIRST_NANOS << Math.min(DOUBLINGS, attempt - 2);
        long pause = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        long end = System.nanoTime() + pause;
        // a thread may wake late
        if (deadline - end < 2 * LEAST_NANOS) {
            return false;
        }
        boolean interrupted = false;
        for (long left = pause; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return deadline - System.nanoTime() >= LEAST_NANOS;
    }
}
