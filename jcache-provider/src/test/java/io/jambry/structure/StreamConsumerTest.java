// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.LogLines;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class StreamConsumerTest {

    private static final String GROUP = "workers";
    private static final Duration SOON = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static Shelf shelf;

    private final List<StreamConsumer<?>> started = new ArrayList<>();
    private String name;
    private RedisStream<String> stream;
    private ConsumerGroup<String> group;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @BeforeEach
    void makeStream(TestInfo test) {
        name = test.getDisplayName();
        stream = shelf.structures().stream(name, String.class);
        stream.delete().call();
        group = stream.group(GROUP);
    }

    @AfterEach
    void closeConsumers() {
        started.forEach(StreamConsumer::stop);
        started.forEach(StreamConsumer::close);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(LONG).pollInterval(Duration.ofMillis(20));
    }

    /** What a handler got. */
    private static final class Seen implements StreamHandler<String> {

        final List<StreamDelivery<String>> deliveries = new CopyOnWriteArrayList<>();

        @Override
        public void handle(StreamDelivery<String> delivery) throws Exception {
            deliveries.add(delivery);
        }

        List<String> values() {
            return deliveries.stream().map(StreamDelivery::value).toList();
        }

        List<Long> numbers() {
            return deliveries.stream().map(StreamDelivery::number).toList();
        }

        void awaitCount(int count) {
            StreamConsumerTest.await().until(() -> deliveries.size() >= count);
        }
    }

    private StreamConsumer.Builder<String> consumer() {
        return stream.consumer(GROUP).claimAfter(SOON);
    }

    private <V> StreamConsumer<V> start(StreamConsumer.Builder<V> builder, StreamHandler<? super V> handler) {
        StreamConsumer<V> consumer = builder.start(handler);
        started.add(consumer);
        return consumer;
    }

    private void add(String... values) {
        for (String value : values) {
            stream.add(value).call();
        }
    }

    private void awaitNothingPending() {
        await().until(() -> group.pending().call().count() == 0);
    }

    private List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.equals("jambry-consumer-" + name + "-" + GROUP))
                .toList();
    }

    // ---- the usual way

    @Test
    void consumer_entriesBeforeAndAfter_handlesThemInOrderAndAcknowledges() {
        add("a", "b");
        Seen seen = new Seen();
        start(consumer(), seen);
        seen.awaitCount(2);
        add("c");
        seen.awaitCount(3);
        assertThat(seen.values()).containsExactly("a", "b", "c");
        assertThat(seen.numbers()).containsExactly(1L, 1L, 1L);
        awaitNothingPending();
    }

    @Test
    void consumer_streamNotThereYet_makesIt() {
        Seen seen = new Seen();
        start(consumer(), seen);
        await().until(() -> stream.exists().call());
        add("a");
        seen.awaitCount(1);
    }

    @Test
    void consumer_startedAtTheEnd_leavesOutWhatWasThere() {
        add("a");
        Seen seen = new Seen();
        start(consumer().startAtEnd(), seen);
        await().until(() -> stream.groups().call().size() == 1);
        add("b");
        seen.awaitCount(1);
        assertThat(seen.values()).containsExactly("b");
    }

    @Test
    void consumers_severalOfOneGroup_shareTheWork() {
        Seen seen = new Seen();
        for (int i = 0; i < 3; i++) {
            start(stream.consumer(GROUP), seen);
        }
        List<String> expected =
                IntStream.range(0, 200).mapToObj(i -> "entry " + i).toList();
        Batch batch = shelf.structures().batch();
        expected.forEach(value -> batch.add(stream.add(value)));
        batch.execute();
        seen.awaitCount(200);
        awaitNothingPending();
        assertThat(seen.values()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void consumers_ofTwoGroups_eachHaveAll() {
        add("a", "b");
        Seen one = new Seen();
        Seen two = new Seen();
        start(stream.consumer("one").claimAfter(SOON), one);
        start(stream.consumer("two").claimAfter(SOON), two);
        one.awaitCount(2);
        two.awaitCount(2);
    }

    @Test
    void consumer_streamOfFields_handlesMaps() {
        RedisStream<Map<String, Integer>> fields = shelf.structures().stream(name, String.class, Integer.class);
        fields.add(Map.of("a", 1)).call();
        AtomicReference<Map<String, Integer>> got = new AtomicReference<>();
        start(fields.consumer(GROUP).claimAfter(SOON), delivery -> got.set(delivery.value()));
        await().until(() -> got.get() != null);
        assertThat(got.get()).isEqualTo(Map.of("a", 1));
    }

    // ---- failures of handlers

    @Test
    void handler_throwsOnce_getsTheEntryAgainAfterATime() {
        Seen seen = new Seen();
        start(consumer(), delivery -> {
            seen.handle(delivery);
            if (seen.deliveries.size() == 1) {
                throw new IllegalStateException("on purpose");
            }
        });
        add("a", "b");
        seen.awaitCount(3);
        assertThat(seen.values()).containsExactly("a", "b", "a");
        assertThat(seen.numbers()).containsExactly(1L, 1L, 2L);
        awaitNothingPending();
        assertThat(stream.deadLetters(GROUP).size().call()).isZero();
    }

    @Test
    void handler_throwsEachTime_leavesADeadLetterAfterTheLastDelivery() {
        Seen seen = new Seen();
        try (LogLines log = LogLines.of(StreamConsumer.class.getName())) {
            start(consumer().maxDeliveries(3), delivery -> {
                seen.handle(delivery);
                throw new IllegalStateException("on purpose");
            });
            add("a");
            DeadLetters<String> letters = stream.deadLetters(GROUP);
            await().until(() -> letters.size().call() == 1);
            assertThat(seen.numbers()).containsExactly(1L, 2L, 3L);
            DeadLetter<String> letter =
                    letters.range(StreamRange.all(), 10).call().get(0);
            assertThat(letter.value()).isEqualTo("a");
            assertThat(letter.entry()).isEqualTo(seen.deliveries.get(0).entry().id());
            assertThat(letter.deliveries()).isEqualTo(3);
            assertThat(letter.reason()).isEqualTo("java.lang.IllegalStateException");
            assertThat(group.pending().call().count()).isZero();
            assertThat(log.all().stream().map(LogRecord::getMessage))
                    .filteredOn(line -> line.contains("'" + name + "'"))
                    .hasSize(2)
                    .anySatisfy(
                            line -> assertThat(line).contains("an entry was not handled, and is delivered again later"))
                    .anySatisfy(line -> assertThat(line).contains("it is among the dead letters of the group"));
        }
    }

    @Test
    void handler_error_isLikeAnyFailure() {
        Seen seen = new Seen();
        start(consumer().maxDeliveries(1), delivery -> {
            seen.handle(delivery);
            if (delivery.value().equals("a")) {
                throw new StackOverflowError("on purpose");
            }
        });
        add("a", "b");
        seen.awaitCount(2);
        awaitNothingPending();
        assertThat(stream.deadLetters(GROUP).range(StreamRange.all(), 10).call())
                .singleElement()
                .extracting(DeadLetter::reason)
                .isEqualTo("java.lang.StackOverflowError");
    }

    @Test
    void entry_thatDoesNotDecode_becomesADeadLetterAndOthersGoOn() {
        shelf.structures().stream(name, String.class, String.class)
                .add(Map.of("foreign", "1"))
                .call();
        add("a");
        Seen seen = new Seen();
        start(consumer().maxDeliveries(2), seen);
        seen.awaitCount(1);
        DeadLetters<String> letters = stream.deadLetters(GROUP);
        await().until(() -> letters.size().call() == 1);
        DeadLetter<String> letter = letters.range(StreamRange.all(), 1).call().get(0);
        assertThat(letter.reason()).isEqualTo("io.jambry.DecodingException");
        assertThat(letter.deliveries()).isEqualTo(2);
        assertThatThrownBy(letter::value)
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("an entry has no field 'value'");
        assertThat(seen.values()).containsExactly("a");
    }

    // ---- what others left

    @Test
    void consumer_thatDied_leavesItsEntriesToOthers() {
        add("a", "b");
        group.create(StreamId.MIN).call();
        group.read("dead", 1).call();
        Seen seen = new Seen();
        start(consumer(), seen);
        seen.awaitCount(2);
        assertThat(seen.values()).containsExactlyInAnyOrder("a", "b");
        assertThat(seen.numbers()).containsExactlyInAnyOrder(1L, 2L);
        awaitNothingPending();
    }

    @Test
    void entry_deliveredOftenWithoutAnAnswer_becomesADeadLetter() {
        add("a");
        group.create(StreamId.MIN).call();
        StreamId id = group.read("dead", 1).call().get(0).id();
        group.claimIds("dead", Duration.ZERO, List.of(id), ClaimOptions.plain().deliveries(5))
                .call();
        Seen seen = new Seen();
        start(consumer().maxDeliveries(5), seen);
        DeadLetters<String> letters = stream.deadLetters(GROUP);
        await().until(() -> letters.size().call() == 1);
        assertThat(letters.range(StreamRange.all(), 1).call().get(0).reason()).isEqualTo("was not acknowledged");
        assertThat(seen.deliveries).isEmpty();
        awaitNothingPending();
    }

    @Test
    void entry_goneFromTheStream_isPendingNoLonger() {
        add("a");
        group.create(StreamId.MIN).call();
        StreamId id = group.read("dead", 1).call().get(0).id();
        stream.remove(List.of(id)).call();
        start(consumer(), new Seen());
        awaitNothingPending();
        assertThat(stream.deadLetters(GROUP).size().call()).isZero();
    }

    @Test
    void manyEntries_ofADeadConsumer_areAllTakenOver() {
        group.create(StreamId.MIN).call();
        Batch batch = shelf.structures().batch();
        IntStream.range(0, 150).forEach(i -> batch.add(stream.add("old " + i)));
        batch.execute();
        group.read("dead", 150).call();
        Seen seen = new Seen();
        start(consumer().batch(20), seen);
        add("new");
        seen.awaitCount(151);
        awaitNothingPending();
    }

    @Test
    @Tag("faults")
    void entries_waitingBehindSlowOnes_areKeptFromOthers() {
        Duration claimAfter = Duration.ofMillis(1500);
        IntStream.range(0, 8).forEach(i -> add("entry " + i));
        List<String> handled = new CopyOnWriteArrayList<>();
        start(stream.consumer(GROUP).claimAfter(claimAfter), delivery -> {
            handled.add(delivery.value());
            new CountDownLatch(1).await(300, TimeUnit.MILLISECONDS);
        });
        await().until(() -> !handled.isEmpty());
        Seen other = new Seen();
        start(stream.consumer(GROUP).claimAfter(claimAfter), other);
        await().until(() -> handled.size() + other.deliveries.size() >= 8);
        awaitNothingPending();
        assertThat(handled).hasSize(8);
        assertThat(other.deliveries).isEmpty();
    }

    // ---- dead letters

    private DeadLetters<String> deadLetter(String value) {
        add(value);
        StreamConsumer<String> failing = start(consumer().maxDeliveries(1), delivery -> {
            throw new IllegalStateException("on purpose");
        });
        DeadLetters<String> letters = stream.deadLetters(GROUP);
        await().until(() -> letters.size().call() == 1);
        failing.close();
        return letters;
    }

    @Test
    void deadLetter_redelivered_isHandledByItsGroupAsIfNew() {
        DeadLetters<String> letters = deadLetter("a");
        StreamId letter = letters.range(StreamRange.all(), 1).call().get(0).id();
        assertThat(letters.redeliver(letter).call()).isTrue();
        assertThat(letters.redeliver(letter).call()).isFalse();
        assertThat(letters.size().call()).isZero();
        Seen seen = new Seen();
        start(stream.consumer(GROUP).claimAfter(Duration.ofHours(1)), seen);
        seen.awaitCount(1);
        assertThat(seen.values()).containsExactly("a");
        assertThat(seen.numbers()).containsExactly(1L);
        awaitNothingPending();
    }

    @Test
    void deadLetter_entryTrimmed_canBeReadAndRemovedOnly() {
        DeadLetters<String> letters = deadLetter("a");
        stream.trim(StreamTrim.toLength(0).exactly()).call();
        DeadLetter<String> letter = letters.range(StreamRange.all(), 1).call().get(0);
        assertThat(letters.redeliver(letter.id()).call()).isFalse();
        assertThat(letter.value()).isEqualTo("a");
        assertThat(letter)
                .hasToString("dead letter " + letter.id() + " of stream '" + name
                        + "', delivered 1 times, java.lang.IllegalStateException");
        assertThat(letters.remove(List.of(letter.id())).call()).isEqualTo(1);
        assertThat(letters.size().call()).isZero();
    }

    @Test
    void deadLetters_foreignEntryAmongThem_isNamed() {
        DeadLetters<String> letters = stream.deadLetters(GROUP);
        letters.link().call(new StreamCommands(letters.key()).add(List.of("*"), List.of(new byte[] {1}, new byte[] {2
                })));
        assertThatThrownBy(() -> letters.range(StreamRange.all(), 1).call())
                .isInstanceOf(DecodingException.class)
                .hasMessageContaining("have an entry that no consumer put there");
    }

    @Test
    void deadLetters_tooMany_loseTheOldest() {
        IntStream.range(0, 300).forEach(i -> add("entry " + i));
        start(consumer().maxDeliveries(1).deadLettersKept(100).batch(100), delivery -> {
            throw new IllegalStateException("on purpose");
        });
        await().until(() ->
                stream.groups().call().stream().anyMatch(told -> told.lag().orElse(1) == 0 && told.pending() == 0));
        // the server removes whole nodes of a hundred entries
        assertThat(stream.deadLetters(GROUP).size().call()).isBetween(100L, 200L);
    }

    // ---- ends

    @Test
    void close_idle_leavesNothingBehind() {
        add("a");
        Seen seen = new Seen();
        StreamConsumer<String> consumer = start(consumer(), seen);
        seen.awaitCount(1);
        assertThat(group.consumers().call()).extracting(ConsumerInfo::name).containsExactly(consumer.name());
        assertThat(threads()).hasSize(1);
        assertThat(consumer.isRunning()).isTrue();
        consumer.close();
        assertThat(consumer.isRunning()).isFalse();
        assertThat(group.consumers().call()).isEmpty();
        await().until(() -> threads().isEmpty());
        consumer.close();
    }

    @Test
    void close_whileAHandlerRuns_waitsForItAndGivesTheRestBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        add("a", "b", "c");
        StreamConsumer<String> slow = start(stream.consumer(GROUP).claimAfter(Duration.ofHours(1)), delivery -> {
            begun.countDown();
            goOn.await();
        });
        begun.await();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(slow::close);
        assertThat(slow.awaitStop(Duration.ofMillis(100))).isFalse();
        assertThat(closing).isNotDone();
        assertThat(slow.isRunning()).isTrue();
        goOn.countDown();
        closing.get(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(group.pending().call().count()).isEqualTo(2);
        Seen seen = new Seen();
        start(stream.consumer(GROUP).claimAfter(Duration.ofHours(1)), seen);
        seen.awaitCount(2);
        assertThat(seen.values()).containsExactly("b", "c");
        assertThat(seen.numbers()).containsExactly(1L, 1L);
        awaitNothingPending();
    }

    @Test
    void close_byTheHandler_doesNotWaitForItself() {
        AtomicReference<StreamConsumer<String>> self = new AtomicReference<>();
        Seen seen = new Seen();
        self.set(start(consumer(), delivery -> {
            seen.handle(delivery);
            await().until(() -> self.get() != null);
            self.get().close();
        }));
        add("a", "b");
        await().until(() -> !self.get().isRunning());
        assertThat(seen.values()).containsExactly("a");
        assertThat(group.pending().call().count()).isLessThanOrEqualTo(1);
    }

    @Test
    void executor_given_isUsedAndItsInterruptEndsTheConsumer() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor(task -> new Thread(task, "ours"));
        try {
            List<String> names = Collections.synchronizedList(new ArrayList<>());
            CountDownLatch begun = new CountDownLatch(1);
            StreamConsumer<String> consumer =
                    start(stream.consumer(GROUP).claimAfter(Duration.ofHours(1)).executor(threads), delivery -> {
                        names.add(Thread.currentThread().getName());
                        begun.countDown();
                        new CountDownLatch(1).await();
                    });
            add("a");
            begun.await();
            threads.shutdownNow();
            assertThat(threads.awaitTermination(LONG.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(consumer.isRunning()).isFalse();
            assertThat(names).containsExactly("ours");
            Seen seen = new Seen();
            start(stream.consumer(GROUP).claimAfter(Duration.ofHours(1)), seen);
            seen.awaitCount(1);
            assertThat(seen.numbers()).containsExactly(1L);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void executor_thatRefuses_isTold() {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        threads.shutdown();
        assertThatThrownBy(() -> consumer().executor(threads).start(new Seen()))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void executor_thatNeverBegins_keepsNobodyWaiting() {
        StreamConsumer<String> consumer = start(consumer().executor(task -> {}), new Seen());
        assertThat(consumer.isRunning()).isTrue();
        consumer.close();
        assertThat(consumer.isRunning()).isFalse();
    }

    @Test
    void manager_closes_endsItsConsumers() {
        Seen seen = new Seen();
        StreamConsumer<String> consumer;
        RedisStream<String> same;
        try (Shelf other = Shelf.open()) {
            same = other.structures().stream(name, String.class);
            consumer = same.consumer(GROUP).claimAfter(SOON).start(seen);
            same.add("a").call();
            seen.awaitCount(1);
        }
        assertThat(consumer.isRunning()).isFalse();
        assertThatThrownBy(() -> same.consumer(GROUP).start(seen))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("cannot begin: the cache manager is closed");
    }

    // ---- the server

    @Test
    void group_destroyed_isMadeAnewFromTheBeginning() {
        add("a");
        Seen seen = new Seen();
        try (LogLines log = LogLines.of(StreamConsumer.class.getName())) {
            start(consumer(), seen);
            seen.awaitCount(1);
            awaitNothingPending();
            group.destroy().call();
            add("b");
            seen.awaitCount(3);
            assertThat(seen.values()).containsExactly("a", "a", "b");
            assertThat(log.all().stream().map(LogRecord::getMessage))
                    .anySatisfy(line -> assertThat(line).contains("the group is gone, with what it had pending"));
        }
    }

    @Test
    void otherKindThere_isLoggedOnceAndTriedAgain() {
        RedisBucket<String> inTheWay = shelf.structures().bucket(name, String.class);
        inTheWay.set("a").call();
        Seen seen = new Seen();
        try (LogLines log = LogLines.of(StreamConsumer.class.getName())) {
            StreamConsumer<String> consumer = start(consumer(), seen);
            await().until(() -> !log.all().isEmpty());
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);
            assertThat(log.all().stream().map(LogRecord::getMessage))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith(consumer + " could not go on, and tries again: stream '" + name + "'")
                            .contains("is no stream"));
        }
        inTheWay.delete().call();
        add("a");
        seen.awaitCount(1);
    }

    @Test
    void server_restartedWithoutItsData_isWaitedForAndGoneOnWith() {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                Shelf own = Shelf.at("redis://" + server.address())) {
            RedisStream<String> jobs = own.structures().stream("jobs", String.class);
            Seen seen = new Seen();
            StreamConsumer<String> consumer = start(jobs.consumer(GROUP).claimAfter(SOON), seen);
            jobs.add("a").call();
            seen.awaitCount(1);
            // while it waits for more
            server.stop();
            server.restart();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(jobs.add("b").call()).isNotNull());
            seen.awaitCount(2);
            assertThat(seen.values()).containsExactly("a", "b");
            consumer.close();
            assertThat(jobs.group(GROUP).consumers().call()).isEmpty();
        }
    }

    @Test
    @Tag("faults")
    void server_killedAndRestartedWithItsData_losesNothing() {
        try (ServerProcess server =
                        ServerProcess.start(ServerBinary.embedded(), List.of("appendonly yes", "appendfsync always"));
                Shelf own = Shelf.at("redis://" + server.address())) {
            RedisStream<String> jobs = own.structures().stream("jobs", String.class);
            Seen seen = new Seen();
            start(jobs.consumer(GROUP).claimAfter(SOON), seen);
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String value = "job " + i;
                expected.add(value);
                await().ignoreExceptions()
                        .untilAsserted(() -> assertThat(jobs.add(value).call()).isNotNull());
                if (i % 20 == 10) {
                    server.restart();
                }
            }
            await().until(() -> seen.values().containsAll(expected));
            await().until(() -> jobs.group(GROUP).pending().call().count() == 0);
        }
    }

    @Test
    void server_awayWhenItStarts_isWaitedFor() {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                Shelf own = Shelf.at("redis://" + server.address())) {
            RedisStream<String> jobs = own.structures().stream("jobs", String.class);
            server.stop();
            Seen seen = new Seen();
            start(jobs.consumer(GROUP), seen);
            server.restart();
            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(jobs.add("a").call()).isNotNull());
            seen.awaitCount(1);
        }
    }

    // ---- bad input

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> consumer().batch(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch is 0; it must be from 1 to 1000");
        assertThatThrownBy(() -> consumer().claimAfter(Duration.ofMillis(99)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("claimAfter is PT0.099S; it must be from 100 ms to a day");
        assertThatThrownBy(() -> consumer().maxDeliveries(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxDeliveries is less than 1: 0");
        assertThatThrownBy(() -> consumer().deadLettersKept(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("deadLettersKept is less than 1: 0");
        assertThatThrownBy(() -> consumer().name(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name is empty");
        assertThatThrownBy(() -> stream.consumer(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("group is empty");
    }

    @Test
    void settings_none_areTheDefaults() {
        StreamConsumer<String> one = start(stream.consumer(GROUP), new Seen());
        StreamConsumer<String> two = start(stream.consumer(GROUP).name("two"), new Seen());
        assertThat(one.name()).startsWith("jambry-").isNotEqualTo(two.name());
        assertThat(two).hasToString("consumer 'two' of group 'workers' of stream '" + name + "'");
        assertThat(ConsumerSettings.BATCH).isEqualTo(10);
        assertThat(ConsumerSettings.CLAIM_AFTER).isEqualTo(Duration.ofMinutes(1));
        assertThat(ConsumerSettings.MAX_DELIVERIES).isEqualTo(5);
        assertThat(ConsumerSettings.DEAD_LETTERS_KEPT).isEqualTo(100_000);
    }
}
