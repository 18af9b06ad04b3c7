// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisSetTest {

    private static Shelf shelf;

    private RedisSet<String> set;
    private RedisSet<String> other;
    private RedisSet<String> third;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeSets(TestInfo test) {
        Structures group = shelf.structures().group(test.getDisplayName());
        set = group.set("one", String.class);
        other = group.set("other", String.class);
        third = group.set("third", String.class);
    }

    @Test
    void add_tellsWhatIsNew() {
        assertThat(set.add("a").call()).isTrue();
        assertThat(set.add("a").call()).isFalse();
        assertThat(set.addAll(List.of("a", "b", "c")).call()).isEqualTo(2);
        assertThat(set.size().call()).isEqualTo(3);
        assertThat(set.getAll().call()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void remove_tellsWhatWasThere() {
        set.addAll(List.of("a", "b", "c")).call();
        assertThat(set.remove("a").call()).isTrue();
        assertThat(set.remove("a").call()).isFalse();
        assertThat(set.removeAll(List.of("a", "b", "c")).call()).isEqualTo(2);
        assertThat(set.exists().call()).isFalse();
    }

    @Test
    void contains_oneAndSeveral_tellsWhatIsThere() {
        set.addAll(List.of("a", "b")).call();
        assertThat(set.contains("a").call()).isTrue();
        assertThat(set.contains("x").call()).isFalse();
        assertThat(set.existing(List.of("x", "b", "a")).call()).containsExactly("b", "a");
    }

    @Test
    void byChance_givesWhatIsThere() {
        set.addAll(List.of("a", "b", "c")).call();
        assertThat(set.random(2).call()).hasSize(2).isSubsetOf("a", "b", "c");
        assertThat(set.random(9).call()).hasSize(3);
        assertThat(set.randomWithRepeats(9).call()).hasSize(9).isSubsetOf("a", "b", "c");
        assertThat(set.poll().call()).isPresent();
        assertThat(set.poll(5).call()).hasSize(2);
        assertThat(set.poll().call()).isEmpty();
        assertThat(set.poll(5).call()).isEmpty();
        assertThat(set.randomWithRepeats(3).call()).isEmpty();
        assertThatThrownBy(() -> set.random(0)).hasMessage("count is less than 1: 0");
    }

    @Test
    void move_isOneStep() {
        set.addAll(List.of("a", "b")).call();
        assertThat(set.move("a", other).call()).isTrue();
        assertThat(set.move("x", other).call()).isFalse();
        assertThat(set.getAll().call()).containsExactly("b");
        assertThat(other.getAll().call()).containsExactly("a");
    }

    @Test
    void severalSets_areReadTogether() {
        set.addAll(List.of("a", "b", "c")).call();
        other.addAll(List.of("b", "c", "d")).call();
        third.addAll(List.of("c", "e")).call();
        List<RedisSet<String>> others = List.of(other, third);
        assertThat(set.intersection(others).call()).containsExactly("c");
        assertThat(set.union(others).call()).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(set.difference(others).call()).containsExactly("a");
        assertThat(set.intersectionSize(List.of(other), 0).call()).isEqualTo(2);
        assertThat(set.intersectionSize(List.of(other), 1).call()).isEqualTo(1);
        assertThatThrownBy(() -> set.intersectionSize(others, -1)).hasMessage("limit is negative: -1");
    }

    @Test
    void store_makesASetOfOthers() {
        set.addAll(List.of("a", "b", "c")).call();
        other.addAll(List.of("b", "c", "d")).call();
        third.add("old").call();
        assertThat(third.storeIntersection(List.of(set, other)).call()).isEqualTo(2);
        assertThat(third.getAll().call()).containsExactlyInAnyOrder("b", "c");
        assertThat(third.storeUnion(List.of(set, other)).call()).isEqualTo(4);
        assertThat(third.storeDifference(List.of(third, set)).call()).isEqualTo(1);
        assertThat(third.getAll().call()).containsExactly("d");
        assertThatThrownBy(() -> third.storeUnion(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("set 'third': there is nothing to make it of");
    }

    @Test
    void severalSets_ofDifferentTypesOrConnections_areRefused() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        RedisSet<String> numbers = (RedisSet) shelf.structures().set("numbers", Integer.class);
        assertThatThrownBy(() -> set.union(List.of(numbers)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("set 'one' and set 'numbers' write their elements in different ways");
        try (Shelf elsewhere = Shelf.open()) {
            assertThatThrownBy(() -> set.union(List.of(elsewhere.structures().set("far", String.class))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "set 'one' and set 'far' are of different connections; make both from the same Structures");
        }
    }

    @Test
    void view_manyElements_walksOverAllOfThem() {
        Set<String> view = set.view();
        List<String> expected = IntStream.range(0, 1700).mapToObj(i -> "e" + i).toList();
        view.addAll(expected);
        assertThat(view).hasSize(1700).containsAll(expected);
        view.removeIf(element -> !element.endsWith("99"));
        assertThat(view).hasSize(17);
        assertThat(view.removeAll(List.of("e99", "x"))).isTrue();
        assertThat(view.retainAll(List.of("e199", "x"))).isTrue();
        assertThat(view).containsExactly("e199");
        assertThat(view.contains((Object) 7)).isFalse();
        assertThat(view.contains(new Object())).isFalse();
        assertThat(view.remove(new Object())).isFalse();
        assertThat(view.removeAll(List.of(new Object(), "e199"))).isTrue();
    }
}
