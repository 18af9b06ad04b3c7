// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    private static final double NANOS_PER_MICRO = 1000;

    @Test
    void micros_nothingCounted_isZero() {
        assertThat(new LatencyHistogram().micros(50)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1024, 1025, 2047, 2048, 1_000_000, 123_456_789, 60_000_000_000L})
    void micros_oneTime_isAtMost16PerMilleOff(long nanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(nanos, 1);

        assertThat(histogram.micros(50)).isCloseTo(nanos / NANOS_PER_MICRO, Percentage.withPercentage(1.6));
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 31, 32, 1023})
    void micros_shortTimes_areAtMost32NanosOff(long nanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(nanos, 1);

        assertThat(histogram.micros(100)).isCloseTo(nanos / NANOS_PER_MICRO, within(0.033));
    }

    @Test
    void micros_longerThanTheLongest_isInTheLastBucket() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(Long.MAX_VALUE, 1);

        assertThat(histogram.micros(50)).isGreaterThan(60_000_000);
    }

    @Test
    void micros_manyTimes_arePercentilesOfAll() {
        Random random = new Random(4);
        long[] times = random.longs(100_000, 2_000, 50_000_000).toArray();
        LatencyHistogram histogram = new LatencyHistogram();
        for (long time : times) {
            histogram.add(time, 1);
        }
        Arrays.sort(times);

        for (double percent : new double[] {1, 50, 90, 99, 99.9}) {
            long exact = times[(int) Math.ceil(times.length * percent / 100) - 1];
            assertThat(histogram.micros(percent))
                    .as("%s %%", percent)
                    .isCloseTo(exact / NANOS_PER_MICRO, Percentage.withPercentage(1.7));
        }
    }

    @Test
    void add_manyThreads_losesNothing() {
        LatencyHistogram histogram = new LatencyHistogram();
        Crowd.run(8, () -> {
            for (int i = 0; i < 10_000; i++) {
                histogram.add(5_000, 1);
            }
            return null;
        });
        // were one of the 80 000 missing, the longer time would be the median
        histogram.add(9_000_000, 79_999);

        assertThat(histogram.micros(50)).isCloseTo(5, Percentage.withPercentage(1.6));
        histogram.add(9_000_000, 2);
        assertThat(histogram.micros(50)).isCloseTo(9_000, Percentage.withPercentage(1.6));
    }

    @Test
    void reset_begunAnew() {
        LatencyHistogram histogram = new LatencyHistogram();
        histogram.add(5_000, 3);
        histogram.reset();

        assertThat(histogram.micros(50)).isZero();
    }
}
