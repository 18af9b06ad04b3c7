// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest.Want;

/**
 * The operation catalogue: what each method of {@code javax.cache.Cache} that changes an entry asks of the store, counts and
 * writes through. The rows are the tables of JSR-107 1.1 (expiry, statistics, loader and writer), read across.
 */
enum Operation {
    /** {@code put}, {@code putAll}. */
    PUT(Effect.PUT, Condition.Kind.NONE, Want.NOTHING, Count.CHANGE),
    /** {@code getAndPut}. */
    GET_AND_PUT(Effect.PUT, Condition.Kind.NONE, Want.PREVIOUS, Count.LOOKUP_AND_CHANGE),
    /** {@code putIfAbsent}. */
    PUT_IF_ABSENT(Effect.PUT, Condition.Kind.ABSENT, Want.OUTCOME, Count.LOOKUP_AND_CHANGE),
    /** {@code replace(key, value)}. */
    REPLACE(Effect.PUT, Condition.Kind.PRESENT, Want.OUTCOME, Count.LOOKUP_AND_CHANGE),
    /** {@code getAndReplace}. */
    GET_AND_REPLACE(Effect.PUT, Condition.Kind.PRESENT, Want.PREVIOUS, Count.LOOKUP_AND_CHANGE),
    /** {@code replace(key, oldValue, newValue)}. */
    REPLACE_EQUAL(Effect.PUT, Condition.Kind.BYTES, Want.OUTCOME, Count.LOOKUP_AND_CHANGE),
    /** {@code remove(key)}, {@code removeAll}. */
    REMOVE(Effect.REMOVE, Condition.Kind.NONE, Want.OUTCOME, Count.CHANGE),
    /** {@code getAndRemove}. */
    GET_AND_REMOVE(Effect.REMOVE, Condition.Kind.NONE, Want.PREVIOUS, Count.LOOKUP_AND_CHANGE),
    /** {@code remove(key, oldValue)}. */
    REMOVE_EQUAL(Effect.REMOVE, Condition.Kind.BYTES, Want.OUTCOME, Count.LOOKUP_AND_CHANGE),
    /** {@code invoke}: the processor decides; hit or miss are counted before it runs. */
    INVOKE(Effect.PUT, Condition.Kind.NONE, Want.NOTHING, Count.CHANGE),
    /** {@code invoke} whose processor read through and changed nothing itself. */
    INVOKE_LOAD(Effect.PUT, Condition.Kind.NONE, Want.NOTHING, Count.NOTHING),
    /** {@code getOrCompute}, which is not in JSR-107. */
    GET_OR_COMPUTE(Effect.PUT, Condition.Kind.ABSENT, Want.PREVIOUS, Count.LOOKUP_AND_CHANGE),
    /** {@code loadAll} that replaces existing entries. */
    LOAD(Effect.PUT, Condition.Kind.NONE, Want.NOTHING, Count.NOTHING),
    /** Read-through, and {@code loadAll} that leaves existing entries alone. */
    LOAD_ABSENT(Effect.PUT, Condition.Kind.ABSENT, Want.OUTCOME, Count.NOTHING);

    /** What is done to the entry if the condition holds. */
    enum Effect {
        PUT,
        REMOVE
    }

    /** What goes into the statistics: a hit or a miss, a put or a removal, both, or nothing. */
    enum Count {
        NOTHING,
        CHANGE,
        LOOKUP_AND_CHANGE
    }

    private final Effect effect;
    private final Condition.Kind condition;
    private final Want want;
    private final Count count;

    Operation(Effect effect, Condition.Kind condition, Want want, Count count) {
        this.effect = effect;
        this.condition = condition;
        this.want = want;
        this.count = count;
    }

    Effect effect() {
        return effect;
    }

    Condition.Kind condition() {
        return condition;
    }

    Want want() {
        return want;
    }

    boolean countsLookup() {
        return count == Count.LOOKUP_AND_CHANGE;
    }

    boolean countsChange() {
        return count == Count.CHANGE || count == Count.LOOKUP_AND_CHANGE;
    }

    boolean returnsPrevious() {
        return want == Want.PREVIOUS;
    }

    /** Whether the writer is told: every change but those that come from the loader. */
    boolean writesThrough() {
        return this != LOAD && this != LOAD_ABSENT && this != INVOKE_LOAD;
    }
}
