// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How all members work with a cache: what they want of each other, under a number that only grows.
 *
 * @param number the number; a larger one replaces a smaller one
 * @param wishes what each member wants, by the member's name; members that want nothing are left out
 * @param since for each of them the number of the mode in which it first wanted what it wants now
 * @param tracking the number of the time for which members have been following when entries end, because somebody wants to be told;
 *     larger than those before it; 0 while nobody wants that, and where nobody follows it
 */
public record Mode(long number, Map<String, Wish> wishes, Map<String, Long> since, long tracking) {

    /** Nobody wants anything, and no mode has been seen yet. */
    public static final Mode QUIET = new Mode(0, Map.of(), Map.of(), 0);

    /** Copies the maps. */
    public Mode {
        wishes = Map.copyOf(wishes);
        since = Map.copyOf(since);
    }

    /**
     * What all members want together.
     *
     * @return the union of their wishes
     */
    public Wish wish() {
        return wishes.values().stream().reduce(Wish.NONE, Wish::and);
    }

    /**
     * Tells whom the maker of a change waits for.
     *
     * @param kind the change
     * @return the names of the members that have synchronous listeners for it
     */
    public Set<String> awaited(ChangeKind kind) {
        return wishes.entrySet().stream()
                .filter(member -> member.getValue().synchronous().contains(kind))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
