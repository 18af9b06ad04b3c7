// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How long operations took, in buckets of equal relative width: 32 to each doubling, so that a percentile is at most 1.6 % off, from 1 µs to
 * more than a minute.
 *
 * <p>Thread-safe. Threads are spread over a few arrays, each made when it is first needed.
 */
public final class LatencyHistogram {

    private static final int STEPS_BITS = 5;
    private static final int STEPS = 1 << STEPS_BITS;
    /** Shorter times are all in the first buckets, a microsecond in 32 steps. */
    private static final int LOWEST_BITS = 10;

    private static final int HIGHEST_BITS = 36;
    private static final int BUCKETS = (HIGHEST_BITS - LOWEST_BITS + 1) * STEPS;
    private static final int STRIPES = 4;
    private static final double NANOS_PER_MICRO = 1000;
    private static final double PERCENT = 100;

    private final AtomicReferenceArray<@Nullable AtomicLongArray> stripes = new AtomicReferenceArray<>(STRIPES);

    void add(long nanos, long count) {
        int stripe = (int) Thread.currentThread().getId() & (STRIPES - 1);
        AtomicLongArray buckets = stripes.get(stripe);
        if (buckets == null) {
            stripes.compareAndSet(stripe, null, new AtomicLongArray(BUCKETS));
            add(nanos, count);
        } else {
            buckets.addAndGet(bucket(nanos), count);
        }
    }

    /**
     * The time that a part of the operations did not exceed.
     *
     * @param percent from more than 0 to 100; 100 for the longest time
     * @return microseconds; 0 if nothing was counted
     */
    public double micros(double percent) {
        long[] counts = new long[BUCKETS];
        long all = 0;
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            AtomicLongArray buckets = stripes.get(stripe);
            for (int i = 0; buckets != null && i < BUCKETS; i++) {
                counts[i] += buckets.get(i);
                all += buckets.get(i);
            }
        }
        long wanted = Math.max(1, (long) Math.ceil(all * percent / PERCENT));
        long sofar = 0;
        for (int i = 0; i < BUCKETS; i++) {
            sofar += counts[i];
            if (sofar >= wanted) {
                return middle(i) / NANOS_PER_MICRO;
            }
        }
        return 0;
    }

    void reset() {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            stripes.set(stripe, null);
        }
    }

    /** Below 1024 ns the bucket is the time in steps of 32 ns; above, the doubling and the five bits after its highest. */
    private static int bucket(long nanos) {
        if (nanos < 1L << LOWEST_BITS) {
            return (int) (Math.max(0, nanos) >> (LOWEST_BITS - STEPS_BITS));
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos);
        if (doubling >= HIGHEST_BITS) {
            return BUCKETS - 1;
        }
        int step = (int) (nanos >> (doubling - STEPS_BITS)) & (STEPS - 1);
        return (doubling - LOWEST_BITS + 1) * STEPS + step;
    }

    private static double middle(int bucket) {
        int doubling = bucket / STEPS - 1 + LOWEST_BITS;
        if (bucket < STEPS) {
            return (bucket + 0.5) * (1 << (LOWEST_BITS - STEPS_BITS));
        }
        double width = 1L << (doubling - STEPS_BITS);
        return (1L << doubling) + (bucket % STEPS + 0.5) * width;
    }
}
