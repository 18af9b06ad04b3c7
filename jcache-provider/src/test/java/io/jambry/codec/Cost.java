// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * What reading something takes.
 *
 * @param nanos processor time of the thread
 * @param allocated bytes
 */
record Cost(long nanos, long allocated) {

    /** What hostile bytes may take at most. */
    static final Cost MOST = new Cost(100_000_000, 50L << 20);

    private static final int TRIES = 3;

    /** What {@link #fixedWork} takes of a processor that has nothing else to do, in nanoseconds. */
    private static final long USUAL = 20_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final class Meter {
        private final long nanos = THREADS.getCurrentThreadCpuTime();
        private final long allocated = THREADS.getCurrentThreadAllocatedBytes();

        Cost read() {
            return new Cost(
                    THREADS.getCurrentThreadCpuTime() - nanos, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        }
    }

    /** Works, and tells what it took. */
    static Cost of(Runnable work) {
        Meter meter = new Meter();
        work.run();
        return meter.read();
    }

    /**
     * Works within {@link #MOST}. What a class costs once, and code that is not compiled yet, do not count: what takes too
     * long is tried again. Where others slow the processor down, it may take longer by the same factor.
     */
    static <T> T within(Supplier<T> work) {
        for (int i = 1; ; i++) {
            Meter meter = new Meter();
            T result = work.get();
            Cost cost = meter.read();
            if (cost.nanos < MOST.nanos && cost.allocated < MOST.allocated) {
                return result;
            }
            if (i == TRIES) {
                assertThat(cost.allocated).as("bytes allocated").isLessThan(MOST.allocated);
                assertThat(cost.nanos).as("nanoseconds").isLessThan((long) (MOST.nanos * slowness()));
                return result;
            }
        }
    }

    /** How many times as long as usual the processor takes for anything now, at least 1. */
    private static double slowness() {
        return Math.max(1, (double) of(Cost::fixedWork).nanos / USUAL);
    }

    /** Steps that need the result of the one before, and memory that fits into no first level cache. */
    private static void fixedWork() {
        int[] counts = new int[1 << 16];
        long random = 1;
        for (int i = 0; i < 10_000_000; i++) {
            random ^= random << 13;
            random ^= random >>> 7;
            random ^= random << 17;
            counts[(int) random & 0xFFFF]++;
        }
        assertThat(counts).doesNotContain(0);
    }
}
