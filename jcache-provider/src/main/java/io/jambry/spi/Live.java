// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

/**
 * Goes with a value that a store in this JVM answered, and tells whether it is still the value of its entry.
 *
 * <p>Thread-safe.
 */
@FunctionalInterface
public interface Live {

    /**
     * Tells whether a read of the entry would answer the same value, at some moment between the call and its return.
     *
     * @return false from the moment on when the entry was changed, removed or expired, and for ever
     */
    boolean isCurrent();

    /**
     * The same for who has just asked for the time, which costs as much as the answer.
     *
     * @param nanos the time now, of {@link System#nanoTime()}
     * @return as {@link #isCurrent}
     */
    default boolean isCurrentAt(long nanos) {
        return isCurrent();
    }

    /**
     * Tells how long the entry will still live, if nobody changes that.
     *
     * @return milliseconds; {@link Long#MAX_VALUE} if it has no end, and unless overridden: for who does not know
     */
    default long remainingMillis() {
        return Long.MAX_VALUE;
    }
}
