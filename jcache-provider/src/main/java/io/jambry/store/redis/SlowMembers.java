// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Members that did not answer in time, until they want something anew. Thread-safe.
 *
 * <p>Mechanism: a change is judged by the mode it was made under, and by the one that is in force when it is judged. A mark is
 * forgotten with the wish it belongs to, while changes that were made under older modes are still on their way: they do not wait
 * for a member that wants nothing any more, slow or not.
 */
final class SlowMembers {

    /** The number of the latest mode since which a slow member wanted what it did not answer. */
    private final Map<String, Long> marked = new HashMap<>();

    private Mode inForce = Mode.QUIET;

    /** A mode is in force from now on. */
    synchronized void takenUp(Mode mode) {
        inForce = mode;
        // a smaller number is one of a server that has lost its data
        marked.entrySet().removeIf(mark -> since(mode, mark.getKey()) < mark.getValue());
    }

    /** Marks a member that a change waited for in vain. False if it is marked, or wants nothing any more. */
    synchronized boolean mark(String member, Mode made) {
        long since = since(made, member);
        if (isGone(member, made) || isMarked(member, since)) {
            return false;
        }
        marked.put(member, since);
        return true;
    }

    /** Those of the members that a change waits for. */
    synchronized Set<String> without(Set<String> members, Mode made) {
        Set<String> left = new HashSet<>(members);
        left.removeIf(member -> isGone(member, made) || isMarked(member, since(made, member)));
        return left;
    }

    private boolean isGone(String member, Mode made) {
        // changes begin under a mode a moment before it is known here
        return inForce.number() > made.number() && !inForce.wishes().containsKey(member);
    }

    private boolean isMarked(String member, long since) {
        Long number = marked.get(member);
        return number != null && since <= number;
    }

    private static long since(Mode mode, String member) {
        return mode.since().getOrDefault(member, -1L);
    }
}
