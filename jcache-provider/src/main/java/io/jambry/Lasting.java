// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * A value, and how long its entry will still live.
 *
 * @param value the value
 * @param remainingMillis the rest in milliseconds; {@link Long#MAX_VALUE} if it has no end, or that is not known because the value was
 *     read when nobody could watch it for the near cache
 * @param <V> the type of the value
 */
public record Lasting<V>(V value, long remainingMillis) {

    /** Tells the time only: values do not belong into logs. */
    @Override
    public String toString() {
        return "Lasting[" + remainingMillis + " ms]";
    }
}
