// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Sequences of keys, the same in each run. */
enum Traces {
    /** Few keys are wanted often, and many seldom: the n-th with a weight of 1/n. */
    ZIPF {
        @Override
        int[] keys(int most, int length) {
            return zipf(10 * most, length, new Random(11));
        }
    },
    /** The same, with walks over keys that nobody wants again in between. */
    SCAN {
        @Override
        int[] keys(int most, int length) {
            Random random = new Random(13);
            int[] popular = zipf(3 * most, length, random);
            int walked = 10 * most;
            for (int at = most; at + most / 2 < length; at += 2 * most) {
                for (int i = 0; i < most / 2; i++) {
                    popular[at + i] = walked++;
                }
            }
            return popular;
        }
    },
    /** One walk over the same keys after the other, a quarter more than there is room for. */
    LOOP {
        @Override
        int[] keys(int most, int length) {
            return IntStream.range(0, length).map(i -> i % (most * 5 / 4)).toArray();
        }
    };

    /**
     * Makes the trace.
     *
     * @param most how many entries the cache has room for
     * @param length how many keys
     */
    abstract int[] keys(int most, int length);

    private static int[] zipf(int keys, int length, Random random) {
        double[] sums = new double[keys];
        double sum = 0;
        for (int i = 0; i < keys; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        double whole = sum;
        return random.doubles(length)
                .mapToInt(point -> {
                    int found = Arrays.binarySearch(sums, point * whole);
                    return found < 0 ? -found - 1 : found;
                })
                .toArray();
    }
}
