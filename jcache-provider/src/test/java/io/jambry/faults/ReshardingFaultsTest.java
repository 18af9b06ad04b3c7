// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.faults.Trial.Promise;
import io.jambry.servers.ClusterSettings;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;

/** A cluster that loses primaries, or moves its slots, under load. Jedis alone lives through the same. */
@Tag("faults")
class ReshardingFaultsTest {

    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration SOON = NODE_TIMEOUT.plusSeconds(3);

    private ClusterTopology cluster;

    @BeforeEach
    void start() {
        cluster = ClusterTopology.start(
                ServerBinary.embedded(),
                ClusterSettings.DEFAULT
                        .withNodeTimeout(NODE_TIMEOUT)
                        .withDirectives("cluster-require-full-coverage no"));
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    private Trial begin(String row, String fault, Map<String, String> settings) {
        Trial trial = Trial.beginLong(row, fault, "redis+cluster://" + String.join(",", cluster.addresses()), settings);
        return settings.isEmpty() ? trial.beside(raw()) : trial;
    }

    private RawJedis raw() {
        return new RawJedis(RedisClusterClient.builder()
                .nodes(cluster.addresses().stream().map(HostAndPort::from).collect(Collectors.toSet()))
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(2000).build())
                .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void f4_primariesKilledOneAfterTheOther_replicasTakeOver(boolean waiting) {
        Map<String, String> settings =
                waiting ? Map.of("defaults.wait-replicas", "1", "defaults.wait-timeout", "1s") : Map.of();
        String fault = "kill -9 of a primary, restart, then of a second one, "
                + (waiting ? "wait-replicas=1" : "no waiting for replicas");
        try (Trial trial =
                begin("F4", fault, settings).promising(waiting ? Promise.ACKNOWLEDGED_KEPT : Promise.COUNTED)) {
            List<ServerProcess> primaries = cluster.primaries();
            ServerProcess first = primaries.get(0);
            trial.strike(first::kill).last(SOON);
            first.restart();
            cluster.awaitStable();
            ServerProcess second = primaries.get(1);
            trial.strike(second::kill).last(SOON);
            // without a replica nothing is acknowledged by one
            trial.heal(second::restart).recover(SOON);
        }
    }

    @Test
    void f5_slotsMoveUnderLoad_nobodyNotices() {
        try (Trial trial = begin("F5", "the slots of all entries move from node to node and back", Map.of())) {
            List<Integer> slots = usedSlots();
            trial.strike(() -> {
                for (int round = 0; round < 2; round++) {
                    slots.forEach(this::move);
                }
            });
            assertThat(trial.log().failures()).isEmpty();
            trial.heal(() -> {}).recover(Duration.ofSeconds(1));
        }
    }

    private List<Integer> usedSlots() {
        return cluster.primaries().stream()
                .flatMap(node -> node.texts("KEYS", "*").stream())
                .map(cluster::slotOf)
                .distinct()
                .limit(25)
                .toList();
    }

    private void move(int slot) {
        ServerProcess from = cluster.primaryOf(slot);
        ServerProcess to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        cluster.migrate(slot, from, to);
    }
}
