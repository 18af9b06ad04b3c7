// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.cache.Operation.Effect;
import io.jambry.cache.Plan.Step;
import io.jambry.cache.Plan.Through;
import io.jambry.spi.Ttl;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the operation catalogue as an update that sees the entry before it decides.
 *
 * @param operation the row
 * @param expiry asked for the one duration that applies
 * @param value the new value, if the row puts one
 * @param encoded the new value, encoded
 * @param expected the value to compare with, if the row compares
 */
record WriteUpdate<V>(
        Operation operation,
        ExpiryRules expiry,
        @Nullable V value,
        byte @Nullable [] encoded,
        @Nullable V expected)
        implements Update<V, Object> {

    @Override
    public Plan<V, Object> plan(Snapshot<V> before) {
        if (!holds(before)) {
            return refused(before);
        }
        return operation.effect() == Effect.PUT ? put(before) : remove(before);
    }

    private boolean holds(Snapshot<V> before) {
        return switch (operation.condition()) {
            case NONE, FENCE -> true;
            case ABSENT -> !before.present();
            case PRESENT -> before.present();
            case BYTES -> before.present() && Objects.equals(expected, before.value());
        };
    }

    private Plan<V, Object> refused(Snapshot<V> before) {
        Object result = operation.returnsPrevious() ? null : Boolean.FALSE;
        // a comparison that fails has read the entry
        boolean compared = expected != null && before.present();
        return compared
                ? Plan.touch(operation, expiry.access(), result)
                : Plan.nothing(operation, result);
    }

    private Plan<V, Object> put(Snapshot<V> before) {
        Ttl ttl = before.present() ? expiry.update() : expiry.creation();
        // a new entry that expires at once has never been there
        boolean stored = before.present() || !ttl.isZero();
        Object result = operation.returnsPrevious() ? before.value() : (Object) stored;
        return new Plan<>(
                operation, stored ? Step.PUT : Step.NOTHING, encoded, ttl, through(Through.WRITE), value, result);
    }

    private Plan<V, Object> remove(Snapshot<V> before) {
        Object result = operation.returnsPrevious() ? before.value() : (Object) before.present();
        // what cannot be decoded counts as absent but is there
        Step step = before.bytes() == null ? Step.NOTHING : Step.REMOVE;
        return new Plan<>(operation, step, null, Ttl.KEEP, through(Through.DELETE), null, result);
    }

    private Through through(Through change) {
        return operation.writesThrough() ? change : Through.NOTHING;
    }
}
