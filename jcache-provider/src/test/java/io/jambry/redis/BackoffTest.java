// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Pauses between attempts leave time for another one, or are not made. */
class BackoffTest {

    @Test
    void pause_afterFirstAttempt_asksWhetherThereIsTimeAtAll() {
        assertThat(Backoff.pause(1, in(60_000))).isTrue();
        assertThat(Backoff.pause(1, in(0))).isFalse();
    }

    @Test
    void pause_enoughTime_goesOn() {
        long start = System.nanoTime();

        assertThat(Backoff.pause(4, in(60_000))).isTrue();

        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(4));
    }

    /** A short pause would end in time, and the attempt behind it would not. */
    @Test
    void pause_tooLittleTimeBehindIt_givesUp() {
        assertThat(Backoff.pause(2, in(4))).isFalse();
    }

    @Test
    void pause_longerThanWhatIsLeft_givesUpAtOnce() {
        long start = System.nanoTime();

        for (int i = 0; i < 1_000; i++) {
            assertThat(Backoff.pause(8, in(60))).isFalse();
        }

        assertThat(System.nanoTime() - start).as("a thousand times 60 ms").isLessThan(TimeUnit.SECONDS.toNanos(30));
    }

    private static long in(long millis) {
        return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }
}
