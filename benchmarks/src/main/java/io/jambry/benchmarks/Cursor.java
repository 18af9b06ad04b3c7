// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Where a thread is in the keys. Its step shares no factor with their number, and threads begin apart. */
@State(Scope.Thread)
public class Cursor {

    private int at;

    /** For JMH, whose threads have numbers of their own. */
    public Cursor() {
        this(Thread.currentThread().getId());
    }

    Cursor(long number) {
        at = (int) (number * 61 % Workload.KEYS);
    }

    int next() {
        at = (at + 7) % Workload.KEYS;
        return at;
    }

    int nextBulk() {
        return next() % (Workload.KEYS / Workload.BULK);
    }
}
