// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisMapTest {

    private static Shelf shelf;

    private RedisMap<String, Integer> map;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeMap(TestInfo test) {
        map = shelf.structures().map(test.getDisplayName(), String.class, Integer.class);
    }

    @Test
    void put_newAndOldKey_tellsWhetherItIsNew() {
        assertThat(map.put("a", 1).call()).isTrue();
        assertThat(map.put("a", 2).call()).isFalse();
        assertThat(map.get("a").call()).contains(2);
    }

    @Test
    void getAndPut_tellsTheValueBefore() {
        assertThat(map.getAndPut("a", 1).call()).isEmpty();
        assertThat(map.getAndPut("a", 2).call()).contains(1);
        assertThat(map.getAndRemove("a").call()).contains(2);
        assertThat(map.exists().call()).isFalse();
    }

    @Test
    void replace_otherValueThere_writesNothing() {
        map.put("a", 1).call();
        assertThat(map.replace("a", 7, 2).call()).isFalse();
        assertThat(map.replace("a", 1, 2).call()).isTrue();
        assertThat(map.replace("b", 3).call()).isEmpty();
        assertThat(map.remove("a", 1).call()).isFalse();
        assertThat(map.remove("a", 2).call()).isTrue();
    }

    @Test
    void getAll_severalKeys_givesThoseThatAreThere() {
        assertThat(map.putAll(Map.of("a", 1, "b", 2)).call()).isEqualTo(2);
        assertThat(map.getAll(List.of("b", "x", "a")).call()).containsExactly(Map.entry("b", 2), Map.entry("a", 1));
        assertThat(map.getAll().call()).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(map.keys().call()).containsExactlyInAnyOrder("a", "b");
        assertThat(map.values().call()).containsExactlyInAnyOrder(1, 2);
        assertThat(map.size().call()).isEqualTo(2);
    }

    @Test
    void add_numbers_areAddedOnTheServer() {
        assertThat(map.add("n", 5L).call()).isEqualTo(5);
        assertThat(map.add("n", -2L).call()).isEqualTo(3);
        assertThat(map.get("n").call()).contains(3);
    }

    @Test
    void expire_wholeMap_endsWithItsTime() {
        map.put("a", 1).call();
        assertThat(map.timeToLive().call()).isEmpty();
        assertThat(map.expire(Duration.ofHours(1)).call()).isTrue();
        assertThat(map.timeToLive().call().orElseThrow()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        assertThat(map.persist().call()).isTrue();
        assertThat(map.timeToLive().call()).isEmpty();
    }

    @Test
    void send_operation_endsWithoutACaller() {
        assertThat(map.put("a", 1).send().toCompletableFuture().join()).isTrue();
        assertThat(map.get("a").send().toCompletableFuture().join()).isEqualTo(Optional.of(1));
    }

    @Test
    void batch_operationsOfTwoStructures_eachHasItsResult() {
        Batch batch = shelf.structures().batch();
        Pending<Boolean> put = batch.add(map.put("a", 1));
        Pending<Optional<Integer>> got = batch.add(map.get("a"));
        assertThatThrownBy(got::get).isInstanceOf(IllegalStateException.class);
        batch.execute();
        assertThat(put.get()).isTrue();
        assertThat(got.get()).contains(1);
    }

    @Test
    void atomicBatch_oneOperationFails_othersAreCarriedOut() {
        Structures group = shelf.structures().group("cart");
        RedisMap<String, String> texts = group.map("texts", String.class, String.class);
        texts.put("n", "no number").call();
        Batch batch = group.atomicBatch();
        Pending<Boolean> put = batch.add(texts.put("a", "1"));
        Pending<Long> added = batch.add(texts.add("n", 1L));
        batch.execute();
        assertThat(put.get()).isTrue();
        assertThatThrownBy(added::get)
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("map 'texts': ")
                .hasMessageContaining("not an integer");
    }

    @Test
    void view_manyEntries_iteratesOverAllOfThem() {
        Map<String, Integer> expected = new HashMap<>();
        IntStream.range(0, 2000).forEach(i -> expected.put("key " + i, i));
        ConcurrentMap<String, Integer> view = map.view();
        view.putAll(expected);
        assertThat(view).hasSize(2000).isEqualTo(expected);
        view.entrySet().removeIf(entry -> entry.getValue() >= 10);
        assertThat(view).hasSize(10);
        assertThat(view.merge("key 1", 5, Integer::sum)).isEqualTo(6);
        assertThat(view.computeIfAbsent("new", key -> 7)).isEqualTo(7);
        view.clear();
        assertThat(view).isEmpty();
    }
}
