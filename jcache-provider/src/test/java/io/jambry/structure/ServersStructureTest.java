// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerFlavour;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What depends on the version of the server. */
class ServersStructureTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");

    @ParameterizedTest
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void scriptsAndRanges_everyServer_work(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                Shelf shelf = Shelf.at("redis://" + server.address())) {
            List<String> list = shelf.structures().list("list", String.class).view();
            list.addAll(List.of("a", "b", "c"));
            list.add(1, "x");
            assertThat(list.set(2, "y")).isEqualTo("b");
            assertThat(list.remove(1)).isEqualTo("x");
            assertThat(list).containsExactly("a", "y", "c");

            RedisSortedSet<String> scores = shelf.structures().sortedSet("scores", String.class);
            scores.view().putAll(Map.of("a", 1.0, "b", 2.0, "c", Double.POSITIVE_INFINITY));
            assertThat(scores.view().replace("c", Double.POSITIVE_INFINITY, 0.25))
                    .isTrue();
            assertThat(scores.view().remove("b")).isEqualTo(2.0);
            assertThat(scores.range(Range.ranks(0, -1).reversed()).call()).containsExactly("a", "c");
            assertThat(scores.range(Range.scores(0, 1).withoutEnd().limit(0, 5)).call())
                    .containsExactly("c");
            assertThat(scores.takeLast(HOUR).call()).contains(new Scored<>("a", 1));

            RedisDeque<String> deque = shelf.structures().deque("deque", String.class);
            assertThat(deque.takeFirst(Duration.ofMillis(20)).call()).isEmpty();
            deque.addLast("a").call();
            assertThat(deque.move(End.FIRST, deque, End.LAST, HOUR).call()).contains("a");
            assertThat(deque.takeLast(HOUR).call()).contains("a");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void countersAndStreams_everyServer_work(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                Shelf shelf = Shelf.at("redis://" + server.address())) {
            RedisCounter counter = shelf.structures().counter("counter");
            assertThat(counter.add(3, "id").call()).isEqualTo(3);
            assertThat(counter.add(3, "id").call()).isEqualTo(3);
            assertThat(counter.tryAdd(Long.MAX_VALUE, 0, 10).call()).isEmpty();
            assertThat(counter.tryAdd(7, 0, 10, "other").call()).hasValue(10);
            assertThat(counter.compareAndSet(10, 4).call()).isTrue();
            assertThat(counter.getAndSet(5).call()).isEqualTo(4);

            RedisStream<String> stream = shelf.structures().stream("stream", String.class);
            StreamId gone = stream.add("gone").call();
            stream.add("left").call();
            ConsumerGroup<String> group = stream.group("workers");
            group.create(StreamId.MIN).call();
            assertThat(group.read("dead", 2).call()).hasSize(2);
            stream.remove(List.of(gone)).call();
            stream.add("bad").call();
            List<String> handled = new CopyOnWriteArrayList<>();
            try (StreamConsumer<String> consumer = stream.consumer("workers")
                    .claimAfter(Duration.ofMillis(200))
                    .maxDeliveries(2)
                    .start(delivery -> {
                        handled.add(delivery.value() + " " + delivery.number());
                        if (delivery.value().equals("bad")) {
                            throw new IllegalStateException("on purpose");
                        }
                    })) {
                DeadLetters<String> letters = stream.deadLetters("workers");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> letters.size().call() == 1
                                && group.pending().call().count() == 0);
                assertThat(handled).containsExactlyInAnyOrder("left 2", "bad 1", "bad 2");
                assertThat(letters.redeliver(letters.range(StreamRange.all(), 1)
                                        .call()
                                        .get(0)
                                        .id())
                                .call())
                        .isTrue();
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> handled.size() == 5);
                assertThat(consumer.isRunning()).isTrue();
            }
            assertThat(stream.info().call().length()).isEqualTo(2);

            RedisGeo<String> geo = shelf.structures().geo("geo", String.class);
            geo.add("here", new GeoPoint(1, 1)).call();
            assertThat(geo.search(GeoSearch.aroundElement("here").within(1, GeoUnit.KM))
                            .call())
                    .hasSize(1);
            RedisHyperLogLog<String> estimate = shelf.structures().hyperLogLog("estimate", String.class);
            estimate.add("a").call();
            assertThat(estimate.countWith(List.of(estimate)).call()).isEqualTo(1);
            RedisBitSet bits = shelf.structures().bitSet("bits");
            bits.set(9).call();
            assertThat(bits.firstInBytes(true, 0, -1).call()).hasValue(9);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void entriesOfStreams_removed_whereTheServerKnowsHow(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                Shelf shelf = Shelf.at("redis://" + server.address())) {
            RedisStream<String> stream = shelf.structures().stream("stream", String.class);
            ConsumerGroup<String> group = stream.group("workers");
            StreamId one = stream.add("one").call();
            StreamId two = stream.add("two").call();
            StreamId three = stream.add("three").call();
            group.create(StreamId.MIN).call();
            group.read("a", 2).call();
            if (!binary.isAtLeast(ServerFlavour.REDIS, 8, 2)) {
                assertThatThrownBy(() -> stream.remove(List.of(one), StreamRemovalRule.KEEP_PENDING)
                                .call())
                        .isInstanceOf(ServerException.class)
                        .hasMessageStartingWith("stream 'stream': XDELEX on ");
                return;
            }
            assertThat(stream.remove(List.of(one, new StreamId(1, 1)), StreamRemovalRule.IF_ACKNOWLEDGED)
                            .call())
                    .isEqualTo(Map.of(one, StreamRemoval.KEPT, new StreamId(1, 1), StreamRemoval.ABSENT));
            assertThat(group.acknowledgeAndRemove(List.of(one, three), StreamRemovalRule.IF_ACKNOWLEDGED)
                            .call())
                    .isEqualTo(Map.of(one, StreamRemoval.REMOVED, three, StreamRemoval.ABSENT));
            assertThat(stream.remove(List.of(two), StreamRemovalRule.END_PENDING)
                            .call())
                    .isEqualTo(Map.of(two, StreamRemoval.REMOVED));
            assertThat(group.pending().call().count()).isZero();
            assertThat(stream.size().call()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void entries_thatEnd_whereTheServerKnowsThem(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                Shelf shelf = Shelf.at("redis://" + server.address())) {
            RedisMap<String, String> map = shelf.structures().map("map", String.class, String.class);
            map.putAll(Map.of("a", "1", "b", "2")).call();
            boolean ends = binary.isAtLeast(ServerFlavour.REDIS, 7, 4) || binary.isAtLeast(ServerFlavour.VALKEY, 9, 0);
            if (!ends) {
                assertThatThrownBy(() -> map.expire(HOUR, List.of("a")).call())
                        .isInstanceOf(ServerException.class)
                        .hasMessageStartingWith(
                                "map 'map': HPEXPIRE on " + server.address() + " failed: ERR unknown command");
                return;
            }
            assertThat(map.expire(HOUR, List.of("a", "x")).call()).containsExactly("a");
            assertThat(map.expire(HOUR.dividedBy(2), ExpiryRule.IF_LATER, List.of("a"))
                            .call())
                    .isEmpty();
            assertThat(map.expire(HOUR, ExpiryRule.IF_NONE, List.of("a", "b")).call())
                    .containsExactly("b");
            assertThat(map.timeToLive(List.of("a", "x")).call()).containsOnlyKeys("a");
            assertThat(map.expireAt(FAR, List.of("a")).call()).containsExactly("a");
            assertThat(map.expireAt(FAR, ExpiryRule.IF_EARLIER, List.of("a", "b"))
                            .call())
                    .isEmpty();
            assertThat(map.ends(List.of("a")).call()).isEqualTo(Map.of("a", FAR));
            assertThat(map.persist(List.of("a", "x")).call()).containsExactly("a");
            assertThat(map.ends(List.of("a", "b")).call()).containsOnlyKeys("b");
            if (binary.isAtLeast(ServerFlavour.REDIS, 8, 0) || binary.isAtLeast(ServerFlavour.VALKEY, 9, 0)) {
                getAndPut(map);
            }
            if (binary.isAtLeast(ServerFlavour.REDIS, 8, 0) || binary.isAtLeast(ServerFlavour.VALKEY, 9, 1)) {
                assertThat(map.getAndRemoveAll(List.of("x", "b", "a")).call().values())
                        .containsExactly("2", "5");
                assertThat(map.exists().call()).isFalse();
            }
        }
    }

    private static void getAndPut(RedisMap<String, String> map) {
        assertThat(map.getAndExpire(HOUR, List.of("x", "a")).call()).isEqualTo(Map.of("a", "1"));
        assertThat(map.timeToLive(List.of("a")).call()).containsOnlyKeys("a");
        assertThat(map.getAndExpireAt(FAR, List.of("a")).call()).isEqualTo(Map.of("a", "1"));
        assertThat(map.ends(List.of("a")).call()).isEqualTo(Map.of("a", FAR));
        assertThat(map.getAndPersist(List.of("a")).call()).isEqualTo(Map.of("a", "1"));
        assertThat(map.ends(List.of("a")).call()).isEmpty();

        assertThat(map.putAll(Map.of("a", "2"), PutRule.IF_ALL_ABSENT).call()).isFalse();
        assertThat(map.putAll(Map.of("a", "3"), PutRule.IF_ALL_PRESENT, HOUR).call())
                .isTrue();
        assertThat(map.timeToLive(List.of("a")).call()).containsOnlyKeys("a");
        assertThat(map.putAll(Map.of("a", "4"), PutRule.ALWAYS, FAR).call()).isTrue();
        assertThat(map.putAllKeepingEnds(Map.of("a", "5"), PutRule.ALWAYS).call())
                .isTrue();
        assertThat(map.ends(List.of("a")).call()).isEqualTo(Map.of("a", FAR));
        assertThat(map.get("a").call()).isEqualTo(Optional.of("5"));
    }
}
