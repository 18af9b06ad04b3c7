// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Bounds;
import io.jambry.spi.Condition;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How caches with limits keep to them, and what that costs. */
class LimitsTest {

    private static final Ttl HOUR = Ttl.ofMillis(3_600_000);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static EmbeddedServer server;
    private static RedisLink link;
    private static RedisNamespace namespace;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        link = RedisLink.open(TestServer.settings(server));
        namespace = RedisNamespace.open(
                RedisLink.open(TestServer.settings(server)), "limits", "member", Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        namespace.close();
        link.close();
        server.close();
    }

    @BeforeEach
    void empty() {
        link.call(link.commands().flushAll());
    }

    private static Store store(long entries, long bytes, Eviction eviction, int shards) {
        return namespace
                .bounded("c", new Bounds(entries, bytes, eviction, shards))
                .orElseThrow();
    }

    private static Store lru(int entries) {
        return store(entries, Bounds.UNLIMITED, Eviction.LRU, 1);
    }

    private static StoreRequest put(String value, Ttl ttl) {
        return new Put(bytes(value), ttl, ttl, Condition.NONE, Want.OUTCOME);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<byte[]> keys(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> bytes("key-" + i)).toList();
    }

    private static void putAll(Store store, List<byte[]> keys, Ttl ttl) {
        store.executeAll(keys, Collections.nCopies(keys.size(), put("value", ttl)));
    }

    private static boolean isThere(Store store, String key) {
        return store.execute(bytes(key), StoreRequest.EXISTS).outcome() == Outcome.FOUND;
    }

    private static List<String> there(Store store) {
        List<String> names = new ArrayList<>();
        store.scan(Store.Scope.KEYS, 100)
                .forEachRemaining(
                        page -> page.forEach(entry -> names.add(new String(entry.key(), StandardCharsets.UTF_8))));
        Collections.sort(names);
        return names;
    }

    // ---- round trips

    @ParameterizedTest
    @EnumSource
    void getAndPut_anyPolicy_areOneScriptEach(Eviction eviction) {
        RedisLink counting = RedisLink.open(TestServer.settings(server).withPoolSize(1));
        try (RedisNamespace alone = RedisNamespace.open(counting, "count", "member", Duration.ofSeconds(3))) {
            Store store = alone.bounded("c", new Bounds(10, Bounds.UNLIMITED, eviction, 1))
                    .orElseThrow();
            // the server knows the scripts before we count
            putAll(store, keys(0, 20), HOUR);
            byte[] known = bytes(there(store).get(0));
            store.execute(known, StoreRequest.GET);
            CommandCount count = new CommandCount(link);

            assertThat(roundTrips(count.of(() -> store.execute(known, StoreRequest.GET))))
                    .isEqualTo(1);
            assertThat(roundTrips(count.of(() -> store.execute(bytes("new"), put("value", HOUR)))))
                    .isEqualTo(1);
            assertThat(roundTrips(count.of(() -> store.execute(bytes("new"), put("other", HOUR)))))
                    .isEqualTo(1);
        }
    }

    /** Everything else is done by the scripts; they never walk over keys. */
    private static int roundTrips(Map<String, Integer> commands) {
        assertThat(commands.keySet())
                .isSubsetOf(
                        "evalsha",
                        "time",
                        "hget",
                        "hset",
                        "hdel",
                        "hlen",
                        "hstrlen",
                        "hincrby",
                        "hincrbyfloat",
                        "zadd",
                        "zrem",
                        "zscore",
                        "zcard",
                        "zrange",
                        "zrandmember",
                        "zrangebyscore",
                        "pexpireat",
                        "pttl");
        return commands.get("evalsha");
    }

    @Test
    void clear_manyEntries_isOneCommandForEachShard() {
        Store store = store(10_000, Bounds.UNLIMITED, Eviction.LRU, 4);
        putAll(store, keys(0, 5_000), HOUR);
        assertThat(new CommandCount(link).of(store::clear)).isEqualTo(Map.of("unlink", 4));
        assertThat(store.size()).isZero();
    }

    // ---- limits

    @Test
    void put_eightThreads_neverExceedTheLimit() throws Exception {
        Store store = store(1_000, Bounds.UNLIMITED, Eviction.LRU, 4);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                int from = writer * 1_000;
                writers.add(threads.submit(() ->
                        keys(from, from + 1_000).forEach(key -> store.execute(key, put("v", HOUR)))));
            }
            while (!writers.stream().allMatch(Future::isDone)) {
                assertThat(store.size()).isLessThanOrEqualTo(1_010);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(store.size()).isEqualTo(1_000);
        assertThat(store.evictions()).isEqualTo(7_000);
    }

    @ParameterizedTest
    @EnumSource
    void put_valuesOfAllSizes_neverExceedTheBytes(Eviction eviction) {
        int most = 50_000;
        Store store = store(Bounds.UNLIMITED, most, eviction, 2);
        Random random = new Random(17);
        for (int i = 0; i < 600; i++) {
            // some are put again, smaller or larger
            String value = "v".repeat(random.nextInt(2_000));
            store.execute(bytes("key-" + random.nextInt(300)), put(value, HOUR));
            if (i % 50 == 0) {
                assertThat(stored(store)).isLessThanOrEqualTo(most);
            }
        }
        assertThat(stored(store)).isBetween(most * 8L / 10, (long) most);
        assertThat(store.evictions()).isPositive();
    }

    private static long stored(Store store) {
        long bytes = 0;
        Iterator<List<StoreEntry>> pages = store.scan(Store.Scope.ENTRIES, 1_000);
        while (pages.hasNext()) {
            for (StoreEntry entry : pages.next()) {
                bytes += entry.key().length + entry.value().length;
            }
        }
        return bytes;
    }

    @Test
    void put_valueLargerThanItsShard_isNotKeptAndEvictsNobodyElse() {
        Store store = store(Bounds.UNLIMITED, 1_000, Eviction.LRU, 1);
        store.execute(bytes("other"), put("value", HOUR));
        store.execute(bytes("key"), put("small", HOUR));
        assertThat(store.execute(bytes("key"), put("v".repeat(2_000), HOUR)).outcome())
                .isEqualTo(Outcome.UPDATED);
        assertThat(there(store)).containsExactly("other");
        assertThat(store.evictions()).isEqualTo(1);
    }

    @Test
    void put_limitLoweredByTenThousands_makesRoomStepByStep() {
        putAll(lru(20_000), keys(0, 20_000), HOUR);
        Store lower = lru(100);
        for (int i = 0; i < 25; i++) {
            lower.execute(bytes("new-" + i), put("v", HOUR));
        }
        assertThat(lower.size()).isEqualTo(100);
        assertThat(there(lower)).contains("new-0", "new-24", "key-19999");
    }

    @Test
    void put_serverEvictedAPartOfTheShard_beginsAnew() {
        Store store = lru(100);
        putAll(store, keys(0, 100), HOUR);
        link.call(link.commands().del("limits:{limits:c:0}:scores"));
        store.execute(bytes("new"), put("v", HOUR));
        assertThat(there(store)).containsExactly("new");
        putAll(store, keys(0, 200), HOUR);
        assertThat(store.size()).isEqualTo(100);
    }

    // ---- uses

    @Test
    void lru_readsAndWrites_areUsesAndLooksAreNot() {
        Store store = lru(4);
        putAll(store, List.of(bytes("a"), bytes("b"), bytes("c"), bytes("d")), HOUR);
        store.execute(bytes("a"), StoreRequest.GET);
        store.execute(bytes("b"), StoreRequest.EXISTS);
        store.execute(bytes("c"), put("again", HOUR));
        store.scan(Store.Scope.ENTRIES, 10).forEachRemaining(page -> {});
        store.execute(bytes("d"), new StoreRequest.Claim(1_000));
        putAll(store, List.of(bytes("e")), HOUR);
        assertThat(there(store)).containsExactly("a", "c", "d", "e");
        putAll(store, List.of(bytes("f")), HOUR);
        assertThat(there(store)).containsExactly("c", "d", "e", "f");
    }

    @Test
    void lfu_newEntries_areNotTheNextToGoAndOldFameFades() {
        Store store = store(4, Bounds.UNLIMITED, Eviction.LFU, 1);
        putAll(store, List.of(bytes("famous"), bytes("b"), bytes("c"), bytes("d")), HOUR);
        for (int i = 0; i < 20; i++) {
            store.execute(bytes("famous"), StoreRequest.GET);
        }
        putAll(store, List.of(bytes("e")), HOUR);
        putAll(store, List.of(bytes("f")), HOUR);
        assertThat(there(store)).contains("e", "f", "famous");
        for (int i = 0; i < 400; i++) {
            putAll(store, keys(i, i + 1), HOUR);
        }
        assertThat(isThere(store, "famous")).isFalse();
    }

    // ---- time to live

    @Test
    void put_fullOfExpiredEntries_evictsNoneThatLives() {
        Store store = lru(10);
        putAll(store, keys(0, 5), HOUR);
        putAll(store, keys(5, 10), Ttl.ofMillis(50));
        Awaitility.await().atMost(PATIENCE).until(() -> store.size() == 5);
        // what has expired is used last, and yet it goes first
        putAll(store, keys(10, 15), HOUR);
        assertThat(store.size()).isEqualTo(10);
        assertThat(store.evictions()).isZero();
        assertThat(isThere(store, "key-0")).isTrue();
        assertThat(link.call(link.commands().zcard("limits:{limits:c:0}:deadlines")))
                .isEqualTo(10);
    }

    @Test
    void shard_allOfItEnds_endsWithIt() {
        Store store = lru(10);
        putAll(store, keys(0, 5), HOUR);
        List<String> names = List.of("values", "scores", "deadlines", "state");
        for (String name : names) {
            assertThat(pttl(name)).as(name).isBetween(HOUR.millis(), HOUR.millis() + 120_000);
        }
        putAll(store, keys(5, 6), Ttl.ofMillis(2 * HOUR.millis()));
        for (String name : names) {
            assertThat(pttl(name)).as(name).isGreaterThan(2 * HOUR.millis() - 60_000);
        }
        putAll(store, keys(6, 7), Ttl.ETERNAL);
        for (String name : names) {
            assertThat(pttl(name)).as(name).isEqualTo(-1);
        }
    }

    private static long pttl(String name) {
        return link.call(link.commands().pttl("limits:{limits:c:0}:" + name));
    }
}
