// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.util.concurrent.atomic.AtomicInteger;

/** A fault in force, for which connections, and how often it may still strike. Thread-safe. */
final class Rule {

    private static final int ALWAYS = Integer.MAX_VALUE;

    private final Fault fault;
    private final int lastConnection;
    private final AtomicInteger left;

    private Rule(Fault fault, int lastConnection, int times) {
        this.fault = fault;
        this.lastConnection = lastConnection;
        this.left = new AtomicInteger(times);
    }

    static Rule always(Fault fault) {
        return new Rule(fault, Integer.MAX_VALUE, ALWAYS);
    }

    static Rule times(Fault fault, int times) {
        return new Rule(fault, Integer.MAX_VALUE, times);
    }

    /** A rule for the connections with the numbers up to this one. */
    static Rule upTo(int lastConnection, Fault fault) {
        return new Rule(fault, lastConnection, ALWAYS);
    }

    Fault faultFor(int connection) {
        return connection <= lastConnection ? fault : Fault.NONE;
    }

    /** Takes one strike; false when there is none left. */
    boolean strike() {
        return left.getAndUpdate(now -> now == ALWAYS ? ALWAYS : Math.max(0, now - 1)) > 0;
    }
}
