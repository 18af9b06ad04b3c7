// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.faults.Trial.Promise;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.servers.ServerAccess;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/**
 * Faults of one server that take their time: it dies, stops, is busy, full, loading, or changes its mind about users.
 */
@Tag("faults")
class ServerFaultsTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String PASSWORD = CallLog.SECRET + "-password";

    private ServerProcess server;

    private void start(String... directives) {
        server = ServerProcess.start(
                ServerBinary.embedded(), ServerAccess.OPEN.withPassword(PASSWORD), List.of(directives));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url() {
        return url(server.port());
    }

    private static String url(int port) {
        return "redis://:" + PASSWORD + "@127.0.0.1:" + port;
    }

    private Trial begin(String row, String fault) {
        return Trial.beginLong(row, fault, url(), Map.of());
    }

    private RawJedis raw() {
        return raw(server.port());
    }

    private static RawJedis raw(int port) {
        JedisClientConfig config = DefaultJedisClientConfig.builder()
                .password(PASSWORD)
                .timeoutMillis(2000)
                .build();
        return new RawJedis(RedisClient.builder()
                .hostAndPort("127.0.0.1", port)
                .clientConfig(config)
                .build());
    }

    @ParameterizedTest
    @CsvSource({"always, 3", "everysec, 3"})
    void f1_killedWithALog_comesBackWithEverything(String sync, int times) {
        start("appendonly yes", "appendfsync " + sync);
        try (Trial trial = begin("F1", "kill -9 and restart, " + times + " times, appendfsync " + sync)
                .beside(raw())) {
            trial.strike(() -> {
                for (int i = 0; i < times; i++) {
                    server.kill();
                    trial.last(Duration.ofMillis(300));
                    server.restart();
                    trial.last(Duration.ofMillis(300));
                }
            });
            trial.heal(() -> {}).recover(SOON);
        }
    }

    @Test
    void f1_killedWithoutALog_cachesGoOnEmpty() {
        start();
        try (Trial trial = begin("F1", "kill -9 and restart, nothing on disk").promising(Promise.GONE)) {
            trial.strike(server::kill)
                    .last(Duration.ofMillis(500))
                    .heal(server::restart)
                    .recover(SOON);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {800, 5000})
    void f3_pausedAndResumed_answersAgain(int millis) {
        start();
        try (Trial trial =
                begin("F3", "SIGSTOP of the only server for " + millis + " ms").beside(raw())) {
            trial.strike(server::pause)
                    .last(Duration.ofMillis(millis))
                    .heal(server::resume)
                    .recover(SOON);
        }
    }

    @ParameterizedTest
    @CsvSource({"hold, 5000", "drop, 5000"})
    void f6_partition_heals(String how, int millis) {
        start();
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Trial trial = Trial.beginLong(
                                "F6",
                                "partition between client and server for 5 s, packets "
                                        + (how.equals("hold") ? "arrive later" : "are lost"),
                                url(proxy.port()),
                                Map.of())
                        .beside(raw(proxy.port()))) {
            trial.strike(() -> proxy.set(how.equals("hold") ? Fault.HOLD : Fault.DROP))
                    .last(Duration.ofMillis(millis))
                    .heal(proxy::heal)
                    .recover(Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 1000, 5000})
    void f9_repliesLate_nothingIsDoneTwice(int millis) {
        start();
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Trial trial = Trial.beginLong(
                                "F9",
                                "replies " + millis + " ms late for 6 s, deadline 2 s",
                                url(proxy.port()),
                                Map.of())
                        .beside(raw(proxy.port()))) {
            trial.strike(() -> proxy.set(Direction.REPLIES, Fault.delay(Duration.ofMillis(millis))))
                    .last(Duration.ofSeconds(6))
                    .heal(proxy::heal)
                    .recover(SOON);
        }
    }

    @Test
    void f10_scriptRunsForThreeSeconds_callsAreRefusedOrWait() {
        start("lua-time-limit 300");
        String script = "local t=redis.call('TIME') local e=t[1]+3 while tonumber(redis.call('TIME')[1]) < e do end";
        try (Trial trial = begin("F10", "a script of 3 s, BUSY after 0.3 s").beside(raw())) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> command("EVAL", script, "0"));
            trial.strike(() -> {}).heal(running::join).recover(Duration.ofSeconds(1));
        }
    }

    @Test
    void f10_serverSleepsForThreeSeconds_answersAgain() {
        start("enable-debug-command yes");
        try (Trial trial = begin("F10", "DEBUG SLEEP 3").beside(raw())) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(() -> command("DEBUG", "SLEEP", "3"));
            trial.strike(() -> {}).heal(running::join).recover(Duration.ofSeconds(1));
        }
    }

    private void command(String... words) {
        try (Jedis jedis = new Jedis("127.0.0.1", server.port(), 10_000)) {
            jedis.auth(PASSWORD);
            jedis.sendCommand(
                    () -> words[0].getBytes(StandardCharsets.US_ASCII),
                    List.of(words).subList(1, words.length).toArray(String[]::new));
        }
    }

    @Test
    void f11_outOfMemory_changesAreNotExecutedAndReadsGoOn() {
        start();
        try (Trial trial = begin("F11", "maxmemory reached for 2 s, noeviction")) {
            trial.strike(() -> server.command("CONFIG", "SET", "maxmemory", "1"))
                    .last(Duration.ofSeconds(1));
            assertThat(trial.client().texts().get("absent")).isNull();
            trial.last(Duration.ofSeconds(1)).heal(() -> server.command("CONFIG", "SET", "maxmemory", "0"));
            assertThat(trial.log().unknown()).isZero();
            assertThat(trial.log().failures().keySet())
                    .isNotEmpty()
                    .allMatch(failure -> failure.contains("refused with OOM") && failure.contains("'maxmemory'"));
            trial.recover(Duration.ofMillis(100));
        }
    }

    @Test
    void f11_everythingEvicted_cachesGoOn() {
        start("maxmemory-policy allkeys-lru");
        try (Trial trial = begin("F11", "all keys evicted again and again, leases and definitions too")
                .promising(Promise.GONE)) {
            trial.strike(() -> {
                for (int i = 0; i < 10; i++) {
                    server.command("CONFIG", "SET", "maxmemory", "1");
                    trial.last(Duration.ofMillis(50));
                    server.command("CONFIG", "SET", "maxmemory", "0");
                    trial.last(Duration.ofMillis(50));
                }
            });
            trial.heal(() -> {}).recover(Duration.ofMillis(500));
        }
    }

    @Test
    void f12_loadingAfterARestart_isRepeatedThenClear() {
        start(
                "appendonly yes",
                "appendfsync always",
                "enable-debug-command yes",
                "key-load-delay 50",
                "loading-process-events-interval-bytes 1024");
        server.command("DEBUG", "POPULATE", "30000");
        server.command("BGREWRITEAOF");
        await().until(() ->
                server.info("persistence", "aof_rewrite_in_progress").equals("0"));
        try (Trial trial = begin("F12", "kill -9 and restart, loading for some seconds")) {
            trial.strike(server::kill).heal(server::restart);
            assertThat(trial.log().failures().keySet())
                    .anyMatch(failure -> failure.contains("LOADING: the server is still reading its data"));
            trial.recover(Duration.ofSeconds(1));
        }
    }

    @Test
    void f14_tooManyClients_isClearAndCausesNoStorm() {
        start();
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Jedis first = server.connect();
                Trial trial = Trial.beginLong(
                        "F14", "maxclients reached for 2 s, all others disconnected", url(proxy.port()), Map.of())) {
            first.ping();
            trial.strike(() -> {
                first.configSet("maxclients", "1");
                first.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
            });
            int accepted = proxy.accepted();
            long refused = trial.log().notExecuted();
            trial.last(SOON);
            int attempts = proxy.accepted() - accepted;
            refused = trial.log().notExecuted() - refused;
            trial.heal(() -> first.configSet("maxclients", "1000"));
            System.out.println("[jambry] F14: " + attempts + " connections tried by " + refused + " calls in 2 s");
            assertThat(trial.log().failures().keySet()).anyMatch(failure -> failure.contains("max number of clients"));
            assertThat((long) attempts)
                    .as("connections tried by " + refused + " calls")
                    .isLessThanOrEqualTo(refused);
            trial.recover(SOON);
        }
    }

    @Test
    void f14_passwordChanges_newOneIsUsedForNewConnections() {
        start();
        setPassword("canary-old");
        RotatingCredentials.set("canary-old");
        Map<String, String> settings = Map.of("credentials-provider", RotatingCredentials.class.getName());
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Trial trial = Trial.beginLong(
                        "F14",
                        "password changed and clients disconnected, ours learns it 2 s later",
                        "redis://127.0.0.1:" + proxy.port(),
                        settings)) {
            trial.strike(() -> {
                setPassword("canary-new");
                server.command("CLIENT", "KILL", "USER", RotatingCredentials.USER);
            });
            int accepted = proxy.accepted();
            long refused = trial.log().notExecuted();
            trial.last(SOON);
            int attempts = proxy.accepted() - accepted;
            refused = trial.log().notExecuted() - refused;
            trial.heal(() -> RotatingCredentials.set("canary-new"));
            System.out.println("[jambry] F14: " + attempts + " connections tried by " + refused + " calls in 2 s");
            assertThat(trial.log().failures().keySet())
                    .anyMatch(failure -> failure.contains("WRONGPASS: correct 'username' and 'password'"));
            assertThat((long) attempts)
                    .as("connections tried by " + refused + " calls")
                    .isLessThanOrEqualTo(refused);
            trial.recover(SOON);
        }
    }

    private void setPassword(String password) {
        server.command(
                "ACL", "SETUSER", RotatingCredentials.USER, "on", "resetpass", ">" + password, "~*", "&*", "+@all");
    }

    @Test
    void f15_serverRestarts_twoHundredClientsComeBackWithoutAStorm() throws Exception {
        start();
        int clients = 200;
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            List<RedisLink> links = new ArrayList<>();
            ExecutorService threads = Executors.newFixedThreadPool(clients);
            AtomicBoolean over = new AtomicBoolean();
            LongAdder calls = new LongAdder();
            AtomicLong lastFailure = new AtomicLong();
            try {
                for (int i = 0; i < clients; i++) {
                    RedisLink link = RedisLink.open(
                            LinkSettings.of("127.0.0.1", proxy.port()).withPassword(PASSWORD));
                    links.add(link);
                    threads.execute(() -> {
                        while (!over.get()) {
                            try {
                                link.call(link.commands().incr("storm"));
                                calls.increment();
                            } catch (JambryException e) {
                                lastFailure.set(System.nanoTime());
                            }
                            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                        }
                    });
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> calls.sum() > 5L * clients);
                int before = proxy.accepted();
                server.kill();
                long end = System.nanoTime() + SOON.toNanos();
                await().until(() -> System.nanoTime() > end);
                int attempts = proxy.accepted() - before;
                server.restart();
                long healed = System.nanoTime();
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> System.nanoTime() - Math.max(healed, lastFailure.get()) > SOON.toNanos());
                long recovery = Math.max(0, lastFailure.get() - healed);
                FaultTable.add(new FaultTable.Row(
                        "F15",
                        "kill -9 for 2 s under 200 clients: " + attempts + " connections tried",
                        calls.sum(),
                        0,
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofNanos(recovery),
                        "– / –",
                        "passed"));
                assertThat(attempts).as("connections tried in 2 s").isLessThan(clients * 2 * 20);
                assertThat(Duration.ofNanos(recovery)).isLessThan(Duration.ofSeconds(5));
            } finally {
                over.set(true);
                threads.shutdown();
                assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
                links.forEach(RedisLink::close);
            }
        }
    }
}
