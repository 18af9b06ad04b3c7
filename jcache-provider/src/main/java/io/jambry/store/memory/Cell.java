// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

/**
 * A value and the end of its life.
 *
 * @param value the value, never modified
 * @param end in milliseconds of the store's clock; {@link Long#MAX_VALUE} for none
 */
record Cell(byte[] value, long end) {

    boolean ends() {
        return end != Long.MAX_VALUE;
    }

    boolean isOver(long now) {
        return end <= now;
    }

    /** The rest of its life in milliseconds; {@link Long#MAX_VALUE} for no end. */
    long remaining(long now) {
        return ends() ? end - now : Long.MAX_VALUE;
    }
}
