// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.memory;

import io.jambry.spi.Live;
import java.util.function.LongSupplier;

/**
 * A value and the end of its life. Thread-safe.
 *
 * <p>A cell is retired inside the step of the map that replaces it: before its successor can be read.
 */
final class Cell implements Live {

    private final byte[] value;
    private final long end;
    private final LongSupplier clock;
    private volatile boolean retired;

    /**
     * A cell that is about to be put into the map.
     *
     * @param value the value, never modified
     * @param end in milliseconds of the clock; {@link Long#MAX_VALUE} for none
     * @param clock the clock of the store
     */
    Cell(byte[] value, long end, LongSupplier clock) {
        this.value = value;
        this.end = end;
        this.clock = clock;
    }

    byte[] value() {
        return value;
    }

    long end() {
        return end;
    }

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

    @Override
    public long remainingMillis() {
        return remaining(clock.getAsLong());
    }

    void retire() {
        retired = true;
    }

    @Override
    public boolean isCurrent() {
        return !retired && (!ends() || !isOver(clock.getAsLong()));
    }
}
