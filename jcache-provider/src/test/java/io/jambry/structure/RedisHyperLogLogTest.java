// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisHyperLogLogTest {

    private static Shelf shelf;

    private String name;
    private RedisHyperLogLog<String> visitors;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeEstimate(TestInfo test) {
        name = test.getDisplayName();
        visitors = shelf.structures().hyperLogLog(name, String.class);
    }

    @Test
    void add_sameElementTwice_countsOnce() {
        assertThat(visitors.count().call()).isZero();
        assertThat(visitors.add("a").call()).isTrue();
        assertThat(visitors.add("a").call()).isFalse();
        assertThat(visitors.addAll(List.of("a", "b", "c")).call()).isTrue();
        assertThat(visitors.count().call()).isEqualTo(3);
    }

    @Test
    void count_manyElements_isAboutRight() {
        visitors.addAll(IntStream.range(0, 20_000).mapToObj(i -> "visitor " + i).toList())
                .call();
        assertThat(visitors.count().call()).isBetween(19_000L, 21_000L);
    }

    @Test
    void countWith_others_countsTheUnion() {
        RedisHyperLogLog<String> other = shelf.structures().hyperLogLog(name + "2", String.class);
        visitors.addAll(List.of("a", "b")).call();
        other.addAll(List.of("b", "c")).call();
        assertThat(visitors.countWith(List.of(other)).call()).isEqualTo(3);
        assertThat(visitors.count().call()).isEqualTo(2);
        visitors.merge(List.of(other)).call();
        assertThat(visitors.count().call()).isEqualTo(3);
    }

    @Test
    void estimate_otherKindThere_isNamed() {
        shelf.structures().list(name, String.class).add("a").call();
        assertThatThrownBy(() -> visitors.add("a").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("what the server has under this name is no estimate");
    }

    @Test
    void estimate_foreignText_isRefusedByTheServer() {
        shelf.structures().bucket(name, String.class).set("text").call();
        assertThatThrownBy(() -> visitors.count().call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("not a valid HyperLogLog");
    }

    @Test
    void arguments_wrong_areRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> visitors.addAll(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no elements");
        assertThatThrownBy(() -> visitors.merge(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
