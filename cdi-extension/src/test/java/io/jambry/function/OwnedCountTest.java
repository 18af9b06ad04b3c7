// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnedCountTest {

    private static final int TIMES = 50_000;

    private final OwnedCount count = new OwnedCount();

    /** More threads than there are places share some. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 40})
    void increment_byManyThreads_losesNothing(int threads) throws InterruptedException {
        List<Thread> all = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    for (int time = 0; time < TIMES; time++) {
                        count.increment();
                    }
                }))
                .toList();
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }

        assertThat(count.sum()).isEqualTo((long) threads * TIMES);
    }

    @Test
    void add_andIncrement_areSummedUp() {
        count.add(5);
        count.increment();
        count.increment();

        assertThat(count.sum()).isEqualTo(7);
    }
}
