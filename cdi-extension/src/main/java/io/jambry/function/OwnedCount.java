// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * A count of what happens so often that an atomic addition, which waits until the processor has done all that came before, would take longer
 * than what is counted.
 *
 * <p>Mechanism: a thread has a place by its number. The first one that comes to a place owns it for ever and alone writes there, so that it
 * needs no atomic addition; nothing is lost. All others of that place share an adder.
 *
 * <p>Thread-safe, as long as no two threads give themselves the same number. What other threads have counted before an event that the caller knows of is in the sum.
 */
final class OwnedCount {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    private static final int PLACES = 16;

    /** Each place has a cache line of its own. */
    private static final int APART = Long.BYTES;

    private static final long NOBODY = 0;

    /** The number of the thread that owns a place, then its count. */
    private final long[] places = new long[PLACES * APART];

    private final LongAdder others = new LongAdder();

    void increment() {
        long thread = Thread.currentThread().getId();
        int place = ((int) thread & (PLACES - 1)) * APART;
        long owner = (long) LONGS.getOpaque(places, place);
        if (owner == thread) {
            LONGS.setOpaque(places, place + 1, places[place + 1] + 1);
        } else {
            incrementElsewhere(place, owner, thread);
        }
    }

    private void incrementElsewhere(int place, long owner, long thread) {
        if (owner == NOBODY && LONGS.compareAndSet(places, place, NOBODY, thread)) {
            LONGS.setOpaque(places, place + 1, places[place + 1] + 1);
        } else {
            others.increment();
        }
    }

    void add(long count) {
        others.add(count);
    }

    long sum() {
        long sum = others.sum();
        for (int place = 0; place < places.length; place += APART) {
            sum += (long) LONGS.getOpaque(places, place + 1);
        }
        return sum;
    }
}
