// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.redis.NodeSettings.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

/** Callers whose stack ends in the midst of a call, and turns that nobody gives back. */
class LostTurnsTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** Long before a call ends by its deadline. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    void calls_stackEndsUnderWay_giveTheirConnectionsBack() throws Exception {
        Path output = Files.createTempFile("diving", ".txt");
        try {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            DivingJvm.class.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(jvm.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(jvm.exitValue()).as(Files.readString(output)).isZero();
            } finally {
                jvm.destroyForcibly();
            }
        } finally {
            Files.delete(output);
        }
    }

    @Test
    void look_bothTurnsAreLost_othersTakeTheirPlaceAndWhoWaitsIsAnswered() {
        LinkLimits patient =
                new LinkLimits(Duration.ofSeconds(20), Duration.ofMillis(500), 1, 10, Duration.ofMillis(200), 0, SOON);
        LinkSettings settings = TestServer.settings().with(patient);
        NodeSettings node = new NodeSettings(settings.endpoints().get(0), Role.STANDALONE, settings, null);
        RedisFailures failures = new RedisFailures(node);
        try (LinkThreads threads = new LinkThreads("jambry-lost", 1);
                DeadlineGuard guard = new DeadlineGuard(
                        "jambry-lost", LIMIT.toNanos(), patient.heartbeat().toNanos());
                Connector connector = new Connector(node, failures, threads, guard);
                SharedLanes lanes = new SharedLanes(connector, failures, patient, threads, guard)) {
            guard.listen(new LostTurns(node.endpoint(), lanes, threads, patient));
            List<Lane> lost = lanes.lanes();
            assertThat(lost).allMatch(Lane::take);
            long start = System.nanoTime();
            Object pong = lanes.exchange(
                    new CommandObjects(RedisProtocol.RESP3).ping(),
                    start,
                    start + patient.timeout().toNanos());
            assertThat(pong)
                    .asInstanceOf(InstanceOfAssertFactories.BYTE_ARRAY)
                    .asString()
                    .isEqualTo("PONG");
            assertThat(System.nanoTime() - start)
                    .isLessThan(SOON.multipliedBy(10).toNanos());
            await().untilAsserted(() -> assertThat(lanes.lanes()).doesNotContainAnyElementsOf(lost));
        }
    }
}
