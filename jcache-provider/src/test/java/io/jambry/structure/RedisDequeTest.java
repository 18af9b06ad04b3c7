// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RedisDequeTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private static Shelf shelf;

    private RedisDeque<String> deque;
    private RedisDeque<String> other;

    /** Calls may take less than waits here. */
    @BeforeAll
    static void open() {
        shelf = Shelf.open(Map.of("timeout", "900ms", "pool-size", "1"));
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeDeques(TestInfo test) {
        Structures group = shelf.structures().group(test.getDisplayName());
        deque = group.deque("one", String.class);
        other = group.deque("other", String.class);
    }

    private static List<String> all(RedisDeque<String> of) {
        return new ArrayList<>(of.view());
    }

    private static <T> T soon(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void add_bothEnds_standInTheirOrder() {
        assertThat(deque.addLast("b").call()).isEqualTo(1);
        assertThat(deque.addFirst("a").call()).isEqualTo(2);
        assertThat(deque.addAllLast(List.of("c", "d")).call()).isEqualTo(4);
        assertThat(deque.addAllFirst(List.of("y", "x")).call()).isEqualTo(6);
        assertThat(all(deque)).containsExactly("x", "y", "a", "b", "c", "d");
        assertThat(deque.peekFirst().call()).contains("x");
        assertThat(deque.peekLast().call()).contains("d");
    }

    @Test
    void addIfExists_nothingThere_putsNothingIn() {
        assertThat(deque.addAllFirstIfExists(List.of("a")).call()).isZero();
        assertThat(deque.addAllLastIfExists(List.of("a")).call()).isZero();
        deque.addLast("a").call();
        assertThat(deque.addAllFirstIfExists(List.of("b", "c")).call()).isEqualTo(3);
        assertThat(deque.addAllLastIfExists(List.of("d")).call()).isEqualTo(4);
        assertThat(all(deque)).containsExactly("c", "b", "a", "d");
    }

    @Test
    void poll_bothEnds_takesWhatIsThere() {
        deque.addAllLast(List.of("a", "b", "c", "d", "e", "f")).call();
        assertThat(deque.pollFirst().call()).contains("a");
        assertThat(deque.pollLast().call()).contains("f");
        assertThat(deque.pollFirst(2).call()).containsExactly("b", "c");
        assertThat(deque.pollLast(5).call()).containsExactly("e", "d");
        assertThat(deque.pollLast(5).call()).isEmpty();
        assertThat(deque.pollFirst().call()).isEmpty();
        assertThatThrownBy(() -> deque.pollFirst(0)).hasMessage("count is less than 1: 0");
    }

    @Test
    void poll_severalDeques_takesFromTheFirstThatHasAny() {
        other.addAllLast(List.of("a", "b", "c")).call();
        Taken<RedisDeque<String>, String> taken =
                deque.pollFirst(2, List.of(other)).call().orElseThrow();
        assertThat(taken.from()).isSameAs(other);
        assertThat(taken.elements()).containsExactly("a", "b");
        assertThat(taken).hasToString("2 of deque 'other'");
        assertThat(other.pollLast(2, List.of(deque)).call().orElseThrow().from())
                .isSameAs(other);
        assertThat(deque.pollFirst(2, List.of(other)).call()).isEmpty();
    }

    @Test
    void take_somethingThere_isTakenAtOnce() {
        deque.addAllLast(List.of("a", "b", "c", "d")).call();
        assertThat(deque.takeFirst(LONG).call()).contains("a");
        assertThat(deque.takeLast(LONG).call()).contains("d");
        assertThat(deque.takeFirst(Duration.ZERO).call()).contains("b");
        assertThat(other.takeFirst(LONG, List.of(deque)).call().orElseThrow().elements())
                .containsExactly("c");
    }

    @Test
    void take_severalAtOnce_areTakenFromTheFirstThatHasAny() {
        other.addAllLast(List.of("a", "b", "c")).call();
        Taken<RedisDeque<String>, String> first =
                deque.takeFirst(LONG, 2, List.of(other)).call().orElseThrow();
        assertThat(first.elements()).containsExactly("a", "b");
        assertThat(deque.takeLast(LONG, 2, List.of(other)).call().orElseThrow().from())
                .isSameAs(other);
        assertThat(deque.takeLast(SHORT, 2, List.of(other)).call()).isEmpty();
        assertThat(deque.takeLast(SHORT, List.of(other)).call()).isEmpty();
    }

    @Test
    void take_nothingComes_endsWithItsTime() {
        long start = System.nanoTime();
        assertThat(deque.takeFirst(Duration.ofMillis(1500)).call()).isEmpty();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(1500));
    }

    @Test
    void take_waitIsNegative_isRefused() {
        assertThatThrownBy(() -> deque.takeFirst(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wait is negative: PT-0.001S");
    }

    @Test
    void take_sentAndWaitingLongerThanACallMay_getsWhatComesLater() throws Exception {
        CompletionStage<Optional<String>> taken = deque.takeFirst(LONG).send();
        assertThatThrownBy(() -> taken.toCompletableFuture().get(1500, TimeUnit.MILLISECONDS))
                .isInstanceOf(TimeoutException.class);
        deque.addLast("late").call();
        assertThat(soon(taken)).contains("late");
        assertThat(deque.size().call()).isZero();
    }

    @Test
    void take_manyWait_othersStillHaveTheConnectionsOfThePool() throws Exception {
        List<CompletionStage<Optional<String>>> waits = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waits.add(deque.takeFirst(LONG).send());
        }
        for (int i = 0; i < 10; i++) {
            Batch batch = shelf.structures().atomicBatch();
            Pending<Long> added = batch.add(other.addLast("e" + i));
            batch.execute();
            assertThat(added.get()).isEqualTo(i + 1);
        }
        deque.addAllLast(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"))
                .call();
        List<String> came = new ArrayList<>();
        for (CompletionStage<Optional<String>> wait : waits) {
            came.add(soon(wait).orElseThrow());
        }
        assertThat(came).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    }

    @Test
    void take_inABatch_isRefusedWithWhatToUseInstead() {
        Batch batch = shelf.structures().batch();
        assertThatThrownBy(() -> batch.add(deque.takeFirst(LONG)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "deque 'one': an operation that waits keeps a batch from going on; use pollFirst in batches");
        assertThat(batch.size()).isZero();
    }

    @Test
    void take_interrupted_endsWithNothingAndStaysInterrupted() throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            Optional<String> came = deque.takeFirst(LONG).call();
            return came.isEmpty() && Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(task);
        thread.start();
        thread.interrupt();
        assertThat(task.get(30, TimeUnit.SECONDS)).isTrue();
        deque.addLast("a").call();
        assertThat(deque.pollFirst().call()).contains("a");
    }

    @Test
    void move_betweenEnds_isOneStep() {
        deque.addAllLast(List.of("a", "b", "c")).call();
        assertThat(deque.move(End.FIRST, other, End.LAST).call()).contains("a");
        assertThat(deque.move(End.LAST, deque, End.FIRST).call()).contains("c");
        assertThat(all(deque)).containsExactly("c", "b");
        assertThat(deque.move(End.LAST, other, End.FIRST, LONG).call()).contains("b");
        assertThat(all(other)).containsExactly("b", "a");
        deque.delete().call();
        assertThat(deque.move(End.LAST, other, End.FIRST).call()).isEmpty();
        assertThat(deque.move(End.LAST, other, End.FIRST, SHORT).call()).isEmpty();
    }

    @Test
    void view_take_waitsUntilSomethingComes() throws Exception {
        BlockingDeque<String> view = deque.view();
        CompletableFuture<String> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return view.take() + view.takeLast();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        view.put("a");
        view.putFirst("b");
        assertThat(soon(taken)).hasSize(2).contains("a", "b");
        assertThat(view.poll(10, TimeUnit.MILLISECONDS)).isNull();
        assertThat(view.pollLast(0, TimeUnit.MILLISECONDS)).isNull();
        assertThat(view.remainingCapacity()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void view_takeInterrupted_throwsAsTheContractSays() throws Exception {
        BlockingDeque<String> view = deque.view();
        FutureTask<String> task = new FutureTask<>(view::take);
        Thread thread = new Thread(task);
        thread.start();
        thread.interrupt();
        assertThatThrownBy(() -> task.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class)
                .hasMessageContaining("interrupted while waiting for an element of deque 'one'");
    }

    @Test
    void view_occurrencesAndDraining_workOnBothEnds() {
        BlockingDeque<String> view = deque.view();
        view.addAll(List.of("a", "b", "a", "c", "a"));
        assertThat(view.removeLastOccurrence("a")).isTrue();
        assertThat(view.removeFirstOccurrence("a")).isTrue();
        assertThat(view.removeFirstOccurrence("x")).isFalse();
        assertThat(view).containsExactly("b", "a", "c");
        List<String> back = new ArrayList<>();
        view.descendingIterator().forEachRemaining(back::add);
        assertThat(back).containsExactly("c", "a", "b");
        List<String> drained = new ArrayList<>();
        assertThat(view.drainTo(drained, 2)).isEqualTo(2);
        assertThat(view.drainTo(drained)).isEqualTo(1);
        assertThat(drained).containsExactly("b", "a", "c");
        assertThatThrownBy(view::getFirst).hasMessage("deque 'one' is empty");
        assertThatThrownBy(() -> view.drainTo(view)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void list_ofTheSameName_isTheSame(TestInfo test) {
        deque.addAllLast(List.of("a", "b")).call();
        RedisList<String> list = shelf.structures().group(test.getDisplayName()).list("one", String.class);
        assertThat(list.get(1).call()).contains("b");
    }
}
