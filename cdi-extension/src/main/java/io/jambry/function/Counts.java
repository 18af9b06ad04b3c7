// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a cached function does. Thread-safe. */
final class Counts {

    final OwnedCount hits = new OwnedCount();
    final LongAdder misses = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder shared = new LongAdder();
    final LongAdder timeouts = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder refreshes = new LongAdder();
    final LongAdder refreshesDropped = new LongAdder();
    final LoadCost cost = new LoadCost();

    /** Somebody has waited for its turn in the cluster. */
    void ended(Turn turn, ClusterTurn waiting) {
        if (waiting.hasWaited()) {
            shared.increment();
        }
        if (turn == Turn.Alone.LATE) {
            timeouts.increment();
        }
    }

    FunctionStatistics snapshot() {
        return new FunctionStatistics(
                hits.sum(),
                misses.sum(),
                calls.sum(),
                shared.sum(),
                timeouts.sum(),
                failures.sum(),
                refused.sum(),
                refreshes.sum(),
                refreshesDropped.sum());
    }
}
