// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import org.jspecify.annotations.Nullable;

/**
 * What an update has decided to do with an entry.
 *
 * @param operation the row of the catalogue by which it is counted
 * @param step what is done to the entry
 * @param value the new value of a PUT, encoded
 * @param age which duration of the expiry policy applies
 * @param through what the writer is told before
 * @param written the new value, for the writer
 * @param result what the caller gets
 * @param refused what the caller gets if a new entry would expire at once, and so is not stored
 */
record Plan<V, R>(
        Operation operation,
        Step step,
        byte @Nullable [] value,
        Age age,
        Through through,
        @Nullable V written,
        @Nullable R result,
        @Nullable R refused) {

    /** What is done to the entry. */
    enum Step {
        NOTHING,
        PUT,
        REMOVE,
        TOUCH
    }

    /** Which duration of the expiry policy applies; the only one that is asked for. */
    enum Age {
        NONE,
        CREATION,
        UPDATE,
        ACCESS
    }

    /** What the writer is told. */
    enum Through {
        NOTHING,
        WRITE,
        DELETE
    }

    static <V, R> Plan<V, R> nothing(Operation operation, @Nullable R result) {
        return new Plan<>(operation, Step.NOTHING, null, Age.NONE, Through.NOTHING, null, result, result);
    }

    static <V, R> Plan<V, R> touch(Operation operation, @Nullable R result) {
        return new Plan<>(operation, Step.TOUCH, null, Age.ACCESS, Through.NOTHING, null, result, result);
    }

    static <V, R> Plan<V, R> put(
            Operation operation, Snapshot<V> before, byte[] encoded, Through through, V value, @Nullable R result) {
        Age age = before.present() ? Age.UPDATE : Age.CREATION;
        return new Plan<>(operation, Step.PUT, encoded, age, through, value, result, result);
    }

    static <V, R> Plan<V, R> remove(Operation operation, Snapshot<V> before, Through through, @Nullable R result) {
        // what cannot be decoded counts as absent but is there
        Step step = before.bytes() == null ? Step.NOTHING : Step.REMOVE;
        return new Plan<>(operation, step, null, Age.NONE, through, null, result, result);
    }

    Plan<V, R> orIfRefused(@Nullable R other) {
        return new Plan<>(operation, step, value, age, through, written, result, other);
    }

    /** The same plan, without a change of the entry. */
    Plan<V, R> withoutChange() {
        return new Plan<>(operation, Step.NOTHING, null, age, through, written, refused, refused);
    }
}
