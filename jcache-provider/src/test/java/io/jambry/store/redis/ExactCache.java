// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Eviction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a cache of a number of entries would keep if it did exactly what its policy says: read, and put what is missing. Written down
 * as the policies are described, not as scripts do it. Confined to one thread.
 */
final class ExactCache {

    /** A use counts half as much after so many uses of each entry. */
    private static final double HALF_LIFE = 8;

    private final Eviction eviction;
    private final int most;
    private final Random random = new Random(7);

    /** In the order of creation, or of use where the policy goes by that; with the weight of all uses, and when that was. */
    private final LinkedHashMap<Integer, double[]> entries = new LinkedHashMap<>();

    private final Map<Integer, Integer> seats = new HashMap<>();
    private int[] seated = new int[16];
    private double time;

    ExactCache(Eviction eviction, int most) {
        this.eviction = eviction;
        this.most = most;
    }

    /** Answers whether it was there. */
    boolean access(int key) {
        double[] weight = entries.get(key);
        if (weight != null) {
            use(key, weight);
            return true;
        }
        if (entries.size() == most) {
            remove(victim());
        }
        entries.put(key, new double[] {1, pass(entries.size() + 1)});
        seat(key);
        return false;
    }

    private void use(int key, double[] weight) {
        switch (eviction) {
            case LRU, LRU_T, MRU -> {
                entries.remove(key);
                entries.put(key, weight);
            }
            case LFU -> {
                double now = pass(entries.size());
                weight[0] = weightAt(now, weight) + 1;
                weight[1] = now;
            }
            case FIFO, FIFO_T, RR -> {
                // a use changes nothing
            }
        }
    }

    private double pass(int size) {
        time += 1 / (HALF_LIFE * size);
        return time;
    }

    private static double weightAt(double now, double[] weight) {
        return weight[0] * Math.pow(2, weight[1] - now);
    }

    private int victim() {
        return switch (eviction) {
            case LRU, LRU_T, FIFO, FIFO_T -> entries.keySet().iterator().next();
            // the last of a linked map cannot be had at once
            case MRU -> entries.keySet().stream().reduce((one, other) -> other).orElseThrow();
            case RR -> seated[random.nextInt(entries.size())];
            case LFU ->
                entries.entrySet().stream()
                        .min(Comparator.comparingDouble(entry -> weightAt(time, entry.getValue())))
                        .orElseThrow()
                        .getKey();
        };
    }

    private void seat(int key) {
        int seat = seats.size();
        if (seat == seated.length) {
            seated = Arrays.copyOf(seated, 2 * seat);
        }
        seated[seat] = key;
        seats.put(key, seat);
    }

    private void remove(int key) {
        entries.remove(key);
        int seat = seats.remove(key);
        int last = seats.size();
        if (seat != last) {
            seated[seat] = seated[last];
            seats.put(seated[seat], seat);
        }
    }
}
