// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

    private final AtomicLong clock = new AtomicLong(77);

    @Test
    void ahead_tooEarly_isWhatIsLeft() {
        Pace pace = new Pace(100, clock::get);
        assertThat(pace.ahead(0)).isZero();
        assertThat(pace.ahead(50)).isEqualTo(500_000_000);
        clock.addAndGet(400_000_000);
        assertThat(pace.ahead(50)).isEqualTo(100_000_000);
        clock.addAndGet(200_000_000);
        assertThat(pace.ahead(50)).isNegative();
        assertThat(pace.elapsed()).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void ahead_unlimited_isNever() {
        assertThat(new Pace(Long.MAX_VALUE, clock::get).ahead(1_000_000_000)).isLessThanOrEqualTo(0);
    }

    @Test
    void page_anyPace_isATenthOfASecond() {
        assertThat(Pace.page(1)).isEqualTo(10);
        assertThat(Pace.page(2000)).isEqualTo(200);
        assertThat(Pace.page(Long.MAX_VALUE)).isEqualTo(1000);
    }
}
