// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerAccess;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.servers.SlotMigration;
import io.jambry.spi.Consistency;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObject;

class ClusterRouterTest {

    private static final Duration SHORT = Duration.ofMillis(400);

    private static ClusterTopology cluster;
    private static RedisLink link;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
        link = RedisLink.open(TestCluster.settings(cluster.nodes().subList(3, 4)));
    }

    @AfterAll
    static void stop() {
        link.close();
        cluster.close();
    }

    @Test
    void call_keysOfAnySlot_goToTheirNodes() {
        link.call(link.commands().ping());
        cluster.awaitStable();
        long before = errors("MOVED");
        for (int i = 0; i < 200; i++) {
            assertThat(link.call(link.commands().set("any-" + i, "v" + i))).isEqualTo("OK");
        }
        for (int i = 0; i < 200; i++) {
            assertThat(link.call(link.commands().get("any-" + i))).isEqualTo("v" + i);
        }
        assertThat(errors("MOVED")).isEqualTo(before);
    }

    @Test
    void callAll_keysOfAnySlot_areAnsweredInOrder() {
        List<CommandObject<?>> batch = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            batch.add(link.commands().incrBy("many-" + i, i));
        }
        List<Object> replies = link.callAll(batch);
        assertThat(replies)
                .isEqualTo(IntStream.range(0, 3000).mapToObj(i -> (long) i).toList());
    }

    @Test
    void call_keysOfSeveralSlots_isRefusedHere() {
        assertThatThrownBy(() -> link.call(link.commands().mget("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("MGET has 2 keys of different slots")
                .hasMessageNotContaining("'a'");
        assertThat(link.call(link.commands().mget("{a}1", "{a}2"))).hasSize(2);
    }

    @Test
    void send_movedSlot_isAnswered() {
        move("sent");
        assertThat(link.send(link.commands().incr("sent")).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(2))
                .isEqualTo(1L);
    }

    @Test
    void call_movedSlot_isAskedWhereItWasOnce() {
        link.call(link.commands().set("moved", "v"));
        move("moved");
        long before = errors("MOVED");
        for (int i = 0; i < 10; i++) {
            assertThat(link.call(link.commands().get("moved"))).isEqualTo("v");
        }
        assertThat(errors("MOVED") - before).isEqualTo(1);
    }

    @Test
    void call_slotUnderWay_findsKeysOnBothSides() {
        link.call(link.commands().set("{way}stays", "s"));
        link.call(link.commands().set("{way}goes", "g"));
        SlotMigration migration = begin("{way}");
        try {
            migration.moveKeys(List.of("{way}goes"));
            assertThat(link.call(link.commands().get("{way}stays"))).isEqualTo("s");
            assertThat(link.call(link.commands().get("{way}goes"))).isEqualTo("g");
            assertThat(link.callAll(List.of(
                            link.commands().append("{way}stays", "2"),
                            link.commands().append("{way}goes", "2"),
                            link.commands().append("{way}new", "2"),
                            link.commands().get("{way}goes"))))
                    .containsExactly(2L, 2L, 1L, "g2");
        } finally {
            migration.moveAllKeys();
            migration.finish();
        }
        assertThat(link.call(link.commands().mget("{way}stays", "{way}goes", "{way}new")))
                .containsExactly("s2", "g2", "2");
    }

    @Test
    void call_keysOnBothSides_waitsUntilTheyAreTogether() throws Exception {
        link.call(link.commands().mset("{torn}1", "a", "{torn}2", "b"));
        SlotMigration migration = begin("{torn}");
        migration.moveKeys(List.of("{torn}1"));
        var reply = link.send(link.commands().mget("{torn}1", "{torn}2")).toCompletableFuture();
        Awaitility.await().until(() -> errors("TRYAGAIN") > 1);
        assertThat(reply).isNotDone();
        migration.moveAllKeys();
        assertThat(reply.get(2, TimeUnit.SECONDS)).containsExactly("a", "b");
        migration.finish();
    }

    @Test
    void call_readFromReplica_asksReplicasOfTheSlot() {
        RedisLink reading = link.with(Consistency.PRIMARY.readingFromReplicas());
        link.call(link.commands().set("{copied}", "v"));
        ServerProcess primary = cluster.primaryOf("{copied}");
        ServerProcess replica = cluster.replicaOf(primary);
        Awaitility.await()
                .until(() -> "v".equals(reading.call(reading.commands().get("{copied}"))));
        long before = calls(replica, "get");
        reading.call(reading.commands().get("{copied}"));
        assertThat(calls(replica, "get") - before).isEqualTo(1);
    }

    @Test
    void primaries_cluster_holdAllKeysTogether() {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            keys.add("walked-" + i);
            link.call(link.commands().set("walked-" + i, "v"));
        }
        List<String> met = new ArrayList<>();
        assertThat(link.primaries()).hasSize(3);
        for (RedisLink primary : link.primaries()) {
            met.addAll(primary.call(primary.commands().keys("walked-*")));
        }
        assertThat(met).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void call_nobodyAnswers_namesTheEndpoints() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName(ServerProcess.HOST))) {
            port = free.getLocalPort();
        }
        try (RedisLink lost = RedisLink.open(at(port).withTimeout(SHORT))) {
            assertThatThrownBy(() -> lost.call(lost.commands().get("k")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageStartingWith("GET was not sent: no node of the cluster tells its slots; asked for ")
                    .hasMessageContaining("127.0.0.1:" + port)
                    .hasMessageContaining("Connection refused");
        }
    }

    @Test
    void call_firstEndpointSilent_asksTheNext() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName(ServerProcess.HOST))) {
            LinkSettings settings = TestCluster.settings(cluster);
            List<Endpoint> endpoints =
                    new ArrayList<>(List.of(new Endpoint(ServerProcess.HOST, silent.getLocalPort())));
            endpoints.addAll(settings.endpoints());
            LinkSettings both =
                    new LinkSettings(Topology.CLUSTER, endpoints, null, settings.identity(), null, settings.limits());
            try (RedisLink patient = RedisLink.open(both)) {
                assertThat(patient.call(patient.commands().exists("nothing"))).isFalse();
            }
        }
    }

    @Test
    void call_standaloneServer_saysWhichUrlToUse() {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                RedisLink wrong = RedisLink.open(at(server.port()))) {
            assertThatThrownBy(() -> wrong.call(wrong.commands().get("k")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("is not part of a cluster; use a URL that begins with redis: or rediss:");
        }
    }

    @Test
    void call_incompleteCluster_saysHowManySlotsAreMissing() {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of("cluster-enabled yes"));
                RedisLink early = RedisLink.open(at(server.port()).withTimeout(SHORT))) {
            server.command("CLUSTER", "ADDSLOTS", "0", "1", "2");
            assertThatThrownBy(() -> early.call(early.commands().get("k")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("16381 of 16384 slots of the cluster have no node")
                    .hasMessageContaining("see CLUSTER INFO");
        }
    }

    @Test
    void call_wrongPassword_saysSo() {
        ServerAccess access = ServerAccess.OPEN.withPassword("right");
        try (ServerProcess server =
                        ServerProcess.start(ServerBinary.embedded(), access, List.of("cluster-enabled yes"));
                RedisLink stranger = RedisLink.open(at(server.port()).withPassword("wrong"))) {
            assertThatThrownBy(() -> stranger.call(stranger.commands().get("k")))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("WRONGPASS: correct 'username' and 'password'");
        }
    }

    @Test
    void close_link_endsItsThread() {
        RedisLink other = RedisLink.open(TestCluster.settings(cluster.nodes().subList(2, 3)));
        String name = "jambry-cluster-" + cluster.nodes().get(2).address();
        other.call(other.commands().get("k"));
        assertThat(isRunning(name)).isTrue();
        other.close();
        Awaitility.await().until(() -> !isRunning(name));
        assertThatThrownBy(() -> other.call(other.commands().get("k"))).isInstanceOf(NotExecutedException.class);
    }

    private static boolean isRunning(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals(name));
    }

    private static LinkSettings at(int port) {
        LinkSettings settings = TestCluster.settings(cluster);
        return new LinkSettings(
                Topology.CLUSTER,
                List.of(new Endpoint(ServerProcess.HOST, port)),
                null,
                settings.identity(),
                null,
                settings.limits());
    }

    private static void move(String key) {
        SlotMigration migration = begin(key);
        migration.moveAllKeys();
        migration.finish();
    }

    private static SlotMigration begin(String key) {
        ServerProcess from = cluster.primaryOf(key);
        ServerProcess to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        return cluster.beginMigration(cluster.slotOf(key), from, to);
    }

    /** How many answers of a kind all nodes gave so far. */
    private static long errors(String kind) {
        return cluster.nodes().stream()
                .flatMap(node -> node.text("INFO", "errorstats").lines())
                .filter(line -> line.startsWith("errorstat_" + kind + ":count="))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf('=') + 1).strip()))
                .sum();
    }

    private static long calls(ServerProcess node, String command) {
        return node.text("INFO", "commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }
}
