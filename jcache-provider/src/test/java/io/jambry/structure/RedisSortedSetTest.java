// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisSortedSetTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static Shelf shelf;

    private RedisSortedSet<String> set;
    private RedisSortedSet<String> other;
    private RedisSortedSet<String> third;

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
        set = group.sortedSet("one", String.class);
        other = group.sortedSet("other", String.class);
        third = group.sortedSet("third", String.class);
    }

    private void fill() {
        set.addAll(Map.of("a", 1.0, "b", 2.0, "c", 3.0, "d", 4.0)).call();
    }

    private static <E> Scored<E> scored(E element, double score) {
        return new Scored<>(element, score);
    }

    @Test
    void add_tellsWhatIsNew() {
        assertThat(set.add("a", 1).call()).isTrue();
        assertThat(set.add("a", 2).call()).isFalse();
        assertThat(set.score("a").call()).contains(2.0);
        assertThat(set.addAll(Map.of("a", 1.0, "b", 3.5)).call()).isEqualTo(1);
        assertThat(set.scores(List.of("x", "b", "a")).call()).isEqualTo(Map.of("b", 3.5, "a", 1.0));
        assertThat(set.size().call()).isEqualTo(2);
        assertThat(set.score("x").call()).isEmpty();
    }

    @Test
    void add_withARule_tellsWhatHasChanged() {
        assertThat(set.add("a", 5, ScoreRule.IF_PRESENT).call()).isFalse();
        assertThat(set.add("a", 5, ScoreRule.IF_ABSENT).call()).isTrue();
        assertThat(set.add("a", 6, ScoreRule.IF_ABSENT).call()).isFalse();
        assertThat(set.add("a", 4, ScoreRule.IF_GREATER).call()).isFalse();
        assertThat(set.add("a", 4, ScoreRule.IF_LESS).call()).isTrue();
        assertThat(set.add("b", 1, ScoreRule.IF_GREATER).call()).isTrue();
        assertThat(set.add("c", 1, ScoreRule.IF_PRESENT_AND_GREATER).call()).isFalse();
        assertThat(set.addAll(Map.of("a", 3.0, "b", 3.0, "c", 3.0), ScoreRule.IF_PRESENT_AND_LESS)
                        .call())
                .isEqualTo(1);
        assertThat(set.scores(List.of("a", "b", "c")).call()).isEqualTo(Map.of("a", 3.0, "b", 1.0));
    }

    @Test
    void increment_withAndWithoutARule_tellsTheSum() {
        assertThat(set.increment("a", 2.5).call()).isEqualTo(2.5);
        assertThat(set.increment("a", -1).call()).isEqualTo(1.5);
        assertThat(set.increment("a", 1, ScoreRule.IF_PRESENT).call()).contains(2.5);
        assertThat(set.increment("b", 1, ScoreRule.IF_PRESENT).call()).isEmpty();
        assertThat(set.increment("a", 1, ScoreRule.IF_LESS).call()).isEmpty();
    }

    @Test
    void getAndAdd_tellsTheScoreBefore() {
        assertThat(set.getAndAdd("a", Double.POSITIVE_INFINITY).call()).isEmpty();
        assertThat(set.getAndAdd("a", Double.NEGATIVE_INFINITY).call()).contains(Double.POSITIVE_INFINITY);
        assertThat(set.getAndAdd("a", 0.1).call()).contains(Double.NEGATIVE_INFINITY);
        assertThat(set.getAndRemove("a").call()).contains(0.1);
        assertThat(set.getAndRemove("a").call()).isEmpty();
    }

    @Test
    void add_notANumber_isRefusedBeforeAnythingIsSent() {
        assertThatThrownBy(() -> set.add("a", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("score is not a number");
        assertThatThrownBy(() -> set.increment("a", Double.NaN)).hasMessage("delta is not a number");
        assertThatThrownBy(() -> set.addAll(Map.of())).hasMessage("there are no elements");
    }

    @Test
    void rank_countsFromBothEnds() {
        fill();
        assertThat(set.rank("b").call()).contains(1L);
        assertThat(set.reverseRank("b").call()).contains(2L);
        assertThat(set.rank("x").call()).isEmpty();
    }

    @Test
    void range_ofRanks_inBothDirections() {
        fill();
        assertThat(set.range(Range.ranks(0, 1)).call()).containsExactly("a", "b");
        assertThat(set.range(Range.ranks(-2, -1)).call()).containsExactly("c", "d");
        assertThat(set.range(Range.ranks(0, 1).reversed()).call()).containsExactly("d", "c");
        assertThat(set.rangeWithScores(Range.ranks(0, 0)).call()).containsExactly(scored("a", 1));
        assertThat(set.range(Range.ranks(3, 2)).call()).isEmpty();
    }

    @Test
    void range_ofScores_inBothDirectionsAndPages() {
        fill();
        assertThat(set.range(Range.scores(2, 3)).call()).containsExactly("b", "c");
        assertThat(set.range(Range.scores(2, 4).withoutStart().withoutEnd()).call())
                .containsExactly("c");
        assertThat(set.rangeWithScores(Range.scores(2, Double.POSITIVE_INFINITY).reversed())
                        .call())
                .containsExactly(scored("d", 4), scored("c", 3), scored("b", 2));
        assertThat(set.range(Range.scores(1, 4).limit(1, 2)).call()).containsExactly("b", "c");
        assertThat(set.range(Range.scores(1, 4).reversed().limit(0, 1)).call()).containsExactly("d");
        assertThat(set.count(Range.scores(2, 4).withoutEnd()).call()).isEqualTo(2);
    }

    @Test
    void range_ofElements_inBothDirections() {
        List.of("jam", "jar", "jazz", "jamboree", "key")
                .forEach(word -> set.add(word, 0).call());
        assertThat(set.range(Range.startingWith("jam")).call()).containsExactly("jam", "jamboree");
        assertThat(set.range(Range.elements("jar", "key").withoutEnd()).call()).containsExactly("jar", "jazz");
        assertThat(set.range(Range.from("jazz").reversed()).call()).containsExactly("key", "jazz");
        assertThat(set.range(Range.to("jam")).call()).containsExactly("jam");
        assertThat(set.range(Range.from("jam").withoutStart().limit(0, 2)).call())
                .containsExactly("jamboree", "jar");
        assertThat(set.count(Range.startingWith("ja")).call()).isEqualTo(4);
        assertThat(set.removeRange(Range.startingWith("ja").withoutStart()).call())
                .isEqualTo(4);
        assertThat(set.range(Range.startingWith("")).call()).containsExactly("key");
    }

    @Test
    void removeRange_takesOutWhatTheRangeHas() {
        fill();
        assertThat(set.removeRange(Range.ranks(0, 0).reversed()).call()).isEqualTo(1);
        assertThat(set.removeRange(Range.ranks(0, 0)).call()).isEqualTo(1);
        assertThat(set.removeRange(Range.scores(2, 3).withoutStart()).call()).isEqualTo(1);
        assertThat(set.range(Range.ranks(0, -1)).call()).containsExactly("b");
    }

    @Test
    void range_thatAnOperationCannotTake_isRefused() {
        assertThatThrownBy(() -> set.count(Range.ranks(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a range of ranks says itself how many it has; count scores or elements");
        assertThatThrownBy(() -> set.count(Range.scores(0, 1).limit(0, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("counting a range has no limit; leave it out of the range");
        assertThatThrownBy(() -> set.removeRange(Range.scores(0, 1).limit(0, 1)))
                .hasMessage("removing a range has no limit; leave it out of the range");
        assertThatThrownBy(() -> set.rangeWithScores(Range.startingWith("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("read it without scores");
    }

    @Test
    void copyRange_makesAnotherOneOfIt() {
        fill();
        other.add("old", 0).call();
        assertThat(set.copyRange(Range.scores(2, 3), other).call()).isEqualTo(2);
        assertThat(other.rangeWithScores(Range.ranks(0, -1)).call()).containsExactly(scored("b", 2), scored("c", 3));
    }

    @Test
    void poll_bothEnds_takesWhatIsThere() {
        fill();
        assertThat(set.pollFirst().call()).contains(scored("a", 1));
        assertThat(set.pollLast().call()).contains(scored("d", 4));
        assertThat(set.pollLast(1).call()).containsExactly(scored("c", 3));
        assertThat(set.pollFirst(5).call()).containsExactly(scored("b", 2));
        assertThat(set.pollFirst().call()).isEmpty();
        assertThat(set.pollLast(5).call()).isEmpty();
    }

    @Test
    void poll_severalSets_takesFromTheFirstThatHasAny() {
        fill();
        Taken<RedisSortedSet<String>, Scored<String>> taken =
                other.pollFirst(2, List.of(set)).call().orElseThrow();
        assertThat(taken.from()).isSameAs(set);
        assertThat(taken.elements()).containsExactly(scored("a", 1), scored("b", 2));
        assertThat(other.pollLast(1, List.of(set)).call().orElseThrow().elements())
                .containsExactly(scored("d", 4));
        assertThat(other.pollLast(1, List.of(third)).call()).isEmpty();
    }

    @Test
    void take_waitsUntilSomethingComes() throws Exception {
        CompletionStage<Optional<Scored<String>>> least = set.takeFirst(LONG).send();
        set.add("late", 7).call();
        assertThat(least.toCompletableFuture().get(30, TimeUnit.SECONDS)).contains(scored("late", 7));
        fill();
        assertThat(set.takeLast(LONG).call()).contains(scored("d", 4));
        assertThat(other.takeFirst(LONG, List.of(set)).call().orElseThrow().elements())
                .containsExactly(scored("a", 1));
        assertThat(other.takeLast(LONG, List.of(set)).call().orElseThrow().from())
                .isSameAs(set);
        assertThat(other.takeFirst(LONG, 3, List.of(set)).call().orElseThrow().elements())
                .containsExactly(scored("b", 2));
        assertThat(other.takeLast(SHORT, 3, List.of(set)).call()).isEmpty();
        assertThat(other.takeLast(SHORT).call()).isEmpty();
        assertThat(other.takeLast(SHORT, List.of(set)).call()).isEmpty();
    }

    @Test
    void byChance_givesWhatIsThere() {
        fill();
        assertThat(set.random(2).call()).hasSize(2).doesNotHaveDuplicates();
        assertThat(set.random(9).call()).hasSize(4).contains(scored("a", 1));
        assertThat(set.randomWithRepeats(9).call()).hasSize(9);
        assertThat(other.random(2).call()).isEmpty();
    }

    @Test
    void severalSets_areReadTogether() {
        set.addAll(Map.of("a", 1.0, "b", 2.0)).call();
        other.addAll(Map.of("b", 10.0, "c", 20.0)).call();
        assertThat(set.union(List.of(other), ScoreMix.SUM).call())
                .containsExactly(scored("a", 1), scored("b", 12), scored("c", 20));
        assertThat(set.union(List.of(other), ScoreMix.GREATEST.weighted(1, 0.1)).call())
                .containsExactlyInAnyOrder(scored("a", 1), scored("b", 2), scored("c", 2));
        assertThat(set.intersection(List.of(other), ScoreMix.LEAST).call()).containsExactly(scored("b", 2));
        assertThat(set.difference(List.of(other)).call()).containsExactly(scored("a", 1));
        assertThat(set.intersectionSize(List.of(other), 0).call()).isEqualTo(1);
        assertThatThrownBy(() -> set.union(List.of(other), ScoreMix.SUM.weighted(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 weights for 2 sorted sets; give one for each");
        assertThatThrownBy(() -> ScoreMix.SUM.weighted(Double.NaN)).hasMessage("a weight is not a number");
        assertThatThrownBy(ScoreMix.SUM::weighted).hasMessage("there are no weights");
    }

    @Test
    void store_makesASetOfOthers() {
        set.addAll(Map.of("a", 1.0, "b", 2.0)).call();
        other.addAll(Map.of("b", 10.0, "c", 20.0)).call();
        third.add("old", 1).call();
        assertThat(third.storeUnion(List.of(set, other), ScoreMix.SUM.weighted(2, 1))
                        .call())
                .isEqualTo(3);
        assertThat(third.score("b").call()).contains(14.0);
        assertThat(third.storeIntersection(List.of(set, other), ScoreMix.SUM).call())
                .isEqualTo(1);
        assertThat(third.storeDifference(List.of(other, set)).call()).isEqualTo(1);
        assertThat(third.range(Range.ranks(0, -1)).call()).containsExactly("c");
    }

    @Test
    void view_manyElements_walksOverAllOfThem() {
        ConcurrentMap<String, Double> view = set.view();
        Map<String, Double> expected = new HashMap<>();
        IntStream.range(0, 1700).forEach(i -> expected.put("e" + i, i / 4.0));
        view.putAll(expected);
        assertThat(view).hasSize(1700).isEqualTo(expected);
        assertThat(view.merge("e4", 2.0, Double::sum)).isEqualTo(3.0);
        assertThat(view.putIfAbsent("e4", 9.0)).isEqualTo(3.0);
        assertThat(view.replace("e4", 3.0, 9.0)).isTrue();
        assertThat(view.replace("e4", 3.0, 9.0)).isFalse();
        assertThat(view.remove("e4", 8.0)).isFalse();
        assertThat(view.remove("e4", 9.0)).isTrue();
        view.values().removeIf(score -> score > 1);
        assertThat(view.keySet()).containsExactlyInAnyOrder("e0", "e1", "e2", "e3");
    }
}
