// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Until when this JVM is surely a member of the namespace, so that whoever changes a mode waits for it.
 *
 * <p>A <em>term</em> is a time of membership without a gap: what began and ended in one term, with the lease still held, happened
 * while others waited for this member. Thread-safe; terms begin and renewals arrive one at a time.
 */
final class MemberLease {

    /** What clocks may run apart: a hundredth of the lease, and the grain of the server's clock with some rest. */
    private static final long DRIFT = 100;

    private static final Duration GRAIN = Duration.ofMillis(10);

    private final long sureNanos;
    private final LongSupplier nanoTime;
    private volatile long until;
    private final AtomicLong term = new AtomicLong();

    MemberLease(Duration lease, LongSupplier nanoTime) {
        this.sureNanos = lease.toNanos() - lease.toNanos() / DRIFT - GRAIN.toNanos();
        this.nanoTime = nanoTime;
        this.until = nanoTime.getAsLong();
    }

    /** The number of the term; terms are told apart by it. */
    long term() {
        return term.get();
    }

    boolean holds() {
        return nanoTime.getAsLong() - until < 0;
    }

    /** Whether the term still goes on, and so went on all the time since its number was read. */
    boolean holds(long since) {
        // in this order: who sees the time of a new term must not see the number of the old one
        return holds() && term.get() == since;
    }

    /** The server has prolonged, at some moment after the given one, a lease that holds. */
    void renewed(long sentNanos) {
        until = sentNanos + sureNanos;
    }

    /** The membership began anew, at some moment after the given one. */
    void begun(long sentNanos) {
        term.incrementAndGet();
        until = sentNanos + sureNanos;
    }
}
