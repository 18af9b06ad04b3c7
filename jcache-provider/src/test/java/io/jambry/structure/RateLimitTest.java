// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.structure.RateLimit.Algorithm;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void steady_withoutBurst_hasOneAsLargeAsAPeriod() {
        assertThat(RateLimit.steady(5, SECOND)).isEqualTo(new RateLimit(Algorithm.STEADY, 5, SECOND, 5));
        assertThat(RateLimit.steady(5, SECOND).withBurst(1)).isEqualTo(new RateLimit(Algorithm.STEADY, 5, SECOND, 1));
    }

    @Test
    void window_always_givesOutAllItsPermitsAtOnce() {
        assertThat(RateLimit.window(5, SECOND)).isEqualTo(new RateLimit(Algorithm.WINDOW, 5, SECOND, 5));
        assertThatThrownBy(() -> RateLimit.window(5, SECOND).withBurst(9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("burst is 9, permits are 5; a window gives out all its permits at once");
    }

    @Test
    void numbers_outOfTheirRange_areRefused() {
        assertThatThrownBy(() -> RateLimit.steady(0, SECOND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("permits is less than 1: 0");
        assertThatThrownBy(() -> RateLimit.steady(1, SECOND).withBurst(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("burst is less than 1: -2");
        for (Duration period : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(1500)}) {
            assertThatThrownBy(() -> RateLimit.window(1, period))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("period is " + period + "; it must be a whole number of microseconds, 1 at least");
        }
        assertThatThrownBy(() -> RateLimit.steady(1, Duration.ofDays(1_000_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("it must be less than PT1250999H");
        assertThatThrownBy(() -> RateLimit.steady(1, null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("period");
    }

    @Test
    void numbers_thatCannotBeCountedExactly_areRefused() {
        assertThatThrownBy(() -> RateLimit.steady(86_399_999_999L, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a limit of 86399999999 in PT24H with a burst of 86399999999 cannot be counted exactly; use a"
                                + " shorter period, fewer permits or a smaller burst");
        assertThatThrownBy(() -> RateLimit.window(100_000_000, Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be counted exactly");
    }

    @Test
    void numbers_asLargeAsPeopleUse_areTaken() {
        assertThat(RateLimit.steady(1_000_000, Duration.ofDays(1)).steadyPeriod())
                .isEqualTo(86_400);
        assertThat(RateLimit.steady(1_000_000, Duration.ofDays(1)).steadyPermits())
                .isEqualTo(1);
        assertThat(RateLimit.steady(10_000_000, SECOND).steadyPermits()).isEqualTo(10);
        assertThat(RateLimit.steady(7, SECOND).steadyPeriod()).isEqualTo(1_000_000);
        assertThat(RateLimit.window(1_000_000, Duration.ofDays(30)).windowUnit())
                .isEqualTo(1000);
        assertThat(RateLimit.window(1000, Duration.ofMinutes(1)).windowUnit()).isEqualTo(1);
        assertThat(RateLimit.window(1000, Duration.ofMinutes(1)).windowPeriod()).isEqualTo(60_000_000);
    }
}
