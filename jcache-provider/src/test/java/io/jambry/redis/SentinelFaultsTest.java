// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.Credentials;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.servers.SentinelSettings;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What callers see while primaries come and go. */
@Tag("faults")
class SentinelFaultsTest {

    private static final int THREADS = 4;
    private static final Duration DOWN_AFTER = SentinelSettings.DEFAULT.downAfter();
    private static final Duration LIMIT = DOWN_AFTER.plusSeconds(2);

    private SentinelTopology topology;

    @BeforeEach
    void start() {
        topology = SentinelTopology.start(ServerBinary.embedded());
    }

    @AfterEach
    void stop() {
        topology.close();
    }

    private LinkSettings settings(List<Integer> ports) {
        LinkIdentity identity = new LinkIdentity(() -> Credentials.NONE, () -> Credentials.NONE, 0, "jambry");
        return new LinkSettings(
                Topology.SENTINEL,
                ports.stream()
                        .map(port -> new Endpoint(ServerProcess.HOST, port))
                        .toList(),
                topology.primaryName(),
                identity,
                null,
                LinkLimits.DEFAULT);
    }

    private List<Integer> sentinelPorts() {
        return topology.sentinels().stream().map(ServerProcess::port).toList();
    }

    private static SentinelIncrements increments(RedisLink link) {
        SentinelIncrements increments = new SentinelIncrements(link, "faults:" + UUID.randomUUID(), THREADS);
        await().until(() -> increments.acknowledged() > 1000);
        return increments;
    }

    private static void awaitMore(SentinelIncrements increments) {
        long before = increments.acknowledged();
        await().until(() -> increments.acknowledged() > before + 1000);
    }

    /** Failover is asynchronous: what an old primary acknowledged last may be lost, and is counted here. */
    private static void tell(String what, SentinelIncrements increments) {
        long lost = increments.acknowledged() - increments.applied();
        System.out.println("[jambry] " + what + ": " + increments + ", " + Math.max(0, lost) + " lost");
        assertThat(increments.applied()).isLessThanOrEqualTo(increments.acknowledged() + increments.unknown());
    }

    @Test
    void primaryKilled_recovers() {
        try (RedisLink link = RedisLink.open(settings(sentinelPorts()))) {
            SentinelIncrements increments = increments(link);
            ServerProcess old = topology.primary();
            old.kill();
            topology.awaitPrimaryOtherThan(old);
            awaitMore(increments);
            increments.close();
            tell("primary killed", increments);
            assertThat(increments.longestGap()).isLessThan(LIMIT);
        }
    }

    @Test
    void primaryPausedForLong_itsLateAnswersAreNotBelieved() {
        try (RedisLink link = RedisLink.open(settings(sentinelPorts()))) {
            increments(link).close();
            topology.awaitSettled();
            ServerProcess old = topology.primary();
            old.pause();
            // what the old primary answers from here on comes too late
            SentinelIncrements increments = new SentinelIncrements(link, "late:" + UUID.randomUUID(), THREADS);
            ServerProcess now = topology.awaitPrimaryOtherThan(old);
            await().until(() -> link.toString().contains("[" + now.address()));
            old.resume();
            awaitMore(increments);
            topology.awaitSettled();
            increments.close();
            tell("primary paused and resumed", increments);
            // a call that waits for the paused one ends with its own deadline at the latest
            assertThat(increments.longestGap()).isLessThan(LIMIT.plusSeconds(1));
            assertThat(increments.longestCall()).isLessThan(Duration.ofMillis(2500));
            assertThat(increments.acknowledged()).isLessThanOrEqualTo(increments.applied());
        }
    }

    @Test
    void primaryPausedBriefly_staysThePrimary() {
        try (RedisLink link = RedisLink.open(settings(sentinelPorts()))) {
            SentinelIncrements increments = increments(link);
            ServerProcess old = topology.primary();
            long start = System.nanoTime();
            old.pause();
            await().until(() -> System.nanoTime() - start > DOWN_AFTER.toNanos() / 2);
            old.resume();
            awaitMore(increments);
            increments.close();
            tell("primary paused for half of down-after", increments);
            assertThat(topology.primary()).isSameAs(old);
            assertThat(increments.notExecuted() + increments.unknown())
                    .as("%s", increments)
                    .isZero();
            assertThat(increments.applied()).isEqualTo(increments.acknowledged());
        }
    }

    @Test
    void manualFailovers_noCallFails() {
        try (RedisLink link = RedisLink.open(settings(sentinelPorts()))) {
            SentinelIncrements increments = increments(link);
            for (int i = 0; i < 3; i++) {
                ServerProcess now = topology.failover();
                await().atMost(Duration.ofSeconds(2))
                        .until(() -> link.toString().contains("[" + now.address()));
                awaitMore(increments);
            }
            increments.close();
            tell("three manual failovers", increments);
            assertThat(increments.notExecuted()).as("%s", increments).isZero();
            assertThat(increments.longestGap()).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void primaryKilledWhileSentinelsAreHalfOpen_recovers() {
        List<Integer> ports = sentinelPorts();
        try (FaultProxy first = FaultProxy.to(ports.get(0));
                FaultProxy second = FaultProxy.to(ports.get(1));
                RedisLink link = RedisLink.open(settings(List.of(first.port(), second.port(), ports.get(2))))) {
            SentinelIncrements increments = increments(link);
            first.set(Fault.DROP);
            second.set(Fault.DROP);
            ServerProcess old = topology.primary();
            old.kill();
            topology.awaitPrimaryOtherThan(old);
            awaitMore(increments);
            increments.close();
            tell("primary killed, two of three sentinels half-open", increments);
            assertThat(increments.longestGap()).isLessThan(LIMIT);
        }
    }

    @Test
    void oneSentinelStale_isNotFollowed() {
        try (RedisLink link = RedisLink.open(settings(sentinelPorts()))) {
            SentinelIncrements increments = increments(link);
            ServerProcess stale = topology.sentinels().get(2);
            stale.pause();
            ServerProcess old = topology.primary();
            old.kill();
            ServerProcess now = topology.awaitPrimaryOtherThan(old);
            await().until(() -> link.toString().contains("[" + now.address()));
            old.restart();
            topology.sentinels().get(0).pause();
            topology.sentinels().get(1).pause();
            stale.resume();
            await().during(Duration.ofMillis(2500)).until(() -> link.toString().contains("[" + now.address()));
            topology.sentinels().get(0).resume();
            topology.sentinels().get(1).resume();
            increments.close();
            tell("a stale sentinel alone", increments);
        }
    }
}
