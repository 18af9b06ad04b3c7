// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.EnumSet;
import java.util.Set;

/**
 * What somebody wants of all who change the entries of a cache.
 *
 * @param kinds the changes to be told
 * @param oldValues those of them to be told with the value before
 * @param synchronous those of them whose maker waits until they have been heard
 * @param endsLoads whether loads are to be {@linkplain Store#endLoads ended} before entries are removed
 */
public record Wish(Set<ChangeKind> kinds, Set<ChangeKind> oldValues, Set<ChangeKind> synchronous, boolean endsLoads) {

    /** Nothing. */
    public static final Wish NONE = new Wish(Set.of(), Set.of(), Set.of());

    /**
     * To be told of changes, and nothing else.
     *
     * @param kinds the changes to be told
     * @param oldValues those of them to be told with the value before
     * @param synchronous those of them whose maker waits until they have been heard
     */
    public Wish(Set<ChangeKind> kinds, Set<ChangeKind> oldValues, Set<ChangeKind> synchronous) {
        this(kinds, oldValues, synchronous, /* endsLoads= */ false);
    }

    /** Copies the sets. */
    public Wish {
        kinds = Set.copyOf(kinds);
        oldValues = Set.copyOf(oldValues);
        synchronous = Set.copyOf(synchronous);
        if (!kinds.containsAll(oldValues) || !kinds.containsAll(synchronous)) {
            throw new IllegalArgumentException("old values of " + oldValues + " and waiting for " + synchronous
                    + " is wished, but only " + kinds + " is to be told");
        }
    }

    /**
     * Tells whether changes are to be told.
     *
     * @return false if nobody listens
     */
    public boolean listens() {
        return !kinds.isEmpty();
    }

    /**
     * What two want together.
     *
     * @param other what another wants
     * @return all of both
     */
    public Wish and(Wish other) {
        return new Wish(
                union(kinds, other.kinds),
                union(oldValues, other.oldValues),
                union(synchronous, other.synchronous),
                endsLoads || other.endsLoads);
    }

    /**
     * The same, and to have loads ended.
     *
     * @return a wish that ends loads
     */
    public Wish endingLoads() {
        return new Wish(kinds, oldValues, synchronous, /* endsLoads= */ true);
    }

    private static Set<ChangeKind> union(Set<ChangeKind> one, Set<ChangeKind> other) {
        EnumSet<ChangeKind> both = EnumSet.noneOf(ChangeKind.class);
        both.addAll(one);
        both.addAll(other);
        return both;
    }
}
