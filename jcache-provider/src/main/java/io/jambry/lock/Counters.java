// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.concurrent.atomic.LongAdder;

/** What a client counts. Thread-safe. */
final class Counters {

    private final LongAdder waiting = new LongAdder();
    private final LongAdder acquired = new LongAdder();
    private final LongAdder inVain = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder waitedNanos = new LongAdder();

    void began() {
        waiting.increment();
    }

    void ended(long begun, boolean isGot) {
        waiting.decrement();
        if (isGot) {
            acquired.increment();
            waitedNanos.add(System.nanoTime() - begun);
        } else {
            inVain.increment();
        }
    }

    void lost() {
        lost.increment();
    }

    LockStatistics with(Keeper keeper, Releases releases) {
        return new LockStatistics(
                keeper.held(),
                waiting.intValue(),
                acquired.sum(),
                releases.released(),
                lost.sum(),
                inVain.sum(),
                keeper.renewals(),
                waitedNanos.sum(),
                releases.heldNanos());
    }
}
