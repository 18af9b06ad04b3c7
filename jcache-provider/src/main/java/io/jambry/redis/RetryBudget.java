// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps repetitions rare: each takes one from a budget of a thousand, and ten calls that are answered give one back. So
 * a server in trouble gets a tenth more load, not a multiple. Thread-safe.
 */
final class RetryBudget {

    private static final int TENTHS = 10;
    private static final int FULL = 1000 * TENTHS;

    private final AtomicInteger tenths = new AtomicInteger(FULL);

    /** A call was answered. */
    void refill() {
        int now = tenths.get();
        if (now < FULL) {
            tenths.compareAndSet(now, now + 1);
        }
    }

    /** Tells whether one may be repeated. */
    boolean take() {
        int now = tenths.get();
        while (now >= TENTHS) {
            if (tenths.compareAndSet(now, now - TENTHS)) {
                return true;
            }
            now = tenths.get();
        }
        return false;
    }
}
