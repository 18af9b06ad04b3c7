// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault in force, and how often it may still strike. */
final class Rule {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Fault fault;
    private final AtomicInteger left;

    private Rule(Fault fault, int times) {
        this.fault = fault;
        this.left = new AtomicInteger(times);
    }

    static Rule always(Fault fault) {
        return new Rule(fault, ALWAYS);
    }

    static Rule times(Fault fault, int times) {
        return new Rule(fault, times);
    }

    Fault fault() {
        return fault;
    }

    /** Takes one strike; false when there is none left. */
    boolean strike() {
        return left.getAndUpdate(now -> now == ALWAYS ? ALWAYS : Math.max(0, now - 1)) > 0;
    }
}
