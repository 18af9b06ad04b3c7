// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where changes pass, so that somebody can wait until all have ended that began before. Passing costs two updates of a counter
 * that few threads share. Thread-safe.
 *
 * <p>Mechanism: changes count themselves in under the parity of an epoch, and read the mode afterwards. Who waits turns the epoch,
 * so that new changes count themselves elsewhere, and waits until the old parity is empty; then once more for the other parity,
 * because a change may have read the epoch long before it counted itself (as in sleepable read-copy-update, McKenney 2006).
 */
final class ModeGate {

    /** Counters stand in cache lines of their own. */
    private static final int LINE = 16;

    private static final int MOST_STRIPES = 16;
    private static final int MIX = 0x9E3779B9;
    private static final long FIRST_PAUSE_NANOS = 50_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000;

    private final int shift;
    private final AtomicLongArray running;
    private final ReentrantLock waiting = new ReentrantLock();
    private volatile int parity;

    ModeGate() {
        this(Math.min(MOST_STRIPES, Runtime.getRuntime().availableProcessors()));
    }

    private ModeGate(int threads) {
        // two stripes at least, so that the shift below means something
        int bits = 32 - Integer.numberOfLeadingZeros(Math.max(2, threads) - 1);
        shift = 32 - bits;
        running = new AtomicLongArray((2 * LINE) << bits);
    }

    /** A change begins; the mode has to be read after this. The result is for {@link #exit}. */
    int enter() {
        int stripe = ((int) Thread.currentThread().getId() * MIX) >>> shift;
        int place = (2 * stripe + parity) * LINE;
        running.incrementAndGet(place);
        return place;
    }

    /** A change has ended. */
    void exit(int place) {
        running.decrementAndGet(place);
    }

    /** Waits until all changes have ended that began before the call; false if some have not at the deadline. */
    boolean await(long deadlineNanos) {
        boolean interrupted = false;
        waiting.lock();
        try {
            for (int turn = 0; turn < 2; turn++) {
                int old = parity;
                parity = 1 - old;
                long pause = FIRST_PAUSE_NANOS;
                while (!isEmpty(old)) {
                    if (System.nanoTime() - deadlineNanos >= 0) {
                        return false;
                    }
                    LockSupport.parkNanos(this, pause);
                    interrupted |= Thread.interrupted();
                    pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                }
            }
            return true;
        } finally {
            waiting.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean isEmpty(int old) {
        for (int place = old * LINE; place < running.length(); place += 2 * LINE) {
            if (running.get(place) != 0) {
                return false;
            }
        }
        return true;
    }
}
