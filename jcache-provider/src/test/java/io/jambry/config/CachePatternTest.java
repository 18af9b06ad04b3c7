// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CachePatternTest {

    @ParameterizedTest
    @CsvSource({
        "books, books, true",
        "books, Books, false",
        "user-*, user-17, true",
        "user-*, user-, true",
        "user-*, users, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "com.acme.*, com.acme.Book, true",
        "com.acme.*, comXacme.Book, false",
        "*, anything at all, true",
        "[x]*, [x]y, true",
    })
    void matches_namesAndWildcards(String pattern, String name, boolean expected) {
        assertThat(CachePattern.of(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void matches_environmentForm_ignoresCaseAndPunctuation() {
        CachePattern pattern = CachePattern.ofEnvironment("USER_BOOKS");

        assertThat(pattern.matches("user-books")).isTrue();
        assertThat(pattern.matches("User.Books")).isTrue();
        assertThat(pattern.matches("userbooks")).isFalse();
    }

    @Test
    void compareTo_mostSpecificFirst() {
        List<CachePattern> ordered = List.of(
                CachePattern.of("user-books"),
                CachePattern.ofEnvironment("USER_BOOKS"),
                CachePattern.of("user-*"),
                CachePattern.of("*books"),
                CachePattern.of("u*"),
                CachePattern.of("*s"),
                CachePattern.of("*"),
                CachePattern.ALL);

        assertThat(Stream.of(7, 2, 5, 0, 3, 6, 1, 4).map(ordered::get).sorted()).isEqualTo(ordered);
    }
}
