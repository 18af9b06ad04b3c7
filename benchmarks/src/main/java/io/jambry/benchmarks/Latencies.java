// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.concurrent.atomic.AtomicIntegerArray;

/** How long single calls took, in buckets whose width is at most a thirty-second of what they hold. Thread-safe. */
final class Latencies {

    /** How many bits behind the leading one a bucket tells apart. */
    private static final int BITS = 5;

    private static final int BUCKETS_OF_A_POWER = 1 << BITS;

    private final AtomicIntegerArray buckets = new AtomicIntegerArray(Long.SIZE * BUCKETS_OF_A_POWER);

    void add(long nanos) {
        buckets.getAndIncrement(bucket(nanos));
    }

    /** Forgets all calls; not to be called beside {@link #add}. */
    void clear() {
        for (int i = 0; i < buckets.length(); i++) {
            buckets.setPlain(i, 0);
        }
    }

    /**
     * What a share of the calls does not exceed, in microseconds.
     *
     * @param share of the calls, from 0 to 1
     * @return not a number without calls
     */
    double percentile(double share) {
        long calls = 0;
        for (int i = 0; i < buckets.length(); i++) {
            calls += buckets.get(i);
        }
        long rest = (long) Math.ceil(calls * share);
        int bucket = -1;
        while (rest > 0) {
            bucket++;
            rest -= buckets.get(bucket);
        }
        return bucket < 0 ? Double.NaN : end(bucket) / 1e3;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(nanos | 1));
        return shift * BUCKETS_OF_A_POWER + (int) (nanos >> shift);
    }

    /** The first duration behind a bucket. */
    private static long end(int bucket) {
        int shift = Math.max(0, bucket / BUCKETS_OF_A_POWER - 1);
        return (long) (bucket - shift * BUCKETS_OF_A_POWER + 1) << shift;
    }
}
