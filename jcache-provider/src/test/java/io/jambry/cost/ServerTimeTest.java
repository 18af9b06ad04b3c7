// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;

/** The server's processor time of a put that needs a script, beside one that does not. */
class ServerTimeTest {

    private static final int ROUNDS = 15;
    private static final int PUTS = 400;
    private static final double MOST = 1.5;

    @Test
    void put_createdPolicy_needsOneAndAHalfTimesTheServerTimeOfSetAtMost() throws IOException {
        try (Laboratory laboratory = Laboratory.direct()) {
            Caches caches = new Caches(laboratory.manager());
            double[] ratios = new double[ROUNDS];
            // interleaved, so that whatever else the machine does hits both
            for (int round = 0; round < ROUNDS; round++) {
                double set = micros(laboratory, caches.modified);
                double script = micros(laboratory, caches.created);
                ratios[round] = script / set;
            }
            Arrays.sort(ratios);
            System.out.printf(
                    "server time of put by script / by SET: median %.2f, from %.2f to %.2f%n",
                    ratios[ROUNDS / 2], ratios[0], ratios[ROUNDS - 1]);
            assertThat(ratios[ROUNDS / 2])
                    .as("the median of %s", Arrays.toString(ratios))
                    .isLessThanOrEqualTo(MOST);
        }
    }

    private static double micros(Laboratory laboratory, Cache<String, String> cache) {
        double before = used(laboratory);
        for (int i = 0; i < PUTS; i++) {
            cache.put("key-" + i % 100, "value");
        }
        return used(laboratory) - before;
    }

    private static double used(Laboratory laboratory) {
        return laboratory.info("cpu", "used_cpu_user") + laboratory.info("cpu", "used_cpu_sys");
    }
}
