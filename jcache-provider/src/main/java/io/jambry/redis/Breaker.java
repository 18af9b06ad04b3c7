// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves a node alone for a while that has answered none of several calls in a row, and for longer than a call may take; then
 * one call may try. So a short interruption costs callers time, a long one does not cost them their threads. Thread-safe.
 *
 * <p>Costs a call that is answered two reads of fields that seldom change.
 */
final class Breaker {

    private static final int LONGEST = 2;

    private final int failures;
    private final long pauseNanos;
    private final long patienceNanos;
    private final AtomicInteger inARow = new AtomicInteger();
    private final AtomicLong openings = new AtomicLong();

    /** When the next call may try, in the time of {@link System#nanoTime()}; meaningful while open. */
    private final AtomicLong nextTry = new AtomicLong();

    private volatile int opened;
    private volatile long firstFailure;

    Breaker(LinkLimits limits) {
        failures = limits.breakerFailures();
        pauseNanos = limits.breakerPause().toNanos();
        patienceNanos = limits.timeout().toNanos();
    }

    /** Tells whether a call may go to the node. */
    boolean admits() {
        if (opened == 0) {
            return true;
        }
        long next = nextTry.get();
        long now = System.nanoTime();
        return now - next >= 0 && nextTry.compareAndSet(next, now + pauseNanos);
    }

    /** A call was answered. True if the node had been left alone until now. */
    boolean answered() {
        // both: a failure that was counted before the last answer may have opened it after that
        if (inARow.get() == 0 && opened == 0) {
            return false;
        }
        inARow.set(0);
        boolean wasOpen = opened > 0;
        opened = 0;
        return wasOpen;
    }

    /** A call was not answered. True if the node is left alone from now on. */
    boolean failed() {
        int count = inARow.incrementAndGet();
        long now = System.nanoTime();
        if (count == 1) {
            firstFailure = now;
        }
        if (failures == 0 || count < failures || now - firstFailure < patienceNanos) {
            return false;
        }
        boolean first = opened == 0;
        int times = Math.min(LONGEST, opened + 1);
        opened = times;
        // twice as long each time, and not at the same moment in every JVM
        long pause = pauseNanos << (times - 1);
        nextTry.set(now + pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
        if (first) {
            openings.incrementAndGet();
        }
        return first;
    }

    boolean isOpen() {
        return opened > 0;
    }

    /** How often the node was left alone so far. */
    long openings() {
        return openings.get();
    }

    /** How long until the next call may try. */
    long millisToNextTry() {
        return Math.max(0, (nextTry.get() - System.nanoTime()) / 1_000_000);
    }
}
