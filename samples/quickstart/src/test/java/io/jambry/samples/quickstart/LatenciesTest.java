// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.samples.quickstart.Latencies.Summary;
import org.junit.jupiter.api.Test;

class LatenciesTest {

    @Test
    void summary_hundredCalls_isTheFiftiethAndTheNinetyNinth() {
        Latencies latencies = new Latencies(100);
        for (int micros = 100; micros >= 1; micros--) {
            latencies.add(micros * 1000L);
        }

        assertThat(latencies.summary()).isEqualTo(new Summary(50, 99));
    }

    @Test
    void summary_oneCall_isThisCall() {
        Latencies latencies = new Latencies(10);
        latencies.add(7_000);

        assertThat(latencies.summary()).isEqualTo(new Summary(7, 7));
    }

    @Test
    void summary_nothingMeasured_isZero() {
        assertThat(new Latencies(0).summary()).isEqualTo(new Summary(0, 0));
    }

    @Test
    void measure_call_returnsItsResult() {
        Latencies latencies = new Latencies(1);

        assertThat(latencies.measure(() -> "result")).isEqualTo("result");
        assertThat(latencies.summary().p50()).isNotNegative();
    }
}
