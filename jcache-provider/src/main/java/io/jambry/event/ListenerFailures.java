// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import java.util.concurrent.atomic.LongAdder;

/**
 * What the listeners and filters of one cache in this JVM threw. All of it is counted; where nobody waits who could be told, the first of
 * each listener and kind of exception is logged.
 *
 * <p>Thread-safe.
 */
public final class ListenerFailures {

    private static final System.Logger LOG = System.getLogger(ListenerFailures.class.getName());

    private final String cacheName;
    private final LongAdder failures = new LongAdder();
    private final Reasons reasons = new Reasons();

    ListenerFailures(String cacheName) {
        this.cacheName = cacheName;
    }

    /**
     * How often a listener or a filter threw.
     *
     * @return a count
     */
    public long count() {
        return failures.sum();
    }

    void add() {
        failures.increment();
    }

    /**
     * Logs what was thrown and is told to nobody else, unless the same was logged before.
     *
     * @param listener who threw it, for people
     * @param failure what was thrown
     */
    public void log(String listener, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (reasons.isNew(listener + ' ' + cause.getClass().getName())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache '" + cacheName + "': " + listener
                            + " failed, and nobody waits for it; the next event follows, and further failures like this are counted"
                            + " silently",
                    failure);
        }
    }
}
