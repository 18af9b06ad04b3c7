// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.io.Serializable;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * How long each call of an operation took.
 *
 * <p>Any number of threads may measure; {@link #summary} is for when they are done.
 */
final class Latencies {

    private final long[] nanos;
    private final AtomicInteger count = new AtomicInteger();

    Latencies(int mostCalls) {
        this.nanos = new long[mostCalls];
    }

    /**
     * The middle and the slow end.
     *
     * @param p50 microseconds in which half of the calls were done
     * @param p99 microseconds in which 99 of 100 calls were done
     */
    record Summary(long p50, long p99) implements Serializable {}

    <T> T measure(Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        add(System.nanoTime() - start);
        return result;
    }

    void add(long duration) {
        nanos[count.getAndIncrement()] = duration;
    }

    /** What was measured so far; zeros if nothing was. */
    Summary summary() {
        long[] sorted = Arrays.copyOf(nanos, count.get());
        Arrays.sort(sorted);
        return new Summary(micros(sorted, 50), micros(sorted, 99));
    }

    private static long micros(long[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        // the smallest one that at least so many percent do not exceed
        int rank = (int) Math.ceil(sorted.length * (percent / 100.0));
        return sorted[Math.max(1, rank) - 1] / 1000;
    }
}
