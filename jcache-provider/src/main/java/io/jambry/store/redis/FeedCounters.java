// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.store.redis.Message.Unknown;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/** What a feed counts, for those who watch. Messages that cannot be read are logged once. Thread-safe. */
final class FeedCounters {

    private static final System.Logger LOG = System.getLogger(FeedCounters.class.getName());

    private final LongAdder told = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder tallies = new LongAdder();
    private final AtomicBoolean unknownSeen = new AtomicBoolean();

    void told() {
        told.increment();
    }

    void missed() {
        missed.increment();
    }

    void duplicate() {
        duplicates.increment();
    }

    /** Counts a message that means nothing here, and logs the first. */
    void unknown(Message message, String channel) {
        unknown.increment();
        if (!unknownSeen.getAndSet(true)) {
            LOG.log(
                    Level.WARNING,
                    "a message of version {0} on channel {1} cannot be read, and others like it are counted and passed over;"
                            + " members of different versions may miss changes of each other",
                    message instanceof Unknown other ? other.version() : MessageFormat.VERSION,
                    channel);
        }
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
