// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import io.jambry.spi.Wish;
import java.util.Optional;
import java.util.Set;

/** What this member is to one cache: the mode it works under, and what it wishes of the others. Thread-safe. */
interface CacheMembership {

    /** The name of this member. */
    String memberId();

    /** The mode in force in this JVM. */
    Mode mode();

    /** How often this member has opened the cache; another number means that it was no member in between. */
    long openings();

    /**
     * Sets what this member wishes of all who change the cache. Returns when every other member that has the cache open has
     * confirmed, or has lost its membership: changes that begin afterwards are told. The wish ends when the cache is closed or
     * destroyed, and comes back by itself after a lapse of this member.
     *
     * @param wish all that this member wants; {@link Wish#NONE} for nothing
     * @throws IllegalStateException if this member has the cache not open
     */
    void want(Wish wish);

    /**
     * Wishes the same anew, so that those wait for this member again who stopped doing so. Nothing is untold meanwhile, and nobody
     * is waited for.
     */
    void wishAnew();

    /**
     * Tells whether every other member that has the cache open works by this mode or a newer one, or has lost its membership: one
     * command.
     *
     * @param number the number of a mode
     */
    boolean isConfirmed(long number);

    /** Makes a change, or something that must not overlap with a change of modes, in the way that the mode in force wants. */
    <T> T make(Change<T> change);

    /**
     * Notes in the register what has been done for the entries that were there before somebody listened to expiry.
     *
     * @param tracking the {@linkplain Mode#tracking number} of that time
     * @param done what this member has done for all of them; {@link Scanned#NONE} only asks
     * @return what has been done by anybody; empty when another time has begun
     */
    Optional<Scanned> scanned(long tracking, Scanned done);

    /** The members of the namespace whose lease has not ended, as the server sees it now: one command. */
    Set<String> live();
}
