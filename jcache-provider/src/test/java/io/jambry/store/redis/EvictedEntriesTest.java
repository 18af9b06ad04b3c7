// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import io.jambry.spi.Wish;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Entries that a server with too little memory evicts, or loses otherwise, while somebody listens to expiry. */
class EvictedEntriesTest {

    private static final int OLD = 2_000;
    private static final int ENTRIES = 3_000;
    private static final String VALUE = "v".repeat(1_000);
    private static final long MEMORY = 5 << 20;
    private static final Ttl LIFE = Ttl.ofMillis(8_000);
    private static final Ttl SOON = Ttl.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Wish EXPIRED = asynchronous(Set.of(ChangeKind.EXPIRED), Set.of(ChangeKind.EXPIRED));

    private final List<TestMember> members = new ArrayList<>();
    private ServerProcess server;
    private TestMember writer;
    private TestMember listener;

    @BeforeEach
    void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        writer = member("writer");
        listener = member("listener");
        listener.feed.want(EXPIRED);
    }

    private TestMember member(String name) {
        TestMember member =
                new TestMember(LinkSettings.of("127.0.0.1", server.port()), "evicted", name, Duration.ofSeconds(5));
        members.add(member);
        return member;
    }

    @AfterEach
    void close() {
        members.forEach(TestMember::close);
        server.close();
    }

    private static StoreRequest put(String value, Ttl ttl) {
        return new Put(bytes(value), ttl, ttl, Condition.NONE, Want.OUTCOME);
    }

    private static String entry(String key) {
        return "evicted:cache:{" + key + "}";
    }

    private static String ends(int shard) {
        return "evicted:{evicted:cache:" + shard + "}:ends";
    }

    private void putAll(int from, int to) {
        putAll(from, to, VALUE, LIFE);
    }

    private void putAll(int from, int to, String value, Ttl ttl) {
        List<byte[]> keys =
                IntStream.range(from, to).mapToObj(i -> bytes("k" + i)).toList();
        writer.store.executeAll(keys, keys.stream().map(key -> put(value, ttl)).toList());
    }

    // ---- evicted

    /** The server chooses by what it knows of some keys, so some entries have to be older than what members use all the time. */
    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "volatile-lru", "volatile-ttl"})
    void entries_serverEvictsSome_thoseAreCountedAndTheOthersToldOnce(String policy) {
        long full = Long.parseLong(server.info("memory", "used_memory")) + MEMORY;
        server.command("CONFIG", "SET", "maxmemory-policy", policy);
        server.command("CONFIG", "SET", "maxmemory", Long.toString(full));
        listener.sweeping();
        long begun = System.nanoTime();
        putAll(0, OLD);
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Long.parseLong(server.text("OBJECT", "IDLETIME", entry("k0"))) >= 2);
        putAll(OLD, ENTRIES);
        server.command("CONFIG", "SET", "maxmemory", "0");
        Map<String, Trace> traces = traces();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .as("time until all was seen, before any of them ends")
                .isLessThan(Duration.ofMillis(LIFE.millis() - 1_000));
        Set<String> there = keys(traces, Trace.THERE);
        int lost = ENTRIES - there.size();
        assertThat(there).isNotEmpty();
        assertThat(lost).isPositive();

        listener.receiver.awaitTold(there.size());
        writer.execute("last", put("v", Ttl.ofMillis(2_500)));
        listener.receiver.awaitTold(there.size() + 1);

        System.out.printf(
                "[jambry] %s: of %d entries %d told, %d evicted (%d of them with their last value), %d counted%n",
                policy,
                ENTRIES,
                there.size(),
                lost,
                keys(traces, Trace.NOTHING_LEFT).size(),
                counted());
        there.add("last");
        assertThat(listener.receiver.missed).isEmpty();
        assertThat(told()).hasSize(there.size()).containsExactlyInAnyOrderElementsOf(there);
        assertThat(counted()).isEqualTo(lost);
    }

    private long counted() {
        return listener.feed.goneBeforeEnd() + writer.feed.goneBeforeEnd();
    }

    private List<String> told() {
        return listener.receiver.told.stream()
                .map(change -> new String(change.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private enum Trace {
        THERE,
        ENTRY_GONE,
        NOTHING_LEFT
    }

    private static Set<String> keys(Map<String, Trace> traces, Trace which) {
        Set<String> keys = new HashSet<>();
        traces.forEach((key, trace) -> {
            if (trace == which) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** What the server has of each entry. */
    private Map<String, Trace> traces() {
        Map<String, Response<Boolean>> entries = new HashMap<>();
        Map<String, Response<Boolean>> last = new HashMap<>();
        try (Jedis connection = server.connect()) {
            Pipeline pipeline = connection.pipelined();
            for (int i = 0; i < ENTRIES; i++) {
                entries.put("k" + i, pipeline.exists(entry("k" + i)));
                last.put("k" + i, pipeline.exists(entry("k" + i) + ":lv"));
            }
            pipeline.sync();
        }
        Map<String, Trace> traces = new HashMap<>();
        entries.forEach((key, isThere) -> traces.put(
                key, isThere.get() ? Trace.THERE : last.get(key).get() ? Trace.ENTRY_GONE : Trace.NOTHING_LEFT));
        return traces;
    }

    // ---- lost otherwise

    @Test
    void entries_goneWithTheirLastValues_areCountedOnce() {
        putAll(0, 4, "v", LIFE);
        server.command("DEL", entry("k0"), entry("k0") + ":lv");
        // the other keeps what tells when it ends
        server.command("DEL", entry("k1") + ":lv");
        server.command("DEL", entry("k2"), entry("k2") + ":lv");
        writer.execute("k2", put("w", SOON));
        writer.remove("k3");
        listener.sweeping();
        listener.receiver.awaitTold(2);
        Awaitility.await().atMost(PATIENCE).until(() -> counted() == 2);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED k2 (w)", "EXPIRED k1 (v)");
    }

    @Test
    void index_serverEvictsIt_entriesAreToldAllTheSame() {
        putAll(0, 500, "v", Ttl.ofMillis(2_000));
        writer.execute("late", put("v", Ttl.ofMillis(4_000)));
        listener.sweeping();
        listener.receiver.awaitTold(100);
        for (int shard = 0; shard < 4; shard++) {
            server.command("UNLINK", ends(shard));
        }
        listener.receiver.awaitTold(501);
        assertThat(told()).hasSize(501).doesNotHaveDuplicates();
        assertThat(counted()).isZero();
        assertThat(listener.receiver.missed).isEmpty();
    }

    @Test
    void entries_serverIsFlushed_areNotToldAndListenersAreToldOfAGap() {
        listener.sweeping();
        putAll(0, 200, "v", Ttl.ofMillis(1_500));
        server.command("FLUSHALL");
        writer.execute("after", put("v", SOON));
        listener.receiver.awaitTold(1);
        listener.receiver.awaitMissed(1);
        writer.execute("last", put("v", Ttl.ofMillis(2_500)));
        listener.receiver.awaitTold(2);
        assertThat(listener.receiver.shown()).containsExactly("EXPIRED after (v)", "EXPIRED last (v)");
    }

    @Test
    void cache_isDestroyed_leavesNoIndex() {
        putAll(0, 20, "v", LIFE);
        assertThat(server.texts("KEYS", "evicted:{evicted:cache:*}:*")).isNotEmpty();
        writer.namespace.registry().close("cache");
        writer.store.clear();
        assertThat(server.texts("KEYS", "evicted:cache:*")).isEmpty();
        assertThat(server.texts("KEYS", "evicted:{evicted:cache:*}:*")).isEmpty();
    }
}
