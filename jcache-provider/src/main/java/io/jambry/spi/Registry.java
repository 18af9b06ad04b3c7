// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * The register of the caches in a namespace: for each its definition, who has it open, and its {@link Mode}. A member is an
 * open manager; it counts while its lease lasts, so that a dead JVM's wishes end with its lease.
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
     * @param mode the mode in force, which this member has taken up by opening the cache
     */
    record Registration(Entrance entrance, Map<String, String> previous, Mode mode) {}

    /**
     * The answer to {@link #renew}.
     *
     * @param held false if the lease had ended, so that others may have acted without this member
     * @param changes a number that is another one whenever a mode has changed or a cache was destroyed
     */
    record Renewal(boolean held, long changes) {}

    /**
     * Registers a cache if need be, and this member as one who has it open.
     *
     * @param cacheName the name of the cache
     * @param definition what binds the data
     * @return what happened
     */
    Registration open(String cacheName, Map<String, String> definition);

    /**
     * Leaves a note of what does not bind the data, such as the expiry policy and the codec, for others to compare with theirs. Each
     * member has a note of its own, which counts while it has the cache open.
     *
     * @param cacheName the name of a cache this member has open
     * @param note this member's settings, text by text
     * @return the notes of the others who have it open, by member
     */
    Map<String, Map<String, String>> note(String cacheName, Map<String, String> note);

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
     * Sets what this member wishes of all who change the entries of a cache. The mode gets a new number, unless the wish is what
     * it was.
     *
     * @param cacheName the name of a cache this member has open
     * @param wish all that it wants; {@link Wish#NONE} for nothing
     * @return the mode now in force, to be taken up and confirmed by all who have the cache open
     * @throws IllegalStateException if this member has the cache not open
     */
    Mode want(String cacheName, Wish wish);

    /**
     * The modes of the caches that this member has open.
     *
     * @return by the name of the cache; one that is missing was destroyed
     */
    Map<String, Mode> modes();

    /**
     * Notes that this member makes all its changes under a mode from now on, and that none goes on that it began under an older
     * one.
     *
     * @param cacheName the name of the cache
     * @param mode the number of the mode
     */
    void confirm(String cacheName, long mode);

    /**
     * Tells who may still work by an older mode.
     *
     * @param cacheName the name of the cache
     * @param mode the number of the mode
     * @return the members that have the cache open, whose lease has not ended, and that have not confirmed
     */
    Set<String> unconfirmed(String cacheName, long mode);

    /**
     * Tells who has a cache open.
     *
     * @param cacheName the name of the cache
     * @return the members that have it open and whose lease has not ended
     */
    default Set<String> openedBy(String cacheName) {
        // no mode has this number, so nobody has confirmed it
        return unconfirmed(cacheName, Long.MAX_VALUE);
    }

    /**
     * This member no longer has the cache open, and wishes nothing of it; it stays registered.
     *
     * @param cacheName the name of the cache
     */
    void close(String cacheName);

    /**
     * Takes the cache out of the register, whoever has it open: nobody has any more, and no wish is left.
     *
     * @param cacheName the name of the cache
     * @return whether it was registered
     */
    boolean remove(String cacheName);

    /**
     * Prolongs this member's lease, and ends the wishes of members whose lease is over. To be called about once a second.
     *
     * @return whether the lease held, and whether there is something to read
     */
    Renewal renew();
}
