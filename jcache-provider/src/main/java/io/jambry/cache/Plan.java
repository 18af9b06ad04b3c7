// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.Ttl;
import org.jspecify.annotations.Nullable;

/**
 * What an update has decided to do with an entry.
 *
 * @param operation the row of the catalogue by which it is counted
 * @param step what is done to the entry
 * @param value the new value of a PUT, encoded
 * @param ttl the time to live from now on, of a PUT or a TOUCH
 * @param through what the writer is told before
 * @param written the new value, for the writer
 * @param result what the caller gets
 */
record Plan<V, R>(
        Operation operation,
        Step step,
        byte @Nullable [] value,
        Ttl ttl,
        Through through,
        @Nullable V written,
        @Nullable R result) {

    /** What is done to the entry. */
    enum Step {
        NOTHING,
        PUT,
        REMOVE,
        TOUCH
    }

    /** What the writer is told. */
    enum Through {
        NOTHING,
        WRITE,
        DELETE
    }

    static <V, R> Plan<V, R> nothing(Operation operation, @Nullable R result) {
        return new Plan<>(operation, Step.NOTHING, null, Ttl.KEEP, Through.NOTHING, null, result);
    }

    static <V, R> Plan<V, R> touch(Operation operation, Ttl ttl, @Nullable R result) {
        Step step = ttl.isKeep() ? Step.NOTHING : Step.TOUCH;
        return new Plan<>(operation, step, null, ttl, Through.NOTHING, null, result);
    }
}
