// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.faults.Trial.Promise;
import io.jambry.servers.SentinelSettings;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
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
import redis.clients.jedis.RedisSentinelClient;

/**
 * Primaries that die, stop or are replaced under sentinels. Jedis alone lives through the same, as a measure of the
 * servers.
 */
@Tag("faults")
class FailoverFaultsTest {

    private static final Duration DOWN_AFTER = SentinelSettings.DEFAULT.downAfter();
    private static final Duration SOON = DOWN_AFTER.plusSeconds(4);
    private static final Map<String, String> WAITING =
            Map.of("defaults.wait-replicas", "1", "defaults.wait-timeout", "1s");

    private SentinelTopology topology;

    @BeforeEach
    void start() {
        topology = SentinelTopology.start(ServerBinary.embedded());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private Trial begin(String row, String fault, Map<String, String> settings) {
        String url = "redis+sentinel://" + String.join(",", topology.sentinelAddresses()) + "?primary-name="
                + topology.primaryName();
        Trial trial = Trial.beginLong(row, fault, url, settings);
        return settings.isEmpty() ? trial.beside(raw()) : trial;
    }

    private RawJedis raw() {
        return new RawJedis(RedisSentinelClient.builder()
                .masterName(topology.primaryName())
                .sentinels(topology.sentinelAddresses().stream()
                        .map(HostAndPort::from)
                        .collect(Collectors.toSet()))
                .clientConfig(
                        DefaultJedisClientConfig.builder().timeoutMillis(2000).build())
                .build());
    }

    @Test
    void f2_primaryKilled_anotherOneTakesOver() {
        try (Trial trial = begin("F2", "kill -9 of the primary, no waiting for replicas", Map.of())
                .promising(Promise.COUNTED)) {
            trial.strike(() -> topology.primary().kill()).recover(SOON);
        }
    }

    @Test
    void f2_primaryKilled_whatReplicasHaveIsKept() {
        try (Trial trial =
                begin("F2", "kill -9 of the primary, wait-replicas=1", WAITING).promising(Promise.ACKNOWLEDGED_KEPT)) {
            trial.strike(() -> topology.primary().kill()).recover(SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void f3_primaryPausedUntilItIsReplaced_itsLateAnswersAreNotBelieved(boolean waiting) {
        String fault = "SIGSTOP of the primary until it is replaced, then SIGCONT, "
                + (waiting ? "wait-replicas=1" : "no waiting for replicas");
        try (Trial trial = begin("F3", fault, waiting ? WAITING : Map.of())
                .promising(waiting ? Promise.ACKNOWLEDGED_KEPT : Promise.COUNTED)) {
            ServerProcess old = topology.primary();
            trial.strike(old::pause);
            topology.awaitPrimaryOtherThan(old);
            trial.heal(old::resume).recover(Duration.ofSeconds(5));
        }
    }

    @Test
    void f3_primaryPausedForLessThanDownAfter_staysThePrimary() {
        Duration time = DOWN_AFTER.dividedBy(2);
        try (Trial trial = begin("F3", "SIGSTOP of the primary for " + time.toMillis() + " ms", Map.of())) {
            ServerProcess primary = topology.primary();
            trial.strike(primary::pause).last(time).heal(primary::resume).recover(Duration.ofSeconds(2));
        }
    }

    /**
     * One acknowledgement is not enough here: a replica may follow the old primary for some ten seconds more. All
     * replicas together are, because the one that is promoted acknowledges nothing any more.
     */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void f7_replacedWhileItLives_bothTakeWritesForAWhile(int waitFor) {
        Map<String, String> settings = waitFor == 0
                ? Map.of()
                : Map.of("defaults.wait-replicas", Integer.toString(waitFor), "defaults.wait-timeout", "500ms");
        String fault = "SENTINEL FAILOVER, the old primary lives on, wait-replicas=" + waitFor;
        try (Trial trial =
                begin("F7", fault, settings).promising(waitFor == 2 ? Promise.ACKNOWLEDGED_KEPT : Promise.COUNTED)) {
            trial.strike(() -> {
                topology.failover();
                topology.awaitSettled();
            });
            trial.heal(() -> {}).recover(Duration.ofSeconds(2));
        }
    }
}
