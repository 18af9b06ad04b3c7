// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Decides at random, the likelier the closer the end of an entry is in terms of what its result costs, that it is made anew before.
 *
 * <p>Source: A. Vattani, F. Chierichetti, K. Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015.
 *
 * @param factor the beta of the paper: more refreshes earlier; 0 never
 * @param executor runs the function
 */
record EarlyRefresh(double factor, Executor executor) {

    private static final double MOST = 100;

    static final EarlyRefresh NEVER = new EarlyRefresh(0, FunctionThreads.REFRESHES);

    EarlyRefresh {
        requireNonNull(executor, "executor");
        // not a number is neither
        if (!(factor >= 0 && factor <= MOST)) {
            throw new IllegalArgumentException("earlyRefresh is " + factor + ": give 0 to 100, such as 1");
        }
    }

    boolean isOn() {
        return factor > 0;
    }

    /** Whether an entry is to be refreshed now that has so long to live. */
    boolean isDue(long remainingMillis, LoadCost cost) {
        if (remainingMillis == Long.MAX_VALUE) {
            return false;
        }
        double early = factor
                * cost.nanos()
                * -Math.log(1 - ThreadLocalRandom.current().nextDouble());
        return early >= TimeUnit.MILLISECONDS.toNanos(remainingMillis);
    }
}
