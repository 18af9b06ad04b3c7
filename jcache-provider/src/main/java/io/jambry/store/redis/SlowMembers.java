// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Mode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Members that did not answer in time, until they want something anew. Thread-safe. */
final class SlowMembers {

    /** The number of the mode since which a slow member wants what it wants. */
    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** Marks a member. False if it was marked before. */
    boolean mark(String member, Mode mode) {
        Long number = mode.since().getOrDefault(member, 0L);
        return !number.equals(since.put(member, number));
    }

    /** Forgets those that want nothing any more. */
    void retain(Mode mode) {
        since.keySet().retainAll(mode.since().keySet());
    }

    /** Those of the members that are to be waited for. */
    Set<String> without(Set<String> members, Mode mode) {
        if (since.isEmpty() || members.isEmpty()) {
            return members;
        }
        Set<String> left = new HashSet<>(members);
        left.removeIf(member -> mode.since().getOrDefault(member, 0L).equals(since.get(member)));
        return left;
    }
}
