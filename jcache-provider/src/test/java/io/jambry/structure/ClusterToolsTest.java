// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

/** Scripts, limits, keys and servers where keys are on several nodes. */
class ClusterToolsTest {

    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP3);
    private static final Script<Long> COUNT =
            Script.of("count", 2, "return redis.call('EXISTS', KEYS[1], KEYS[2])", ScriptResult.number());

    private static ClusterTopology cluster;
    private static RedisLink link;

    private Structures structures;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        link = RedisLink.open(TestCluster.settings(cluster));
    }

    @AfterAll
    static void stop() {
        link.close();
        cluster.close();
    }

    @BeforeEach
    void name(TestInfo test) {
        structures = NamespaceStructures.of(link, test.getDisplayName(), new PlainForms());
    }

    @Test
    void rateLimiter_manyKeys_areOnAllNodesAndDecidedInOneBatch() {
        RedisRateLimiter limiter = structures.rateLimiter("limit", RateLimit.steady(1, Duration.ofHours(1)));
        for (boolean first : new boolean[] {true, false}) {
            Batch batch = structures.batch();
            List<Pending<RateDecision>> decisions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                decisions.add(batch.add(limiter.of("user " + i).tryAcquire()));
            }
            batch.execute();
            assertThat(decisions).allMatch(decision -> decision.get().allowed() == first);
        }
        assertThat(structures.servers().primaries())
                .allMatch(server -> server.size().call() > 0);
    }

    @Test
    void run_keysOfOneGroup_areCarriedOut() {
        Structures group = structures.group("g");
        group.map("a", String.class, String.class).put("k", "v").call();
        assertThat(group.run(COUNT, List.of("a", "b")).call()).isEqualTo(1);
        Batch atomic = group.atomicBatch();
        Pending<Long> count = atomic.add(group.run(COUNT, List.of("a", "a")));
        atomic.execute();
        assertThat(count.get()).isEqualTo(2);
    }

    @Test
    void run_keysOfSeveralSlots_isRefusedBeforeAnythingIsSent() {
        long before = calls();
        assertThatThrownBy(() -> structures.run(COUNT, List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "script 'count': EVALSHA count is over keys of several slots of the cluster; make its structures"
                                + " from one group");
        assertThatThrownBy(() -> structures.execute(COMMANDS.mget("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("command 'MGET': MGET is over keys of several slots of the cluster");
        assertThatThrownBy(() -> structures
                        .keys()
                        .rename(structures.keys().of("a"), structures.keys().of("b"), IfPresent.KEEP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RENAMENX is over keys of several slots");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void atomicBatch_keysOfSeveralSlots_isRefusedBeforeAnythingIsSent() {
        Script<Long> one = Script.of("one", 1, "return redis.call('EXISTS', KEYS[1])", ScriptResult.number());
        Batch batch = structures.atomicBatch();
        batch.add(structures.run(one, List.of("a")));
        batch.add(structures.run(one, List.of("b")));
        long before = calls();
        assertThatThrownBy(batch::execute)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the operations of an atomic batch are on keys of several slots");
        assertThat(calls()).isEqualTo(before);
    }

    @Test
    void run_noKeys_isRefused() {
        assertThatThrownBy(() -> structures.run(Script.of("free", 0, "return 1", ScriptResult.number()), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "script 'free' has no keys, so nobody knows on which node of the cluster to run it; give it the keys"
                                + " that it uses");
        assertThatThrownBy(() -> structures.run(RedisFunction.of("free", 0, ScriptResult.number()), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("function 'free' has no keys");
    }

    @Test
    void functions_load_reachesAllPrimaries() {
        FunctionLibrary library = FunctionLibrary.of("everywhere", 1, """
                redis.register_function('everywhere', function(keys) return redis.call('EXISTS', keys[1]) end)
                """);
        assertThat(structures.functions().load(library)).isTrue();
        assertThat(structures.functions().load(library)).isFalse();
        RedisFunction<Boolean> function = RedisFunction.of("everywhere", 1, ScriptResult.truth());
        for (int i = 0; i < 50; i++) {
            assertThat(structures.run(function, List.of("key " + i)).call()).isFalse();
        }
        assertThat(structures.functions().libraries().call())
                .extracting(LoadedLibrary::name)
                .contains("everywhere");
        assertThat(structures.functions().delete("everywhere")).isTrue();
    }

    @Test
    void keys_overAllPrimaries_areMetAndDeleted() {
        Set<String> expected = new HashSet<>();
        Batch batch = structures.batch();
        for (int i = 0; i < 500; i++) {
            batch.add(structures.map("m" + i, String.class, String.class).put("k", "v"));
            expected.add(new String(structures.keyOf("m" + i), StandardCharsets.UTF_8));
        }
        batch.execute();
        Set<String> met = new HashSet<>();
        structures.keys().matching("{m*").forEach(key -> met.add(key.text()));
        assertThat(met).isEqualTo(expected);
        assertThat(structures.keys().matching("{m*").count()).as("no replicas").isEqualTo(500);
        assertThat(structures.keys().matching("{m*").expire(Duration.ofHours(1)).changed())
                .isEqualTo(500);
        assertThat(structures.keys().matching("{m*").delete().changed()).isEqualTo(500);
        assertThat(structures.keys().matching("*").count()).isZero();
    }

    @Test
    void servers_primaries_areAllAndDifferent() {
        List<RedisServer> servers = structures.servers().primaries();
        assertThat(servers).hasSize(3);
        assertThat(servers)
                .extracting(RedisServer::address)
                .doesNotHaveDuplicates()
                .doesNotContain("");
        assertThat(servers).allSatisfy(server -> {
            ServerInfo info = server.info().call();
            assertThat(info.mode()).isEqualTo("cluster");
            assertThat(info.role()).isEqualTo("master");
            assertThat(info.field("tcp_port"))
                    .contains(server.address().substring(server.address().indexOf(':') + 1));
        });
        Batch batch = structures.batch();
        assertThatThrownBy(() -> batch.add(servers.get(0).size()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is of another connection than this batch");
    }

    /** How many scripts, functions and commands over several keys the nodes have seen. */
    private static long calls() {
        long calls = 0;
        for (RedisServer server : new RedisServers(link).primaries()) {
            ServerInfo stats = server.info("commandstats").call();
            for (String command : List.of("evalsha", "mget", "renamenx", "exec")) {
                calls += stats.field("cmdstat_" + command)
                        .map(text -> InfoText.number(InfoText.pairs(text), "calls"))
                        .orElse(0L);
            }
        }
        return calls;
    }
}
