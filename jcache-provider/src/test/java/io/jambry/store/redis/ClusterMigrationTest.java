// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import io.jambry.servers.SlotMigration;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.Store.Scope;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClusterMigrationTest {

    private static final int ENTRIES = 1500;
    private static final int PAGE = 50;

    private static ClusterTopology cluster;
    private static RedisNamespace namespace;

    private final Store store = namespace.store("migration");
    private final List<String> keys =
            IntStream.range(0, ENTRIES).mapToObj(i -> "key-" + i).toList();

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        namespace = RedisNamespace.open(
                RedisLink.open(TestCluster.settings(cluster)), "ns", "member", Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        namespace.close();
        cluster.close();
    }

    @BeforeEach
    void writeEntries() {
        StoreRequest put = StoreRequests.putForEver("v");
        store.executeAll(
                keys.stream().map(ClusterMigrationTest::bytes).toList(),
                keys.stream().map(key -> put).toList());
    }

    @AfterEach
    void removeEntries() {
        store.clear();
        assertThat(store.size()).isZero();
    }

    @Test
    void scan_entryMovesToANodeAlreadyWalked_isMet() {
        Set<String> met = new HashSet<>();
        Iterator<List<StoreEntry>> pages = store.scan(Scope.ENTRIES, PAGE);
        SlotMigration migration = beginBehind(pages, met);
        migration.moveAllKeys();
        migration.finish();
        rest(pages, met);
        assertThat(met).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void scan_entryOnItsWayToANodeAlreadyWalked_isMet() {
        Set<String> met = new HashSet<>();
        Iterator<List<StoreEntry>> pages = store.scan(Scope.KEYS, PAGE);
        SlotMigration migration = beginBehind(pages, met);
        migration.moveAllKeys();
        rest(pages, met);
        assertThat(met).containsExactlyInAnyOrderElementsOf(keys);
        migration.finish();
    }

    @Test
    void removeAll_slotUnderWay_removesOnBothSides() {
        SlotMigration migration = beginBehind(store.scan(Scope.KEYS, PAGE), new HashSet<>());
        migration.moveAllKeys();
        assertThat(store.removeAll(
                        keys.stream().map(ClusterMigrationTest::bytes).toList()))
                .isEqualTo(ENTRIES);
        migration.finish();
    }

    @Test
    void clear_slotUnderWay_removesOnBothSides() {
        SlotMigration migration = beginBehind(store.scan(Scope.KEYS, PAGE), new HashSet<>());
        migration.moveAllKeys();
        store.clear();
        assertThat(cluster.primaries())
                .allSatisfy(node -> assertThat(node.command("DBSIZE")).isEqualTo(0L));
        migration.finish();
    }

    @Test
    void claim_slotHasMoved_goesOnAtItsNewNode() {
        byte[] key = bytes("claimed");
        StoreReply claim = store.execute(key, new StoreRequest.Claim(60_000));
        String name = name("claimed");
        ServerProcess from = cluster.primaryOf(name);
        cluster.migrate(cluster.slotOf(name), from, otherThan(from));
        StoreReply again = store.execute(key, new StoreRequest.Claim(60_000));
        assertThat(claim.outcome()).isEqualTo(Outcome.CLAIMED);
        assertThat(again.outcome()).isEqualTo(Outcome.BUSY);
        assertThat(store.execute(key, new StoreRequest.Release(claim.fence())).outcome())
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void claim_slotStaysSplit_isALookAndTheChangeCompares() {
        byte[] key = bytes("key-0");
        inSplitSlot("key-0", List.of(), () -> {
            StoreReply looked = store.execute(key, new StoreRequest.Claim(60_000));
            assertThat(looked.outcome()).isEqualTo(Outcome.FOUND);
            assertThat(looked.fence()).isZero();
            assertThat(looked.value()).isEqualTo(bytes("v"));
        });
    }

    @Test
    void claim_slotStaysSplitAndNothingThere_isALook() {
        inSplitSlot(
                "split-absent",
                List.of(),
                () -> assertThat(store.execute(bytes("split-absent"), new StoreRequest.Claim(60_000))
                                .outcome())
                        .isEqualTo(Outcome.ABSENT));
    }

    @Test
    void claims_oneSlotStaysSplit_othersAreGranted() {
        List<byte[]> all =
                keys.subList(0, 20).stream().map(ClusterMigrationTest::bytes).toList();
        List<StoreRequest> requests = all.stream()
                .map(each -> (StoreRequest) new StoreRequest.Claim(60_000))
                .toList();
        inSplitSlot("key-0", List.of(), () -> {
            List<StoreReply> replies = store.executeAll(all, requests);
            assertThat(replies.get(0).outcome()).isEqualTo(Outcome.FOUND);
            assertThat(replies.subList(1, 20)).extracting(StoreReply::outcome).containsOnly(Outcome.CLAIMED);
            for (int i = 1; i < 20; i++) {
                store.execute(
                        all.get(i), new StoreRequest.Release(replies.get(i).fence()));
            }
        });
    }

    @Test
    void commit_entryHasGoneAndLeaseHasNot_comparesAndGivesTheLeaseBack() {
        byte[] key = bytes("key-1");
        StoreReply claim = store.execute(key, new StoreRequest.Claim(60_000));
        inSplitSlot("key-1", List.of(name("key-1")), () -> {
            StoreReply refused = store.execute(key, put("other", "w", claim));
            assertThat(refused.outcome()).isEqualTo(Outcome.UNTOUCHED);
            assertThat(refused.value()).isEqualTo(bytes("v"));
            StoreRequest remove = new StoreRequest.Remove(Condition.fence(claim.fence(), bytes("other")), Want.OUTCOME);
            assertThat(store.execute(key, remove).value()).isEqualTo(bytes("v"));
            StoreRequest touch =
                    new StoreRequest.Touch(Ttl.ofMillis(60_000), Condition.fence(claim.fence(), bytes("other")));
            assertThat(store.execute(key, touch).value()).isEqualTo(bytes("v"));
            assertThat(store.execute(key, put("v", "w", claim)).outcome()).isEqualTo(Outcome.UPDATED);
            assertThat(store.execute(key, StoreRequest.GET).value()).isEqualTo(bytes("w"));
        });
        StoreReply free = Awaitility.await()
                .until(
                        () -> store.execute(key, new StoreRequest.Claim(60_000)),
                        again -> again.outcome() == Outcome.CLAIMED);
        store.execute(key, new StoreRequest.Release(free.fence()));
    }

    @Test
    void commits_entryHasGoneAndLeaseHasNot_compare() {
        List<byte[]> all = List.of(bytes("key-2"), bytes("key-3"));
        List<StoreReply> claims =
                store.executeAll(all, List.of(new StoreRequest.Claim(60_000), new StoreRequest.Claim(60_000)));
        inSplitSlot(
                "key-2",
                List.of(name("key-2")),
                () -> assertThat(store.executeAll(
                                all, List.of(put("v", "w", claims.get(0)), put("v", "w", claims.get(1)))))
                        .extracting(StoreReply::outcome)
                        .containsOnly(Outcome.UPDATED));
    }

    @Test
    void commit_ofAnEntryThatWasNotThere_slotStaysSplit_creates() {
        byte[] key = bytes("split-new");
        StoreReply claim = store.execute(key, new StoreRequest.Claim(60_000));
        StoreRequest create = new StoreRequest.Put(
                bytes("w"), Ttl.ETERNAL, Ttl.ETERNAL, Condition.fence(claim.fence(), null), Want.OUTCOME);
        inSplitSlot("split-new", List.of(), () -> {
            assertThat(store.execute(key, create).outcome()).isEqualTo(Outcome.CREATED);
            StoreReply refused = store.execute(key, create);
            assertThat(refused.outcome()).isEqualTo(Outcome.UNTOUCHED);
            assertThat(refused.value()).isEqualTo(bytes("w"));
        });
    }

    private static StoreRequest put(String expected, String value, StoreReply claim) {
        return new StoreRequest.Put(
                bytes(value), Ttl.ETERNAL, Ttl.KEEP, Condition.fence(claim.fence(), bytes(expected)), Want.OUTCOME);
    }

    /** Does something while the slot of a key is on its way and nothing goes on; then lets it arrive. */
    private static void inSplitSlot(String key, List<String> gone, Runnable deed) {
        ServerProcess from = cluster.primaryOf(name(key));
        SlotMigration migration = cluster.beginMigration(cluster.slotOf(name(key)), from, otherThan(from));
        if (!gone.isEmpty()) {
            migration.moveKeys(gone);
        }
        try {
            deed.run();
        } finally {
            migration.moveAllKeys();
            migration.finish();
        }
    }

    /** Walks until the first node is done with, and opens the way to it for an entry that was not met yet. */
    private SlotMigration beginBehind(Iterator<List<StoreEntry>> pages, Set<String> met) {
        Map<String, ServerProcess> owners = owners();
        Set<ServerProcess> visited = new LinkedHashSet<>();
        while (visited.size() < 2) {
            for (StoreEntry entry : pages.next()) {
                String key = new String(entry.key(), StandardCharsets.UTF_8);
                met.add(key);
                visited.add(requireNonNull(owners.get(name(key))));
            }
        }
        String waiting = keys.stream()
                .map(ClusterMigrationTest::name)
                .filter(name -> !visited.contains(owners.get(name)))
                .findFirst()
                .orElseThrow();
        return cluster.beginMigration(
                cluster.slotOf(waiting),
                requireNonNull(owners.get(waiting)),
                visited.iterator().next());
    }

    private static Map<String, ServerProcess> owners() {
        Map<String, ServerProcess> owners = new HashMap<>();
        for (ServerProcess node : cluster.primaries()) {
            node.texts("KEYS", "*").forEach(name -> owners.put(name, node));
        }
        return owners;
    }

    private static void rest(Iterator<List<StoreEntry>> pages, Set<String> met) {
        pages.forEachRemaining(page -> page.forEach(entry -> met.add(new String(entry.key(), StandardCharsets.UTF_8))));
    }

    private static ServerProcess otherThan(ServerProcess node) {
        return cluster.primaries().stream()
                .filter(other -> other != node)
                .findFirst()
                .orElseThrow();
    }

    private static String name(String key) {
        return new String(new RedisKeys("ns", "migration").entry(bytes(key)), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
