// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.cache.Operation.Effect;
import io.jambry.cache.Plan.Through;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row of the operation catalogue as an update that sees the entry before it decides.
 *
 * @param operation the row
 * @param value the new value, if the row puts one
 * @param encoded the new value, encoded
 * @param expected the value to compare with, if the row compares
 */
record WriteUpdate<V>(
        Operation operation,
        @Nullable V value,
        byte @Nullable [] encoded,
        @Nullable V expected) implements Update<V, Object> {

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
        return compared ? Plan.touch(operation, result) : Plan.nothing(operation, result);
    }

    private Plan<V, Object> put(Snapshot<V> before) {
        V newValue = Objects.requireNonNull(value);
        Object result = operation.returnsPrevious() ? before.value() : (Object) true;
        return Plan.<V, Object>put(
                        operation, before, Objects.requireNonNull(encoded), through(Through.WRITE), newValue, result)
                .orIfRefused(operation.returnsPrevious() ? null : false);
    }

    private Plan<V, Object> remove(Snapshot<V> before) {
        Object result = operation.returnsPrevious() ? before.value() : (Object) before.present();
        return Plan.remove(operation, before, through(Through.DELETE), result);
    }

    private Through through(Through change) {
        return operation.writesThrough() ? change : Through.NOTHING;
    }
}
