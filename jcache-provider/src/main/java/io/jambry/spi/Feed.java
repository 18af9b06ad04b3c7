// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.List;

/**
 * The changes of one cache, whichever JVM makes them, this one included.
 *
 * <p>Each change is told once to every JVM that wishes it, in the order of each key, after it was made. When that cannot be
 * promised, because a connection was lost or a member fell silent, {@link ChangeReceiver#missed} says so. Thread-safe.
 */
public interface Feed extends AutoCloseable {

    /**
     * Says what this JVM wants to be told from now on. When the method returns, every change that is made afterwards is told: all
     * other members have confirmed, or have lost their membership.
     *
     * @param wish all that this JVM wants of the cache; {@link Wish#NONE} for nothing
     */
    void want(Wish wish);

    /**
     * Waits until the synchronous listeners of all JVMs have been through the changes that the calling thread has made since it last
     * called this, but not longer than the cache is set to wait. Members that did not answer in time are not waited for again
     * until they come back.
     *
     * @return what the listeners threw
     */
    List<RuntimeException> awaitListeners();

    /**
     * As {@link #awaitListeners}, without waiting and without an answer: for a thread that runs a listener itself, which might wait for
     * itself.
     */
    void forgetListeners();

    /**
     * How often a member was not waited for any longer.
     *
     * @return a count since the feed was opened; 0 unless overridden
     */
    default long timeouts() {
        return 0;
    }

    /**
     * How many messages of other members could not be read, because they are of another version or damaged.
     *
     * @return a count since the feed was opened; 0 unless overridden
     */
    default long unreadable() {
        return 0;
    }

    /**
     * Looks for entries that have expired without being read, and tells them to all who want to hear of expiry. To be called
     * several times in a second, by a thread that may wait for servers; does nothing while this JVM wants no expiry, and where
     * another thread is at it.
     */
    default void sweep() {}

    /**
     * How many entries this JVM found gone before their end, evicted by the server or deleted by somebody else, while expiry was
     * wanted. Nobody is told of those.
     *
     * @return a count since the feed was opened; 0 unless overridden
     */
    default long goneBeforeEnd() {
        return 0;
    }

    /** Wants nothing any more, and tells nothing. */
    @Override
    void close();
}
