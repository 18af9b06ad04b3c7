// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.DecodingException;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the changes that one cache was told of. What cannot be decoded is logged once per reason.
 *
 * <p>Thread-safe.
 */
public final class FeedCounters {

    private static final System.Logger LOG = System.getLogger(FeedCounters.class.getName());

    private final String cacheName;
    private final LongAdder told = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder undecodable = new LongAdder();
    private final Reasons reasons = new Reasons();

    /**
     * Nothing yet.
     *
     * @param cacheName the cache, for messages
     */
    public FeedCounters(String cacheName) {
        this.cacheName = cacheName;
    }

    /**
     * Changes this JVM was told of.
     *
     * @return a count
     */
    public long told() {
        return told.sum();
    }

    /**
     * How often changes may have been missed.
     *
     * @return a count
     */
    public long missed() {
        return missed.sum();
    }

    /**
     * Events that did not reach a listener, because it was too slow or there was no thread for it.
     *
     * @return a count
     */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Keys and values of events that somebody looked at and that could not be decoded.
     *
     * @return a count
     */
    public long undecodable() {
        return undecodable.sum();
    }

    void countTold(int changes) {
        told.add(changes);
    }

    void countMissed() {
        missed.increment();
    }

    void countDropped(int events) {
        dropped.add(events);
    }

    void countUndecodable(DecodingException e) {
        undecodable.increment();
        // the message has sizes in it; the cause names the class that is missing
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (reasons.isNew(cause.getClass().getName() + cause.getMessage())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache '" + cacheName
                            + "': an event cannot be decoded in this JVM; further ones for the same reason are"
                            + " counted silently",
                    e);
        }
    }
}
