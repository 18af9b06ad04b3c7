// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.concurrent.atomic.LongAdder;

/** What a feed counts, for those who watch. Thread-safe. */
final class FeedCounters {

    private final LongAdder told = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder tallies = new LongAdder();

    void told() {
        told.increment();
    }

    void missed() {
        missed.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    void unknown() {
        unknown.increment();
    }

    void tally() {
        tallies.increment();
    }

    void timeout() {
        timeouts.increment();
    }

    /**
     * What has been counted so far.
     *
     * @param told messages of changes that reached the receiver
     * @param missed how often the receiver was told that changes may have been missed
     * @param duplicates messages that came twice
     * @param unknown messages that could not be read
     * @param timeouts changes whose synchronous listeners did not all answer in time
     * @param tallies tallies that were compared with what was heard
     */
    record Snapshot(long told, long missed, long duplicates, long unknown, long timeouts, long tallies) {}

    Snapshot snapshot() {
        return new Snapshot(told.sum(), missed.sum(), duplicates.sum(), unknown.sum(), timeouts.sum(), tallies.sum());
    }
}
