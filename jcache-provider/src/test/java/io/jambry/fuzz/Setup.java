// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.fuzz;

import java.util.List;
import java.util.Set;
import javax.cache.event.EventType;

/** How the cache of one sequence is configured. */
record Setup(
        Policy policy,
        Answer constant,
        boolean loader,
        boolean readThrough,
        boolean writer,
        List<ListenerSpec> listeners) {

    /** The expiry policies. */
    enum Policy {
        ETERNAL,
        CREATED,
        MODIFIED,
        ACCESSED,
        TOUCHED,
        /** Answers what the turn says. */
        SCRIPTED
    }

    /**
     * A listener beside the witness.
     *
     * @param id its number
     * @param types what it listens to; never EXPIRED, which comes when it likes
     * @param oldValue whether the old value is required
     * @param filtered whether it has a filter
     * @param initial whether it is registered from the beginning
     */
    record ListenerSpec(int id, Set<EventType> types, boolean oldValue, boolean filtered, boolean initial) {}

    boolean givesShortLives(Operation operation) {
        if (policy != Policy.SCRIPTED) {
            return policy != Policy.ETERNAL && constant == Answer.SHORT;
        }
        Turn turn = operation.turn();
        return turn.creation() == Answer.SHORT || turn.update() == Answer.SHORT || turn.access() == Answer.SHORT;
    }

    boolean accessExpires(Operation operation) {
        return policy == Policy.SCRIPTED && operation.turn().access() == Answer.ZERO;
    }
}
