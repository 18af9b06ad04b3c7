// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.cdi.CacheAnnotationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {

    @ParameterizedTest
    @CsvSource({
        "user:*, user:, true",
        "user:*, user:7:name, true",
        "user:*, other:7, false",
        "user:?, user:7, true",
        "user:?, user:17, false",
        "*.txt, a.txt, true",
        "*.txt, atxt, false",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "a\\\\b, a\\b, true",
        "[ab], a, false",
        "[ab], [ab], true",
        "?, \uD83D\uDE00, true"
    })
    void pattern_fitsWholeKeys(String pattern, String key, boolean fits) {
        assertThat(KeyPattern.parse(pattern, "pattern").test(key)).isEqualTo(fits);
    }

    @Test
    void pattern_keysThatAreNoText_neverFit() {
        assertThat(KeyPattern.parse("*", "pattern").test(7L)).isFalse();
        assertThat(KeyPattern.parse("*", "pattern").test("line\nline")).isTrue();
    }

    @Test
    void pattern_backslashAtTheEnd_isRefused() {
        assertThatThrownBy(() -> KeyPattern.parse("a\\", "@CacheEvict on A#b: 'pattern'"))
                .isInstanceOf(CacheAnnotationException.class)
                .hasMessage(
                        "@CacheEvict on A#b: 'pattern' is 'a\\': a backslash stands before the character that it is for");
    }
}
