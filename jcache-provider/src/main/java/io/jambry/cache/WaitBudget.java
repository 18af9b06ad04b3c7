// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.time.Duration;

/**
 * The time in which an update may wait for others, and be run again because of them: for a thread of this JVM and for other
 * JVMs together. It stands still while code of the application runs. No request to the store begins after it but the first
 * claim and the first commit, so that the update ends two requests later at the latest. Confined to one thread.
 */
final class WaitBudget {

    private long deadline;

    WaitBudget(Duration longest) {
        deadline = System.nanoTime() + longest.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - deadline > 0;
    }

    /** Never less than 0. */
    long leftNanos() {
        return Math.max(0, deadline - System.nanoTime());
    }

    /** Code of the application has run since then. */
    void exempt(long since) {
        deadline += System.nanoTime() - since;
    }
}
