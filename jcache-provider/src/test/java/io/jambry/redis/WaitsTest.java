// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.CommandObject;

/** Commands that the server keeps waiting. */
@Timeout(120)
class WaitsTest {

    private static final Duration WAIT = Duration.ofSeconds(10);

    private ServerProcess server;
    private RedisLink link;
    private ExecutorService callers;

    @BeforeEach
    void start() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        link = RedisLink.open(LinkSettings.of(ServerProcess.HOST, server.port()).withPoolSize(1));
        callers = Executors.newCachedThreadPool();
    }

    @AfterEach
    void stop() {
        link.close();
        callers.shutdown();
        server.close();
    }

    private CommandObject<?> pop(Duration wait) {
        return link.commands().blpop(wait.toMillis() / 1000.0, "jobs".getBytes(UTF_8));
    }

    private Future<?> wait(Duration wait) {
        return callers.submit(() -> link.await(pop(wait), wait));
    }

    private void awaitWaiting(int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> server.info("clients", "blocked_clients").equals(String.valueOf(number)));
    }

    private static <T> T soon(Future<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private void push(String element) {
        link.call(link.commands().rpush("jobs", element));
    }

    @Test
    void await_longerThanACallMayTake_isAnswered() throws Exception {
        try (RedisLink quick = RedisLink.open(
                LinkSettings.of(ServerProcess.HOST, server.port()).withTimeout(Duration.ofMillis(200)))) {
            Duration wait = Duration.ofMillis(1500);
            assertThat((Object) quick.await(pop(wait), wait)).isNull();
        }
    }

    @Test
    void await_moreWaitsThanThePoolHas_nobodyWaitsForAConnection() throws Exception {
        List<Future<?>> waits = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            waits.add(wait(WAIT));
        }
        awaitWaiting(5);
        assertThat(link.callAlone(link.commands().ping())).isEqualTo("PONG");
        waits.forEach(wait -> push("job"));
        for (Future<?> wait : waits) {
            assertThat(soon(wait)).isNotNull();
        }
    }

    @Test
    void await_serverEndsTheWaitWithAnError_waitsAgain() throws Exception {
        Future<?> wait = wait(WAIT);
        awaitWaiting(1);
        String blocked = server.text("CLIENT", "LIST")
                .lines()
                .filter(line -> line.contains("cmd=blpop"))
                .findFirst()
                .orElseThrow()
                .replaceAll("^id=(\\d+) .*", "$1");
        assertThat(server.command("CLIENT", "UNBLOCK", blocked, "ERROR")).isEqualTo(1L);
        awaitWaiting(1);
        push("job");
        assertThat(soon(wait)).isNotNull();
    }

    @Test
    void await_serverIsKilled_outcomeIsUnknown() {
        Future<?> wait = wait(WAIT);
        awaitWaiting(1);
        server.kill();
        assertThatThrownBy(() -> soon(wait))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("BLPOP on " + server.address());
    }

    @Test
    void close_whileItWaits_endsTheWait() {
        Future<?> wait = wait(WAIT);
        awaitWaiting(1);
        link.close();
        assertThatThrownBy(() -> soon(wait)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> link.await(pop(WAIT), WAIT)).isInstanceOf(NotExecutedException.class);
    }

    @Test
    @Tag("faults")
    void await_aCrowdHasGone_itsConnectionsAreClosed() throws Exception {
        List<Future<?>> waits = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            waits.add(wait(Duration.ofMillis(500)));
        }
        for (Future<?> wait : waits) {
            soon(wait);
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Integer.parseInt(server.info("clients", "connected_clients")) < 10);
        Duration moment = Duration.ofMillis(10);
        assertThat((Object) link.await(pop(moment), moment)).isNull();
    }
}
