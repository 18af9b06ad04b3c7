// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

@Tag("faults")
class ServersTest {

    private static final String[] KEYS_OF_ONE_SLOT =
            IntStream.range(0, 250).mapToObj(i -> "{moved}" + i).toArray(String[]::new);

    private final ServerBinary embedded = ServerBinary.embedded();

    static List<ServerBinary> binaries() {
        return ServerBinary.all();
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void server_eachVersion_isTheOneItClaimsToBe(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of("maxmemory 20mb"))) {
            assertThat(server.text("SET", "k", "v")).isEqualTo("OK");
            assertThat(server.text("GET", "k")).isEqualTo("v");
            assertThat(server.command("GET", "absent")).isNull();
            assertThat(server.texts("CONFIG", "GET", "maxmemory")).containsExactly("maxmemory", "20971520");
            String field = binary.flavour() == ServerFlavour.VALKEY ? "valkey_version" : "redis_version";
            assertThat(server.info("server", field)).startsWith(binary.version());
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void sentinel_primaryKilled_anotherOneTakesOver(ServerBinary binary) {
        List<Long> pids;
        try (SentinelTopology topology = SentinelTopology.start(binary)) {
            pids = pids(Stream.concat(topology.servers().stream(), topology.sentinels().stream()));
            ServerProcess first = topology.primary();
            first.text("SET", "k", "v");
            assertThat(first.text("WAIT", "2", "5000")).isEqualTo("2");

            first.kill();
            ServerProcess second = topology.awaitPrimaryOtherThan(first);
            assertThat(second.text("GET", "k")).isEqualTo("v");
        }
        assertNothingRuns(pids);
    }

    @Test
    void sentinel_formerPrimaryReturns_followsAndMayLeadAgain() {
        try (SentinelTopology topology = SentinelTopology.start(embedded, SentinelSettings.DEFAULT.withReplicas(1))) {
            ServerProcess first = topology.primary();
            first.kill();
            ServerProcess second = topology.awaitPrimaryOtherThan(first);

            first.restart();
            topology.awaitSettled();
            assertThat(first.info("replication", "role")).isEqualTo("slave");
            assertThat(topology.replicas()).containsExactly(first);
            assertThat(topology.failover()).isSameAs(first);
            assertThat(topology.primary()).isNotSameAs(second);
        }
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void cluster_slotWithKeys_moves(ServerBinary binary) {
        List<Long> pids;
        try (ClusterTopology cluster = ClusterTopology.start(binary)) {
            pids = pids(cluster.nodes().stream());
            int slot = cluster.slotOf(KEYS_OF_ONE_SLOT[0]);
            ServerProcess from = cluster.primaryOf(slot);
            ServerProcess to = cluster.primaries().stream()
                    .filter(node -> node != from)
                    .findFirst()
                    .orElseThrow();
            for (String key : KEYS_OF_ONE_SLOT) {
                from.text("SET", key, "v");
            }

            SlotMigration migration = cluster.beginMigration(slot, from, to);
            migration.moveKeys(List.of(KEYS_OF_ONE_SLOT[0]));
            assertThatThrownBy(() -> from.text("GET", KEYS_OF_ONE_SLOT[0]))
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageStartingWith("ASK " + slot);
            try (Jedis connection = to.connect()) {
                ServerReply.send(connection, "ASKING");
                assertThatThrownBy(() -> connection.mget(KEYS_OF_ONE_SLOT[0], KEYS_OF_ONE_SLOT[1]))
                        .isInstanceOf(JedisDataException.class)
                        .hasMessageStartingWith("TRYAGAIN");
            }
            assertThat(from.text("GET", KEYS_OF_ONE_SLOT[1])).isEqualTo("v");
            migration.moveAllKeys();
            migration.finish();

            assertThat(cluster.primaryOf(slot)).isSameAs(to);
            assertThat(to.text("CLUSTER", "COUNTKEYSINSLOT", Integer.toString(slot)))
                    .isEqualTo("250");
            cluster.migrate(slot, to, from);
            assertThat(from.text("GET", KEYS_OF_ONE_SLOT[0])).isEqualTo("v");
        }
        assertNothingRuns(pids);
    }

    @Test
    void cluster_failover_replicaTakesOver() {
        try (ClusterTopology cluster = ClusterTopology.start(embedded)) {
            ServerProcess first = cluster.primaryOf("k");
            ServerProcess replica = cluster.replicaOf(first);
            first.text("SET", "k", "v");
            assertThat(first.text("WAIT", "1", "5000")).isEqualTo("1");

            cluster.failover(replica);
            assertThat(cluster.primaryOf("k")).isSameAs(replica);
            assertThat(replica.text("GET", "k")).isEqualTo("v");

            replica.kill();
            assertThat(cluster.awaitPrimaryOtherThan(cluster.slotOf("k"), replica))
                    .isSameAs(first);
            replica.restart();
            cluster.awaitStable();
            assertThat(cluster.replicasOf(first)).containsExactly(replica);
        }
    }

    @Test
    void pause_pausedServer_answersWhenItsTimeRunsAgain() {
        try (ServerProcess server = ServerProcess.start(embedded, List.of());
                Jedis connection = server.connect()) {
            server.pause();
            assertThat(server.isAlive()).isTrue();
            assertThat(server.isResponsive()).isFalse();
            connection.getClient().setSoTimeout(100);
            assertThatThrownBy(connection::ping).isInstanceOf(JedisConnectionException.class);
            server.resume();
            assertThat(server.text("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void restart_serverThatSaves_hasItsDataAndPortAgain() {
        try (ServerProcess server = ServerProcess.start(embedded, List.of("save 3600 1"))) {
            int port = server.port();
            long pid = server.pid();
            server.text("SET", "k", "v");
            server.stop();
            assertThat(server.isAlive()).isFalse();
            server.restart();
            assertThat(server.port()).isEqualTo(port);
            assertThat(server.pid()).isNotEqualTo(pid);
            assertThat(server.text("GET", "k")).isEqualTo("v");

            server.text("SET", "k", "unsaved");
            server.kill();
            server.restart();
            assertThat(server.text("GET", "k")).isEqualTo("v");
        }
    }

    @Test
    void close_pausedOrKilledServer_leavesNothing() {
        ServerProcess paused = ServerProcess.start(embedded, List.of());
        ServerProcess killed = ServerProcess.start(embedded, List.of());
        List<Long> pids = pids(Stream.of(paused, killed));
        paused.pause();
        killed.kill();
        paused.close();
        killed.close();
        assertNothingRuns(pids);
        assertThat(Stream.of(paused, killed).map(ServerProcess::directory)).noneMatch(Files::exists);
    }

    @Test
    void start_directiveThatIsNone_tellsWhatTheServerSaid() {
        assertThatThrownBy(() -> ServerProcess.start(embedded, List.of("no-such-directive yes")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended; its last words: ")
                .hasMessageContaining("no-such-directive");
    }

    @Test
    void jvmKilled_serverAndDirectory_areGone(@TempDir Path directory) throws Exception {
        Process jvm = ServerOwner.start(directory);
        Path mark = directory.resolve(ServerOwner.MARK);
        Condition.await("the other JVM's server", () -> Files.exists(mark));
        List<String> lines = Files.readAllLines(mark);
        long pid = Long.parseLong(lines.get(0));
        assertThat(ProcessHandle.of(pid)).isPresent();
        jvm.destroyForcibly().waitFor();
        Condition.await(
                "end of the server", () -> ProcessHandle.of(pid).isEmpty() && !Files.exists(Path.of(lines.get(1))));
    }

    @Test
    void access_passwordUserOrTls_worksInEveryTopology(@TempDir Path directory) {
        TestCertificates certificates = TestCertificates.create(directory);
        ServerAccess password = ServerAccess.OPEN.withPassword("a");
        ServerAccess user = ServerAccess.OPEN.withUser("jo", "b").withTls(certificates);
        SentinelSettings watched = SentinelSettings.DEFAULT.withReplicas(1);
        for (ServerAccess access : List.of(password, user)) {
            try (SentinelTopology topology = SentinelTopology.start(embedded, watched.withAccess(access, access))) {
                ServerProcess first = topology.primary();
                assertThat(topology.failover()).isNotSameAs(first);
            }
            try (ClusterTopology cluster =
                    ClusterTopology.start(embedded, ClusterSettings.DEFAULT.withAccess(access))) {
                ServerProcess from = cluster.primaryOf(KEYS_OF_ONE_SLOT[0]);
                from.text("SET", KEYS_OF_ONE_SLOT[0], "v");
                ServerProcess to = cluster.primaries().stream()
                        .filter(node -> node != from)
                        .findFirst()
                        .orElseThrow();
                cluster.migrate(cluster.slotOf(KEYS_OF_ONE_SLOT[0]), from, to);
                assertThat(to.text("GET", KEYS_OF_ONE_SLOT[0])).isEqualTo("v");
            }
        }
    }

    private static List<Long> pids(Stream<ServerProcess> servers) {
        return servers.map(ServerProcess::pid).toList();
    }

    private static void assertNothingRuns(List<Long> pids) {
        assertThat(pids).isNotEmpty().noneMatch(pid -> ProcessHandle.of(pid).isPresent());
    }
}
