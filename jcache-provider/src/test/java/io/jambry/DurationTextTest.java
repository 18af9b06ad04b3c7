// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S, 500ms",
        "10s, PT10S, 10s",
        "5m, PT5M, 5m",
        "1h, PT1H, 1h",
        "2d, PT48H, 2d",
        "1000ms, PT1S, 1s",
        "90m, PT1H30M, 90m",
        "PT10S, PT10S, 10s",
        "pt1m30s, PT1M30S, 90s",
        "PT0.0000005S, PT0.0000005S, PT0.0000005S",
        "0s, PT0S, 0s",
    })
    void parse_everyNotation_isReadAndWritten(String text, Duration duration, String written) {
        assertThat(DurationText.parse(text, "")).isEqualTo(duration);
        assertThat(DurationText.format(duration)).isEqualTo(written);
        assertThat(DurationText.parse(written, "")).isEqualTo(duration);
    }
}
