// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.ListIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class RedisListTest {

    private static Shelf shelf;

    private RedisList<String> list;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeList(TestInfo test) {
        list = shelf.structures().list(test.getDisplayName(), String.class);
    }

    private List<String> all() {
        return list.range(0, -1).call();
    }

    @Test
    void add_oneAndSeveral_standBehindEachOther() {
        assertThat(list.add("a").call()).isEqualTo(1);
        assertThat(list.addAll(List.of("b", "c")).call()).isEqualTo(3);
        assertThat(list.size().call()).isEqualTo(3);
        assertThat(all()).containsExactly("a", "b", "c");
        assertThat(list.range(-2, -1).call()).containsExactly("b", "c");
    }

    @Test
    void get_places_countFromBothEnds() {
        list.addAll(List.of("a", "b", "c")).call();
        assertThat(list.get(1).call()).contains("b");
        assertThat(list.get(-1).call()).contains("c");
        assertThat(list.get(3).call()).isEmpty();
    }

    @Test
    void set_placeThatIsNotThere_isRefusedByTheServer() {
        list.add("a").call();
        assertThat(list.set(0, "b").call()).isNull();
        assertThat(all()).containsExactly("b");
        assertThatThrownBy(() -> list.set(1, "c").call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("list 'set_placeThatIsNotThere_isRefusedByTheServer()': LSET on ")
                .hasMessageContaining("index out of range");
    }

    @Test
    void getAndSet_placeThatIsNotThere_writesNothing() {
        list.addAll(List.of("a", "b")).call();
        assertThat(list.getAndSet(-1, "c").call()).contains("b");
        assertThat(list.getAndSet(2, "d").call()).isEmpty();
        assertThat(all()).containsExactly("a", "c");
    }

    @Test
    void insert_anyPlace_movesThoseBehind() {
        assertThat(list.insert(1, "x").call()).isEmpty();
        assertThat(list.insert(0, "a").call()).contains(1L);
        assertThat(list.insert(1, "c").call()).contains(2L);
        assertThat(list.insert(1, "b").call()).contains(3L);
        assertThat(list.insert(0, "-").call()).contains(4L);
        assertThat(list.insert(5, "x").call()).isEmpty();
        assertThat(all()).containsExactly("-", "a", "b", "c");
        assertThatThrownBy(() -> list.insert(-1, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("index is negative: -1");
    }

    @Test
    void insert_amongEqualElements_takesTheRightPlace() {
        list.addAll(List.of("a", "a", "\0mark", "a")).call();
        list.insert(2, "new").call();
        assertThat(all()).containsExactly("a", "a", "new", "\0mark", "a");
        assertThat(list.removeAt(1).call()).contains("a");
        assertThat(list.removeAt(-2).call()).contains("\0mark");
        assertThat(all()).containsExactly("a", "new", "a");
    }

    @Test
    void removeAt_endsAndNothing_tellsWhatWasThere() {
        list.addAll(List.of("a", "b", "c")).call();
        assertThat(list.removeAt(0).call()).contains("a");
        assertThat(list.removeAt(-1).call()).contains("c");
        assertThat(list.removeAt(1).call()).isEmpty();
        assertThat(list.removeAt(0).call()).contains("b");
        assertThat(list.exists().call()).isFalse();
    }

    @Test
    void insertBefore_pivotThatIsNotThere_putsNothingIn() {
        assertThat(list.insertBefore("a", "b").call()).isEmpty();
        list.add("a").call();
        assertThat(list.insertBefore("a", "b").call()).contains(2L);
        assertThat(list.insertAfter("a", "c").call()).contains(3L);
        assertThat(list.insertAfter("x", "c").call()).isEmpty();
        assertThat(all()).containsExactly("b", "a", "c");
    }

    @Test
    void remove_countsFromBothEnds() {
        list.addAll(List.of("a", "b", "a", "b", "a")).call();
        assertThat(list.remove("a", -1).call()).isEqualTo(1);
        assertThat(list.remove("b", 1).call()).isEqualTo(1);
        assertThat(all()).containsExactly("a", "a", "b");
        assertThat(list.remove("a", 0).call()).isEqualTo(2);
    }

    @Test
    void trim_keepsTheRange() {
        list.addAll(List.of("a", "b", "c", "d")).call();
        list.trim(1, -2).call();
        assertThat(all()).containsExactly("b", "c");
    }

    @Test
    void indexOf_tellsPlaces() {
        list.addAll(List.of("a", "b", "a", "c", "a")).call();
        assertThat(list.indexOf("a").call()).contains(0L);
        assertThat(list.lastIndexOf("a").call()).contains(4L);
        assertThat(list.indexOf("x").call()).isEmpty();
        assertThat(list.indexesOf("a", 1, 0, 0).call()).containsExactly(0L, 2L, 4L);
        assertThat(list.indexesOf("a", 2, 1, 0).call()).containsExactly(2L);
        assertThat(list.indexesOf("a", -1, 2, 0).call()).containsExactly(4L, 2L);
        assertThat(list.indexesOf("a", 1, 0, 3).call()).containsExactly(0L, 2L);
        assertThatThrownBy(() -> list.indexesOf("a", 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("occurrence is 0; 1 is the first, -1 the last");
        assertThatThrownBy(() -> list.indexesOf("a", 1, -1, 0)).hasMessage("count is negative: -1");
    }

    @Test
    void addAll_nothing_isRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> list.addAll(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are no elements");
        assertThatThrownBy(() -> list.add(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("element");
    }

    @Test
    void operation_whereAMapIs_tellsThatItIsNoList(TestInfo test) {
        shelf.structures()
                .map(test.getDisplayName(), String.class, String.class)
                .put("a", "1")
                .call();
        assertThatThrownBy(() -> list.add("x").call())
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("no list, but a hash: use another name, or delete what is there");
    }

    @Test
    void view_manyElements_walksInBothDirectionsOverAllOfThem() {
        List<String> expected = IntStream.range(0, 1700).mapToObj(i -> "e" + i).toList();
        List<String> view = list.view();
        view.addAll(expected);
        assertThat(view).hasSize(1700).containsExactlyElementsOf(expected);
        ListIterator<String> back = view.listIterator(1700);
        for (int i = 1699; i >= 0; i--) {
            assertThat(back.previous()).isEqualTo("e" + i);
        }
        assertThat(back.hasPrevious()).isFalse();
        assertThat(view.removeIf(element -> !element.endsWith("99"))).isTrue();
        assertThat(view).hasSize(17).startsWith("e99").endsWith("e1699");
        assertThat(view.indexOf("e199")).isEqualTo(1);
        assertThat(view.subList(1, 3)).containsExactly("e199", "e299");
        view.sort(null);
        assertThat(view).isSorted();
    }

    @Test
    void view_hasNextBetweenPages_stillRemovesWhatWasGiven() {
        List<String> view = list.view();
        IntStream.range(0, 501).forEach(i -> view.add("e" + i));
        ListIterator<String> walk = view.listIterator();
        for (int i = 0; i < 500; i++) {
            walk.next();
        }
        assertThat(walk.hasNext()).isTrue();
        walk.remove();
        assertThat(walk.next()).isEqualTo("e500");
        assertThat(walk.hasNext()).isFalse();
        assertThat(view).hasSize(500).doesNotContain("e499");
    }

    @Test
    void view_somebodyElseTakesAnElement_iteratorRemovesNoOther() {
        List<String> view = list.view();
        view.addAll(List.of("a", "b", "c"));
        ListIterator<String> walk = view.listIterator();
        walk.next();
        walk.next();
        list.removeAt(0).call();
        assertThatThrownBy(walk::remove)
                .isInstanceOf(ConcurrentModificationException.class)
                .hasMessageContaining("the element is at another place; walk again");
        assertThat(view).containsExactly("b", "c");
    }

    @Test
    void view_placeThatIsNotThere_isTold() {
        List<String> view = list.view();
        view.add("a");
        assertThatThrownBy(() -> view.get(1))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("list 'view_placeThatIsNotThere_isTold()' has no place 1");
        assertThatThrownBy(() -> view.get(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.add(2, "b")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> view.remove(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
