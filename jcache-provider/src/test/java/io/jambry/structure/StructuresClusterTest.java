// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Structures where keys are on several nodes. */
class StructuresClusterTest {

    private static ClusterTopology cluster;
    private static Shelf shelf;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        shelf = Shelf.at("redis+cluster://" + cluster.nodes().get(0).address());
    }

    @AfterAll
    static void stop() {
        shelf.close();
        cluster.close();
    }

    @Test
    void severalStructures_ofOneGroup_takePartInOneCommand() {
        Structures group = shelf.structures().group("cart");
        RedisSet<String> one = group.set("one", String.class);
        RedisSet<String> two = group.set("two", String.class);
        one.addAll(List.of("a", "b")).call();
        two.addAll(List.of("b", "c")).call();
        assertThat(one.union(List.of(two)).call()).hasSize(3);
        assertThat(group.sortedSet("mixed", String.class)
                        .storeUnion(List.of(group.sortedSet("none", String.class)), ScoreMix.SUM)
                        .call())
                .isZero();
    }

    @Test
    void severalStructures_ofNoGroup_areRefusedBeforeAnythingIsSent() {
        RedisDeque<String> one = shelf.structures().deque("one", String.class);
        RedisDeque<String> two = shelf.structures().deque("two", String.class);
        assertThatThrownBy(() -> one.move(End.FIRST, two, End.LAST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "deque 'one' and deque 'two' are in different slots of the cluster; make both from one group, such as"
                                + " structures.group(\"orders\")");
        assertThatThrownBy(() -> one.takeFirst(Duration.ofSeconds(1), List.of(two)))
                .isInstanceOf(IllegalArgumentException.class);
        RedisSortedSet<String> scores = shelf.structures().sortedSet("scores", String.class);
        assertThatThrownBy(() -> scores.copyRange(
                        Range.ranks(0, 1), shelf.structures().group("cart").sortedSet("scores", String.class)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void take_whereverTheDequeIs_waitsThere() throws Exception {
        for (int i = 0; i < 6; i++) {
            RedisDeque<String> deque = shelf.structures().deque("jobs " + i, String.class);
            CompletionStage<Optional<String>> taken =
                    deque.takeFirst(Duration.ofMinutes(1)).send();
            deque.addLast("job").call();
            assertThat(taken.toCompletableFuture().get(30, TimeUnit.SECONDS)).contains("job");
        }
    }

    @Test
    void views_ofAllKinds_work() {
        List<String> list = shelf.structures().list("list", String.class).view();
        list.addAll(List.of("a", "c"));
        list.add(1, "b");
        assertThat(list).containsExactly("a", "b", "c");
        shelf.structures().sortedSet("view", String.class).view().put("a", 1.0);
        assertThat(shelf.structures().sortedSet("view", String.class).view()).containsEntry("a", 1.0);
    }

    @Test
    void bitsEstimatesAndPlaces_ofNoGroup_areRefusedBeforeAnythingIsSent() {
        Structures structures = shelf.structures();
        RedisBitSet bits = structures.bitSet("one");
        assertThatThrownBy(() -> bits.storeNot(structures.bitSet("two")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bit set 'one' and bit set 'two' are in different slots of the cluster");
        RedisHyperLogLog<String> estimate = structures.hyperLogLog("one", String.class);
        assertThatThrownBy(() -> estimate.merge(List.of(structures.hyperLogLog("two", String.class))))
                .isInstanceOf(IllegalArgumentException.class);
        GeoSearch<String> search = GeoSearch.<String>around(new GeoPoint(0, 0)).within(1, GeoUnit.KM);
        assertThatThrownBy(() ->
                        structures.geo("one", String.class).storeFound(structures.geo("two", String.class), search))
                .isInstanceOf(IllegalArgumentException.class);
        Structures group = structures.group("cart");
        assertThat(group.bitSet("one").storeNot(group.bitSet("two")).call()).isZero();
    }

    @Test
    void counter_withIds_countsInItsSlot() {
        for (int i = 0; i < 6; i++) {
            RedisCounter counter = shelf.structures().counter("counter " + i);
            assertThat(counter.add(1, "id").call()).isEqualTo(1);
            assertThat(counter.add(1, "id").call()).isEqualTo(1);
        }
    }

    @Test
    void consumer_ofAnyStream_handlesEntriesAndMakesDeadLetters() {
        for (int i = 0; i < 6; i++) {
            RedisStream<String> stream = shelf.structures().stream("stream " + i, String.class);
            stream.add("good").call();
            stream.add("bad").call();
            List<String> handled = new CopyOnWriteArrayList<>();
            try (StreamConsumer<String> consumer = stream.consumer("workers")
                    .claimAfter(Duration.ofMillis(200))
                    .maxDeliveries(2)
                    .start(delivery -> {
                        handled.add(delivery.value());
                        if (delivery.value().equals("bad")) {
                            throw new IllegalStateException("on purpose");
                        }
                    })) {
                assertThat(consumer.isRunning()).isTrue();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> stream.deadLetters("workers").size().call() == 1);
            }
            assertThat(handled).containsExactly("good", "bad", "bad");
            assertThat(stream.group("workers").pending().call().count()).isZero();
        }
    }

    @Test
    void topic_inACluster_isHeardWhereverItIs() {
        List<String> heard = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 6; i++) {
            RedisTopic<String> topic = shelf.structures().topic("topic " + i, String.class);
            try (TopicSubscription subscription = topic.subscribe((from, message) -> heard.add(message))) {
                assertThat(subscription).isNotNull();
                topic.publish("message " + i).call();
                int expected = i + 1;
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> heard.size() == expected);
            }
        }
    }
}
