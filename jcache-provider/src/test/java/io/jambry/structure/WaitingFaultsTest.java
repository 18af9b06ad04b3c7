// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.OutcomeUnknownException;
import io.jambry.servers.SentinelTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls that wait while the server that they wait at goes away. */
class WaitingFaultsTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10));
    }

    private static void awaitWaits(ServerProcess server, int number) {
        await().until(() -> Integer.parseInt(server.info("clients", "blocked_clients")) >= number);
    }

    private static Object get(CompletableFuture<?> waiting) throws Exception {
        return waiting.get(60, TimeUnit.SECONDS);
    }

    @Test
    void take_serverKilled_isUnknownAndTheNextOneTakes() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                Shelf shelf = Shelf.at("redis://" + server.address())) {
            RedisDeque<String> jobs = shelf.structures().deque("jobs", String.class);
            CompletableFuture<Optional<String>> taking =
                    jobs.takeFirst(LONG).send().toCompletableFuture();
            awaitWaits(server, 1);
            server.restart();
            assertThatThrownBy(() -> get(taking))
                    .cause()
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageStartingWith("deque 'jobs': BLPOP on " + server.address() + " lost its connection");
            CompletableFuture<Optional<String>> next =
                    jobs.takeFirst(LONG).send().toCompletableFuture();
            awaitWaits(server, 1);
            jobs.addLast("a").call();
            assertThat(get(next)).isEqualTo(Optional.of("a"));
        }
    }

    @Test
    void streamRead_serverKilledAndRestarted_goesOn() throws Exception {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                Shelf shelf = Shelf.at("redis://" + server.address() + "?timeout=30s")) {
            RedisStream<String> events = shelf.structures().stream("events", String.class);
            CompletableFuture<List<StreamEntry<String>>> reading =
                    events.await(StreamId.MIN, 10, LONG).send().toCompletableFuture();
            awaitWaits(server, 1);
            server.restart();
            awaitWaits(server, 1);
            events.add("a").call();
            assertThat((List<?>) get(reading)).hasSize(1);
        }
    }

    @Test
    @Tag("faults")
    void streamRead_failover_goesOnAtTheNewPrimaryAndTakesAreUnknown() throws Exception {
        try (SentinelTopology servers = SentinelTopology.start(ServerBinary.embedded());
                Shelf shelf = Shelf.at("redis+sentinel://" + String.join(",", servers.sentinelAddresses())
                        + "/0?primary-name=" + servers.primaryName() + "&timeout=30s")) {
            RedisDeque<String> jobs = shelf.structures().deque("jobs", String.class);
            RedisStream<String> events = shelf.structures().stream("events", String.class);
            CompletableFuture<Optional<String>> taking =
                    jobs.takeFirst(LONG).send().toCompletableFuture();
            CompletableFuture<List<StreamEntry<String>>> reading =
                    events.await(StreamId.MIN, 10, LONG).send().toCompletableFuture();
            awaitWaits(servers.primary(), 2);
            ServerProcess primary = servers.failover();
            awaitWaits(primary, 1);
            events.add("b").call();
            assertThat((List<?>) get(reading)).hasSize(1);
            // between two parts of its wait it may go on, too
            await().until(() -> taking.isDone() || Integer.parseInt(primary.info("clients", "blocked_clients")) == 1);
            CompletableFuture<Optional<String>> next = taking;
            if (taking.isDone()) {
                assertThatThrownBy(() -> get(taking)).cause().isInstanceOf(OutcomeUnknownException.class);
                next = jobs.takeFirst(LONG).send().toCompletableFuture();
            }
            jobs.addLast("a").call();
            assertThat(get(next)).isEqualTo(Optional.of("a"));
        }
    }
}
