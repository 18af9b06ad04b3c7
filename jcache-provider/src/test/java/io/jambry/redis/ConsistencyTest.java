// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.servers.ReplicatedServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Consistency;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;

/** Writes that wait for a replica. */
class ConsistencyTest {

    private static final byte[] KEY = "wait:{key}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUE = {'1'};

    private static ReplicatedServer servers;
    private static ServerProcess primary;
    private static ServerProcess replica;
    private static RedisLink link;
    private static RedisLink waiting;
    private static CommandObjects commands;

    @BeforeAll
    static void start() {
        servers = ReplicatedServer.start(ServerBinary.embedded());
        primary = servers.primary();
        replica = servers.replica();
        link = RedisLink.open(LinkSettings.of("127.0.0.1", primary.port()));
        waiting = link.with(Consistency.PRIMARY.waitingFor(1, Duration.ofMillis(300)));
        commands = link.commands();
    }

    @AfterAll
    static void stop() {
        try {
            link.close();
        } finally {
            servers.close();
        }
    }

    @Test
    void call_replicaAnswers_isDoneOnBoth() {
        // a replica that was silent a moment ago may need one to catch up
        await().ignoreExceptionsMatching(OutcomeUnknownException.class::isInstance)
                .until(() -> waiting.call(commands.set(KEY, VALUE)).equals("OK"));
        assertThat(replica.text("GET", new String(KEY, StandardCharsets.US_ASCII)))
                .isEqualTo("1");
    }

    @Test
    void call_replicaSilent_isUnknownAndDoneOnThePrimary() {
        replica.pause();
        try {
            assertThatThrownBy(() -> waiting.call(commands.set(KEY, VALUE)))
                    .isInstanceOf(OutcomeUnknownException.class)
                    .hasMessageMatching(
                            "SET on 127.0.0.1:" + primary.port() + " was executed, but may be lost in a failover: "
                                    + "0 of 1 replicas acknowledged it within \\d+ ms \\(limit 300 ms\\); "
                                    + "see the replicas, or change 'wait-replicas' or 'wait-timeout'");
            assertThat(waiting.call(commands.get(KEY))).isEqualTo(VALUE);
            List<Object> replies = waiting.callAll(List.of(commands.get(KEY), commands.set(KEY, VALUE)));
            assertThat(replies.get(0)).isEqualTo(VALUE);
            assertThat(replies.get(1)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(waiting.send(commands.set(KEY, VALUE)).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(2))
                    .withThrowableThat()
                    .withCauseInstanceOf(OutcomeUnknownException.class);
            // who asks for nothing does not wait
            assertThat(link.call(commands.set(KEY, VALUE))).isEqualTo("OK");
        } finally {
            replica.resume();
        }
    }

    @Test
    void call_tooFewReplicasForTheServer_isNotExecutedAndSaysSo() {
        link.call(commands.configSet("min-replicas-to-write", "2"));
        try {
            assertThatThrownBy(() -> link.call(commands.set(KEY, VALUE)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining(
                            "was refused with NOREPLICAS: too few replicas follow the server for its 'min-replicas-to-write'");
        } finally {
            link.call(commands.configSet("min-replicas-to-write", "0"));
        }
    }
}
