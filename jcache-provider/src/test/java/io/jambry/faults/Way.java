// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** What all connections of a proxy share about one direction: the rule in force, and the bytes counted. Thread-safe. */
final class Way {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder received = new LongAdder();
    private final LongAdder forwarded = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private volatile Rule rule = Rule.always(Fault.NONE);

    Rule rule() {
        return rule;
    }

    void set(Rule next) {
        lock.lock();
        try {
            rule = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those who wait look again. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a point in time.
     *
     * @return true when it came; false when the rule is no longer in force, or the connection has ended, before that
     */
    boolean pause(Rule of, long untilNanos, BooleanSupplier ended) throws InterruptedException {
        lock.lock();
        try {
            while (rule == of && !ended.getAsBoolean()) {
                long left = untilNanos - System.nanoTime();
                if (left <= 0) {
                    return true;
                }
                changed.awaitNanos(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the rule is no longer in force, or the connection has ended. */
    void pause(Rule of, BooleanSupplier ended) throws InterruptedException {
        lock.lock();
        try {
            while (rule == of && !ended.getAsBoolean()) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void countReceived(int bytes) {
        received.add(bytes);
    }

    void countForwarded(int bytes) {
        forwarded.add(bytes);
    }

    void countDropped(int bytes) {
        dropped.add(bytes);
    }

    long received() {
        return received.sum();
    }

    long forwarded() {
        return forwarded.sum();
    }

    long dropped() {
        return dropped.sum();
    }
}
