// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * What goes wrong in a consumer: each reason is logged once, and what the server cannot do is tried again after a pause, which grows.
 * Confined to the thread of the consumer.
 */
final class Troubles {

    private static final System.Logger LOG = System.getLogger(StreamConsumer.class.getName());

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int DOUBLINGS = 6;

    private final String who;
    private final Reasons ofServer = new Reasons();
    private final Reasons ofHandler = new Reasons();
    private int failures;

    Troubles(String who) {
        this.who = who;
    }

    /** Something that has to do with the server failed, and is tried again. */
    void server(String what, Throwable failure) {
        failures++;
        boolean first = ofServer.isNew(failure.getClass().getName() + ' ' + failure.getMessage());
        LOG.log(
                first ? Level.WARNING : Level.DEBUG,
                () -> who + " could not " + what + ", and tries again: " + failure.getMessage());
        LOG.log(Level.DEBUG, who, failure);
    }

    /** All is well. */
    void none() {
        if (failures > 0) {
            failures = 0;
            ofServer.forget();
            LOG.log(Level.INFO, () -> who + " goes on");
        }
    }

    /** How long to wait before the next attempt. */
    long pauseNanos() {
        long longest = FIRST_PAUSE_NANOS << Math.min(DOUBLINGS, Math.max(0, failures - 1));
        return longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    }

    /** An entry was not done. */
    void handler(Throwable failure) {
        if (ofHandler.isNew(failure.getClass().getName())) {
            LOG.log(
                    Level.WARNING,
                    () -> who
                            + ": an entry was not handled, and is delivered again later; further failures like this are not logged",
                    failure);
        } else {
            LOG.log(Level.DEBUG, who + ": an entry was not handled", failure);
        }
    }

    /** Entries were given up. */
    void deadLetters(long count) {
        if (count > 0 && ofHandler.isNew("dead letters")) {
            LOG.log(
                    Level.WARNING,
                    () -> who
                            + ": an entry was delivered as often as 'maxDeliveries' allows and was not done; it is among the dead"
                            + " letters of the group: see RedisStream.deadLetters; further ones are not logged");
        }
    }

    void tell(Level level, String text) {
        LOG.log(level, () -> who + ": " + text);
    }
}
