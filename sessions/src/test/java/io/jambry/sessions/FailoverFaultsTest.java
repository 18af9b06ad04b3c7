// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.servers.ClusterSettings;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Primaries that are killed while requests of two nodes change their sessions. */
@Tag("faults")
class FailoverFaultsTest {

    private static final int THREADS = 8;
    private static final Duration RECOVERY = Duration.ofSeconds(2);

    /** Replication is asynchronous: what the primary acknowledged last may be its own loss. */
    private static final Duration SERVERS_OWN_LOSS = Duration.ofMillis(500);

    private final SessionSettings settings = Node.settings();

    @Test
    void sentinel_primaryKilled_nothingElseIsLostAndRequestsGoOn() {
        try (SentinelTopology servers = SentinelTopology.start(ServerBinary.embedded())) {
            String url = "redis+sentinel://" + String.join(",", servers.sentinelAddresses()) + "?primary-name="
                    + servers.primaryName();
            kill("Sentinel", url, () -> {
                ServerProcess old = servers.primary();
                old.kill();
                return () -> servers.awaitPrimaryOtherThan(old);
            });
        }
    }

    @Test
    void cluster_primaryKilled_nothingElseIsLostAndRequestsGoOn() {
        try (ClusterTopology servers = ClusterTopology.start(
                ServerBinary.embedded(), ClusterSettings.DEFAULT.withNodeTimeout(Duration.ofSeconds(1)))) {
            String url = "redis+cluster://" + String.join(",", servers.addresses());
            kill("Cluster", url, () -> {
                ServerProcess old = servers.primaries().get(0);
                List<ServerProcess> replicas = servers.replicasOf(old);
                old.kill();
                return () -> await().atMost(Duration.ofSeconds(60))
                        .until(() -> replicas.stream()
                                .anyMatch(replica ->
                                        replica.info("replication", "role").equals("master")));
            });
        }
    }

    /** @param strike kills, and gives what waits until another primary has taken over */
    private void kill(String what, String url, Supplier<Runnable> strike) {
        try (Node first = Node.of(settings, Map.of("url", url));
                Node second = Node.of(settings, Map.of("url", url))) {
            CountingThreads threads = new CountingThreads(List.of(first, second), THREADS);
            await().atMost(Duration.ofSeconds(60)).until(() -> threads.acknowledged() > 2000);
            long killed = System.nanoTime();
            Runnable takeover = strike.get();
            takeover.run();
            Duration failover = Duration.ofNanos(System.nanoTime() - killed);
            int then = threads.acknowledged();
            await().atMost(Duration.ofSeconds(60)).until(() -> threads.acknowledged() > then + 2000);
            threads.close();

            System.out.println(
                    "[jambry] kill -9 of the primary, " + what + ": " + threads + ", failover of the servers "
                            + failover.toMillis() + " ms, first lost change acknowledged "
                            + threads.lostBefore(killed).toMillis() + " ms before the kill");
            assertThat(threads.isAllThere(first)).isTrue();
            assertThat(threads.lostBefore(killed)).isLessThan(SERVERS_OWN_LOSS);
            assertThat(threads.longestGap()).isLessThanOrEqualTo(failover.plus(RECOVERY));
        }
    }
}
