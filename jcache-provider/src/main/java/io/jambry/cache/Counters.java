// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.SharedCounters;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * The statistics of one cache in this JVM. While they are off, nothing is counted and no clock is read.
 *
 * <p>Thread-safe. The figures of one snapshot may be apart by the operations that are under way.
 */
final class Counters implements CacheStatisticsMXBean {

    private static final float PERCENT = 100f;
    private static final float NANOS_PER_MICRO = 1000f;

    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongSupplier evictions;
    private final Times gets = new Times();
    private final Times putTimes = new Times();
    private final Times removeTimes = new Times();
    private volatile boolean enabled;

    /** Evictions of the times in which statistics were on, but for the present one. Guarded by this. */
    private long evictionsBefore;

    /** How many evictions there had been when the present time began. Guarded by this. */
    private long evictionsAtStart;

    /**
     * Counters that are off.
     *
     * @param evictions how many entries had to make room so far, whether statistics were on or off
     */
    Counters(LongSupplier evictions) {
        this.evictions = evictions;
    }

    void enable(boolean on) {
        synchronized (this) {
            if (on != enabled) {
                long sofar = evictions.getAsLong();
                if (!on) {
                    evictionsBefore += sofar - evictionsAtStart;
                }
                evictionsAtStart = sofar;
            }
            enabled = on;
        }
    }

    boolean enabled() {
        return enabled;
    }

    /** The time an operation began; 0 while nothing is counted. */
    long start() {
        return enabled ? System.nanoTime() : 0;
    }

    void lookup(boolean hit, long start) {
        lookups(hit ? 1 : 0, hit ? 0 : 1, start);
    }

    void lookups(long found, long missed, long start) {
        if (enabled && found + missed > 0) {
            hits.add(found);
            misses.add(missed);
            gets.add(start, found + missed);
        }
    }

    void puts(long count, long start) {
        if (enabled && count > 0) {
            puts.add(count);
            putTimes.add(start, count);
        }
    }

    void removals(long count, long start) {
        if (enabled && count > 0) {
            removals.add(count);
            removeTimes.add(start, count);
        }
    }

    /** What was counted so far. */
    SharedCounters.Totals totals() {
        return new SharedCounters.Totals(hits.sum(), misses.sum(), puts.sum(), removals.sum());
    }

    LatencyHistogram getTimes() {
        return gets.histogram;
    }

    LatencyHistogram putTimes() {
        return putTimes.histogram;
    }

    LatencyHistogram removeTimes() {
        return removeTimes.histogram;
    }

    @Override
    public void clear() {
        hits.reset();
        misses.reset();
        puts.reset();
        removals.reset();
        synchronized (this) {
            evictionsBefore = 0;
            evictionsAtStart = evictions.getAsLong();
        }
        gets.reset();
        putTimes.reset();
        removeTimes.reset();
    }

    @Override
    public long getCacheHits() {
        return hits.sum();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(hits.sum());
    }

    @Override
    public long getCacheMisses() {
        return misses.sum();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(misses.sum());
    }

    @Override
    public long getCacheGets() {
        return hits.sum() + misses.sum();
    }

    @Override
    public long getCachePuts() {
        return puts.sum();
    }

    @Override
    public long getCacheRemovals() {
        return removals.sum();
    }

    @Override
    public long getCacheEvictions() {
        synchronized (this) {
            return evictionsBefore + (enabled ? evictions.getAsLong() - evictionsAtStart : 0);
        }
    }

    @Override
    public float getAverageGetTime() {
        return gets.averageMicros();
    }

    @Override
    public float getAveragePutTime() {
        return putTimes.averageMicros();
    }

    @Override
    public float getAverageRemoveTime() {
        return removeTimes.averageMicros();
    }

    private float percentage(long part) {
        long all = getCacheGets();
        return all == 0 ? 0 : PERCENT * part / all;
    }

    /** Elapsed time and the number of operations it was spent on; own counters, since puts are not always timed. */
    private static final class Times {

        private final LongAdder nanos = new LongAdder();
        private final LongAdder operations = new LongAdder();
        private final LatencyHistogram histogram = new LatencyHistogram();

        void add(long start, long count) {
            // an operation that began before the statistics were switched on has no time
            if (start != 0) {
                long elapsed = System.nanoTime() - start;
                nanos.add(elapsed);
                operations.add(count);
                histogram.add(elapsed / count, count);
            }
        }

        void reset() {
            nanos.reset();
            operations.reset();
            histogram.reset();
        }

        float averageMicros() {
            long count = operations.sum();
            return count == 0 ? 0 : nanos.sum() / NANOS_PER_MICRO / count;
        }
    }
}
