// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * The register of the caches in a namespace: for each its definition, its mode number, and who has it open. A member is an
 * open manager; it counts while its lease lasts, so that a dead JVM's interest ends with its lease.
 *
 * <p>Thread-safe. Definitions are text by text, such as {@code value-type → java.lang.Long}; how they are compared is: equal
 * or not.
 */
public interface Registry {

    /** How a member came to have a cache open. */
    enum Entrance {
        /** The cache was not registered before. */
        CREATED,
        /** It was, with an equal definition. */
        JOINED,
        /** It was, with another definition, and nobody had it open: the new definition replaces the old one. */
        REPLACED,
        /** It was, with another definition, and somebody else has it open: nothing has changed. */
        REFUSED
    }

    /**
     * The answer to {@link #open}.
     *
     * @param entrance what happened
     * @param previous the definition found, empty if there was none
     * @param mode the number of the mode in force, which only grows
     */
    record Registration(Entrance entrance, Map<String, String> previous, long mode) {}

    /**
     * Registers a cache if need be, and this member as one who has it open.
     *
     * @param cacheName the name of the cache
     * @param definition what binds the data
     * @return what happened
     */
    Registration open(String cacheName, Map<String, String> definition);

    /**
     * Leaves a note of what does not bind the data, such as the expiry policy, for others to compare with theirs. The note of
     * whoever had the cache open first stays while somebody has.
     *
     * @param cacheName the name of a cache this member has open
     * @param note this member's settings, text by text
     * @return the note of the others who have it open; empty if there are none
     */
    Optional<Map<String, String>> note(String cacheName, Map<String, String> note);

    /**
     * Looks up a definition.
     *
     * @param cacheName the name of the cache
     * @return the definition; empty if the cache is not registered
     */
    Optional<Map<String, String>> find(String cacheName);

    /**
     * The names of the registered caches, open or not.
     *
     * @return a snapshot
     */
    SortedSet<String> names();

    /**
     * The names of the caches that some member has open.
     *
     * @return a snapshot
     */
    SortedSet<String> openNames();

    /**
     * This member no longer has the cache open; it stays registered.
     *
     * @param cacheName the name of the cache
     */
    void close(String cacheName);

    /**
     * Takes the cache out of the register, whoever has it open.
     *
     * @param cacheName the name of the cache
     * @return whether it was registered
     */
    boolean remove(String cacheName);

    /**
     * Prolongs this member's lease. To be called about once a second.
     *
     * @return false if the lease had ended, so that others may have acted without this member
     */
    boolean renew();
}
