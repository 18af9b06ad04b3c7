// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import io.jambry.servers.SlotMigration;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Get;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Entries that end by themselves on all nodes of a cluster, where what is known of their ends lies on other nodes. */
class ClusterExpiryTest {

    private static final int KEYS = 300;
    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);
    private static final Ttl SOON = Ttl.ofMillis(500);
    private static final Set<ChangeKind> EXPIRED = Set.of(ChangeKind.EXPIRED);

    private static ClusterTopology cluster;

    private final String namespace = "cluster-expiry-" + UUID.randomUUID();
    private final List<TestMember> members = new ArrayList<>();

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void closeAll() {
        members.forEach(TestMember::close);
    }

    private TestMember member(String name) {
        TestMember member = new TestMember(TestCluster.settings(cluster), namespace, name, Duration.ofSeconds(5));
        members.add(member);
        return member;
    }

    private static StoreRequest put(String value, Ttl ttl) {
        return new Put(bytes(value), ttl, ttl, Condition.NONE, Want.OUTCOME);
    }

    private static List<String> expired(Stream<String> entries) {
        return entries.map(entry -> "EXPIRED " + entry).toList();
    }

    @Test
    void entries_onAllNodes_areToldOnceToEachMember() {
        TestMember writer = member("writer");
        // there before anybody listens
        IntStream.range(0, KEYS).forEach(i -> writer.execute("old" + i, put("v" + i, Ttl.ofMillis(6_000))));
        TestMember one = member("one").sweeping();
        TestMember two = member("two").sweeping();
        one.feed.want(asynchronous(EXPIRED, EXPIRED));
        two.feed.want(asynchronous(EXPIRED, EXPIRED));
        List<byte[]> keys =
                IntStream.range(0, KEYS).mapToObj(i -> bytes("many" + i)).toList();
        List<StoreRequest> puts =
                IntStream.range(0, KEYS).mapToObj(i -> put("m" + i, SOON)).toList();
        writer.store.executeAll(keys, puts);
        IntStream.range(0, KEYS).forEach(i -> writer.execute("new" + i, put("n" + i, HOUR)));
        IntStream.range(0, KEYS).forEach(i -> writer.execute("new" + i, new Get(SOON, /* remainingTtl= */ false)));

        one.receiver.awaitTold(3 * KEYS);
        two.receiver.awaitTold(3 * KEYS);
        writer.execute("last", put("v", SOON));
        one.receiver.awaitTold(3 * KEYS + 1);
        two.receiver.awaitTold(3 * KEYS + 1);
        List<String> all = expired(Stream.of(
                        IntStream.range(0, KEYS).mapToObj(i -> "old" + i + " (v" + i + ")"),
                        IntStream.range(0, KEYS).mapToObj(i -> "many" + i + " (m" + i + ")"),
                        IntStream.range(0, KEYS).mapToObj(i -> "new" + i + " (n" + i + ")"),
                        Stream.of("last (v)"))
                .flatMap(entries -> entries));
        assertThat(one.receiver.shown()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(two.receiver.shown()).containsExactlyInAnyOrderElementsOf(all);
        assertThat(one.receiver.missed).isEmpty();
        assertThat(one.feed.goneBeforeEnd() + two.feed.goneBeforeEnd()).isZero();
    }

    @Test
    void entries_putAgainRemovedOrCleared_areToldAsTheyEnd() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(EXPIRED, EXPIRED));
        for (int i = 0; i < KEYS; i++) {
            writer.execute("k" + i, put("1", SOON));
            writer.remove("k" + i);
        }
        listener.sweeping();
        writer.execute("pause", put("v", SOON));
        listener.receiver.awaitTold(1);
        // notes of what was removed are about to be dropped just now
        for (int i = 0; i < KEYS; i++) {
            writer.execute("k" + i, put("2", SOON));
        }
        listener.receiver.awaitTold(1 + KEYS);
        writer.execute("cleared", put("v", SOON));
        writer.store.clear();
        writer.execute("last", put("v", SOON));
        listener.receiver.awaitTold(2 + KEYS);
        assertThat(listener.receiver.shown())
                .containsExactlyInAnyOrderElementsOf(expired(Stream.of(
                                Stream.of("pause (v)", "last (v)"),
                                IntStream.range(0, KEYS).mapToObj(i -> "k" + i + " (2)"))
                        .flatMap(entries -> entries)));
    }

    @Test
    void entries_removedLongBeforeTheyWouldEnd_leaveTheIndexSoon() {
        TestMember writer = member("writer");
        TestMember listener = member("listener");
        listener.feed.want(asynchronous(EXPIRED, EXPIRED));
        int many = 10_000;
        List<byte[]> keys =
                IntStream.range(0, many).mapToObj(i -> bytes("k" + i)).toList();
        writer.store.executeAll(keys, keys.stream().map(key -> put("v", HOUR)).toList());
        assertThat(noted()).isEqualTo(many);
        long bytes = indexBytes();
        for (int i = 0; i < many / 10; i++) {
            writer.remove("k" + i);
        }
        writer.store.removeAll(keys.subList(many / 10, many / 2));
        writer.store.clear();
        listener.sweeping();
        long begun = System.nanoTime();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> noted() == 0);
        System.out.printf(
                "[jambry] index of a cluster: %d bytes for %d entries, %d bytes %d ms after all were removed%n",
                bytes, many, indexBytes(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        assertThat(listener.feed.goneBeforeEnd() + writer.feed.goneBeforeEnd()).isZero();
        assertThat(listener.receiver.shown()).isEmpty();
    }

    private String index(int shard) {
        return namespace + ":{" + namespace + ":cache:" + shard + "}:ends";
    }

    /** How many entries are in the index; the marks are none. */
    private long noted() {
        return IntStream.range(0, 16)
                .mapToLong(shard ->
                        Long.parseLong(cluster.primaryOf(index(shard)).text("ZCOUNT", index(shard), "-inf", "(+inf")))
                .sum();
    }

    private long indexBytes() {
        return IntStream.range(0, 16)
                .mapToObj(shard ->
                        cluster.primaryOf(index(shard)).command("MEMORY", "USAGE", index(shard), "SAMPLES", "0"))
                .mapToLong(bytes -> bytes instanceof Long number ? number : 0)
                .sum();
    }

    @Test
    void entry_inASlotThatMoves_isChangedAllTheTimeAndToldInTheEnd() {
        TestMember writer = member("writer");
        TestMember listener = member("listener").sweeping();
        listener.feed.want(asynchronous(EXPIRED, EXPIRED));
        writer.execute("moving", put("1", HOUR));
        int slot = cluster.slotOf("{moving}");
        ServerProcess owner = cluster.primaryOf(slot);
        ServerProcess other = cluster.primaries().stream()
                .filter(primary -> primary != owner)
                .findFirst()
                .orElseThrow();
        SlotMigration migration = cluster.beginMigration(slot, owner, other);
        migration.moveKeys(List.of(namespace + ":cache:{moving}"));
        assertThat(writer.execute("moving", put("2", HOUR)).outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(writer.execute("moving", new Get(HOUR, /* remainingTtl= */ false))
                        .value())
                .isEqualTo(bytes("2"));
        migration.moveAllKeys();
        migration.finish();
        writer.execute("moving", put("3", SOON));
        listener.receiver.awaitTold(1);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED moving (3)");
    }
}
