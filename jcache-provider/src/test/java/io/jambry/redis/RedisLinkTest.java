// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.faults.Direction;
import io.jambry.faults.Ending;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.NodeSettings.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisLinkTest {

    private static final Duration SHORT = Duration.ofMillis(200);

    /** Room for a busy machine; far below the next limit that could end a call instead. */
    private static final long TOO_LATE = 600;

    private final byte[] key = ("link:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
    private FaultProxy proxy;
    private RedisLink direct;
    private RedisLink link;
    private CommandObjects commands;

    @BeforeEach
    void openLinks() throws IOException {
        proxy = FaultProxy.to(TestServer.shared().port());
        direct = RedisLink.open(TestServer.settings());
        link = RedisLink.open(proxied());
        commands = link.commands();
    }

    @AfterEach
    void closeLinks() throws IOException {
        direct.call(commands.del(key));
        link.close();
        direct.close();
        proxy.close();
    }

    private LinkSettings proxied() {
        return LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password())
                .withTimeout(SHORT)
                .withPoolSize(2);
    }

    private String address() {
        return "127.0.0.1:" + proxy.port();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void call_anyCommand_answers() {
        assertThat(link.call(commands.set(key, bytes("one")))).isEqualTo("OK");
        assertThat(link.call(commands.get(key))).isEqualTo(bytes("one"));
        assertThat(link.call(commands.get(bytes("link:none")))).isNull();
    }

    @Test
    void call_largeValue_answers() {
        byte[] large = new byte[5_000_000];
        large[4_999_999] = 1;
        direct.call(commands.set(key, large));
        assertThat(direct.call(commands.get(key))).isEqualTo(large);
    }

    @Test
    void call_writeWithoutAnswer_isUnknownAfterTheDeadline() {
        link.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.DROP);
        long start = System.nanoTime();
        assertThatThrownBy(() -> link.call(commands.incr(key)))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageMatching("INCR on " + address()
                        + " timed out after \\d+ ms \\(limit 200 ms\\); raise 'timeout'; nobody knows"
                        + " whether it was executed");
        assertThat(millisSince(start)).isBetween(190L, TOO_LATE);
        assertThat(direct.call(commands.get(key))).isEqualTo(bytes("1"));
        proxy.set(Direction.REPLIES, Fault.NONE);
        assertThat(link.call(commands.incr(key))).isEqualTo(2L);
    }

    @Test
    void callBefore_deadlineShorterThanTheTimeout_endsThen() {
        try (RedisLink patient = RedisLink.open(proxied().withTimeout(Duration.ofSeconds(30)))) {
            patient.call(commands.ping());
            TestServer.pass(Duration.ofMillis(20));
            proxy.set(Direction.REPLIES, Fault.DROP);
            long start = System.nanoTime();
            assertThatThrownBy(() -> patient.callBefore(commands.incr(key), start + 150_000_000))
                    .isInstanceOf(OutcomeUnknownException.class);
            assertThat(millisSince(start)).isBetween(140L, TOO_LATE);
        }
    }

    @Test
    void callBefore_deadlineInThePast_sendsNothing() {
        direct.call(commands.ping());
        assertThatThrownBy(() -> direct.callBefore(commands.incr(key), System.nanoTime() - 1))
                .isInstanceOf(NotExecutedException.class);
        assertThat(direct.call(commands.get(key))).isNull();
    }

    @Test
    void call_idleConnectionHalfOpen_isNotExecutedInTime() {
        link.call(commands.ping());
        TestServer.pass(Duration.ofMillis(1100));
        proxy.set(Direction.REPLIES, Fault.DROP);
        long start = System.nanoTime();
        assertThatThrownBy(() -> link.call(commands.incr(key))).isInstanceOf(NotExecutedException.class);
        assertThat(millisSince(start)).isBetween(190L, TOO_LATE);
        assertThat(direct.call(commands.get(key))).isNull();
    }

    @Test
    void call_serverKilled_failsAndRecoversWhenAnotherTakesItsPlace() throws IOException {
        EmbeddedServer first = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        try (FaultProxy toFirst = FaultProxy.to(first.port());
                RedisLink toServer = RedisLink.open(
                        LinkSettings.of("127.0.0.1", toFirst.port()).withPassword(first.password()))) {
            toServer.call(commands.ping());
            ProcessHandle process = ProcessHandle.of(first.pid()).orElseThrow();
            process.destroyForcibly();
            await().until(() -> !process.isAlive());
            assertThatThrownBy(() -> toServer.call(commands.get(key))).isInstanceOf(NotExecutedException.class);
            try (EmbeddedServer second = EmbeddedServer.start(EmbeddedSettings.DEFAULT)) {
                try (RedisLink admin = RedisLink.open(TestServer.settings(second))) {
                    admin.call(commands.configSet("requirepass", first.password()));
                }
                toFirst.leadTo(second.port());
                // as many attempts may have failed as make the node be left alone for a while
                await().ignoreExceptionsInstanceOf(NotExecutedException.class)
                        .untilAsserted(() ->
                                assertThat(toServer.call(commands.get(key))).isNull());
            }
        } finally {
            first.close();
        }
    }

    @Test
    void call_readWithoutAnswer_isNotExecuted() {
        link.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.DROP);
        assertThatThrownBy(() -> link.call(commands.get(key)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageStartingWith("GET on " + address() + " timed out after ")
                .hasMessageEndingWith("; it changed nothing");
    }

    @Test
    void call_writeCutOff_isUnknownAndNotRepeated() {
        link.call(commands.ping());
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThatThrownBy(() -> link.call(commands.incr(key)))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("INCR on " + address() + " lost its connection after ");
        assertThat(direct.call(commands.get(key))).isEqualTo(bytes("1"));
    }

    @Test
    void call_readCutOff_isRepeated() {
        direct.call(commands.set(key, bytes("one")));
        link.call(commands.ping());
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(link.call(commands.get(key))).isEqualTo(bytes("one"));
    }

    @Test
    void call_readAlwaysCutOff_endsAsNotExecuted() {
        link.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.closeUnless("%+"));
        assertThatThrownBy(() -> link.call(commands.get(key))).isInstanceOf(NotExecutedException.class);
    }

    @Test
    void call_connectionClosedWhileIdle_usesAnother() throws IOException {
        link.call(commands.ping());
        proxy.end(Ending.CLOSE);
        TestServer.pass(Duration.ofMillis(1100));
        assertThat(link.call(commands.incr(key))).isEqualTo(1L);
    }

    @Test
    void call_nobodyListens_isNotExecutedAfterTheDeadline() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (RedisLink nowhere = RedisLink.open(LinkSettings.of("127.0.0.1", port))) {
            assertThatThrownBy(() -> nowhere.call(commands.incr(key)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageMatching("INCR on 127.0.0.1:" + port + " was not sent: no connection after \\d+ ms "
                            + "\\(Connection refused; limit 1000 ms\\); check 'url', and that a server "
                            + "listens there(; this was a moment ago, the next attempt is in \\d+ ms)?");
        }
    }

    @Test
    void call_serverNeverGreets_isNotExecutedAfterTheDeadline() {
        proxy.set(Direction.REPLIES, Fault.DROP);
        long start = System.nanoTime();
        assertThatThrownBy(() -> link.call(commands.incr(key)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("was not sent: no connection after ");
        assertThat(millisSince(start)).isBetween(190L, TOO_LATE);
    }

    @Test
    void call_serverThatDoesNotRead_endsAtTheDeadline() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RedisLink toDeaf = RedisLink.open(
                        LinkSettings.of("127.0.0.1", deaf.getLocalPort()).withTimeout(SHORT))) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> toDeaf.call(commands.set(key, new byte[20_000_000])))
                    .isInstanceOf(NotExecutedException.class);
            assertThat(millisSince(start)).isLessThan(TOO_LATE);
        }
    }

    @Test
    void call_wrongPassword_saysWhatToCorrectAndNoSecret() {
        try (RedisLink wrong = RedisLink.open(TestServer.settings().withPassword("canary"))) {
            assertThatThrownBy(() -> wrong.call(commands.incr(key)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageEndingWith("was not sent: opening a connection was refused with WRONGPASS: "
                            + "correct 'username' and 'password'")
                    .hasMessageNotContaining("canary");
        }
        try (RedisLink none = RedisLink.open(TestServer.settings().withPassword(null))) {
            assertThatThrownBy(() -> none.call(commands.incr(key)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("NOAUTH: set 'username' and 'password'");
        }
    }

    @Test
    void callAll_poolInUse_waitsAndThenTells() {
        try (RedisLink one = RedisLink.open(proxied().withPoolSize(1))) {
            one.callAll(List.of(commands.ping()));
            proxy.set(Direction.REPLIES, Fault.DROP);
            CompletableFuture<Object> first = CompletableFuture.supplyAsync(
                    () -> one.callAll(List.of(commands.incr(key))).get(0));
            await().until(() -> direct.call(commands.exists(key)));
            proxy.set(Direction.REPLIES, Fault.NONE);
            Object second = one.callAll(List.of(commands.incr(key))).get(0);
            assertThat(first).succeedsWithin(Duration.ofSeconds(1)).isInstanceOf(OutcomeUnknownException.class);
            assertThat(second)
                    .satisfiesAnyOf(
                            // the first one gave its connection up just in time
                            reply -> assertThat(reply).isEqualTo(2L),
                            reply -> assertThat((NotExecutedException) reply)
                                    .hasMessageMatching("INCR on " + address() + " waited \\d+ ms for a connection "
                                            + "\\(limit 200 ms, pool 1 of 1 in use, \\d waiting\\); "
                                            + "raise 'timeout' or 'pool-size'"));
        }
    }

    @Test
    void call_errorOfTheServer_isTranslatedWithoutArguments() {
        link.call(commands.set(key, bytes("text")));
        assertThatThrownBy(() -> link.call(commands.incr(key)))
                .isInstanceOf(ServerException.class)
                .hasMessage("INCR on " + address() + " failed: ERR value is not an integer or out of range");
        CommandObject<Object> unknown = new CommandObject<>(
                new CommandArguments(() -> bytes("nonsense")).add("canary"), BuilderFactory.RAW_OBJECT);
        assertThatThrownBy(() -> link.call(unknown))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("unknown command")
                .hasMessageNotContaining("canary")
                .cause()
                .hasMessage("ERR unknown command 'nonsense'");
    }

    @Test
    void isRefused_onlyWhatTheServerDoesNotKnow_endsAFastPath() {
        CommandObject<Object> unknown =
                new CommandObject<>(new CommandArguments(() -> bytes("nonsense")).add(key), BuilderFactory.RAW_OBJECT);
        CommandObject<Object> option = new CommandObject<>(
                new CommandArguments(Command.SET)
                        .key(key)
                        .add("new")
                        .add("NONSENSE")
                        .add("old"),
                BuilderFactory.RAW_OBJECT);
        assertThat(List.of(unknown, option))
                .allSatisfy(one -> assertThatThrownBy(() -> direct.call(one))
                        .isInstanceOfSatisfying(
                                JambryException.class,
                                e -> assertThat(FastPath.isRefused(e)).isTrue()));
        direct.call(commands.set(key, bytes("text")));
        assertThat(List.of(commands.incr(key), commands.hget(key, key), commands.psetex(key, -1, bytes("text"))))
                .allSatisfy(one -> assertThatThrownBy(() -> direct.call(one))
                        .isInstanceOfSatisfying(
                                ServerException.class,
                                e -> assertThat(FastPath.isRefused(e)).isFalse()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "ERR unknown command 'DELIFEQ' | true",
                "ERR syntax error | true",
                "NOPERM User app has no permissions to run the 'msetex' command | true",
                "NOPERM this user has no permissions to run the 'set' command or its subcommand | true",
                "NOPERM No permissions to access a key | false",
                "OOM command not allowed when used memory > 'maxmemory'. | false",
                "READONLY You can't write against a read only replica. | false",
                "LOADING Redis is loading the dataset in memory | false",
                "MOVED 1 127.0.0.1:1 | false",
                "WRONGTYPE Operation against a key holding the wrong kind of value | false",
                "ERR string exceeds maximum allowed size (proto-max-bulk-len) | false",
            })
    void isRefused_answers_areToldApart(String answer, boolean refused) {
        LinkSettings settings = proxied();
        RedisFailures failures =
                new RedisFailures(new NodeSettings(settings.endpoints().get(0), Role.STANDALONE, settings, null));
        assertThat(FastPath.isRefused(failures.refused(commands.ping(), new JedisDataException(answer))))
                .isEqualTo(refused);
    }

    @Test
    void callAll_oneReplyMeansNothing_tellsWhichAndAnswersTheOthers() {
        direct.call(commands.set(key, bytes("text")));
        List<Object> replies = direct.callAll(List.of(
                commands.echo("one"),
                new CommandObject<>(new CommandArguments(Command.GET).key(key), BuilderFactory.LONG),
                commands.echo("three")));
        assertThat(replies).hasSize(3).startsWith("one").endsWith("three");
        assertThat((Throwable) replies.get(1))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("was answered with something else than it answers (java.lang.ClassCastException)")
                .hasMessageNotContaining("text");
    }

    @Test
    void send_largeValue_goesOutOnAConnectionOfItsOwn() {
        link.call(commands.ping());
        assertThat(proxy.accepted()).isEqualTo(1);
        byte[] large = new byte[64 * 1024];
        assertThat(link.send(commands.set(key, large)).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(1))
                .isEqualTo("OK");
        assertThat(proxy.accepted()).isEqualTo(2);
    }

    @Test
    void call_addressOfTheNewerProtocol_answers() {
        try (EmbeddedServer both = EmbeddedServer.start(EmbeddedSettings.DEFAULT.withDirectives("bind 127.0.0.1 ::1"));
                RedisLink newer =
                        RedisLink.open(LinkSettings.of("::1", both.port()).withPassword(both.password()))) {
            assertThat(newer.call(commands.ping())).isEqualTo("PONG");
            assertThat(newer.nodes().get(0).address()).isEqualTo("[::1]:" + both.port());
            ProcessHandle process = ProcessHandle.of(both.pid()).orElseThrow();
            process.destroyForcibly();
            await().until(() -> !process.isAlive());
            assertThatThrownBy(() -> newer.call(commands.ping())).hasMessageContaining("PING on [::1]:" + both.port());
        }
    }

    @Test
    void call_refusedBeforeExecution_isNotExecuted() {
        try (EmbeddedServer full = EmbeddedServer.start(EmbeddedSettings.DEFAULT.withDirectives("maxmemory 1"));
                RedisLink toFull = RedisLink.open(TestServer.settings(full))) {
            assertThatThrownBy(() -> toFull.call(commands.set(key, bytes("one"))))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessage(
                            "SET on 127.0.0.1:" + full.port() + " was refused with OOM: the server is out of memory; "
                                    + "raise its 'maxmemory' or choose an eviction policy");
        }
    }

    @Test
    void call_scriptTheServerForgot_isLoaded() {
        link.call(commands.scriptFlush());
        assertThat(link.call(RedisScript.PERSIST.with(key))).isEqualTo(0L);
        assertThat(link.call(RedisScript.PERSIST.with(key))).isEqualTo(0L);
        link.call(commands.scriptFlush());
        List<CommandObject<?>> batch = List.of(
                RedisScript.PERSIST.with(key),
                commands.set(key, bytes("one")),
                RedisScript.PERSIST.with(key),
                RedisScript.PUT_PREVIOUS.with(key, bytes("two"), bytes("0"), bytes("0")));
        assertThat(link.callAll(batch).subList(1, 4)).containsExactly("OK", 1L, bytes("one"));
    }

    @Test
    void callAll_manyCommands_answersInOrder() {
        List<CommandObject<?>> batch = new ArrayList<>();
        for (int i = 0; i < 3500; i++) {
            batch.add(commands.incr(key));
        }
        List<Object> replies = direct.callAll(batch);
        assertThat(replies).hasSize(3500);
        for (int i = 0; i < 3500; i++) {
            assertThat(replies.get(i)).isEqualTo(i + 1L);
        }
    }

    @Test
    void callAll_largeValues_answers() {
        byte[] large = new byte[300_000];
        List<CommandObject<byte[]>> reads = Collections.nCopies(100, commands.get(key));
        direct.callAll(Collections.nCopies(50, commands.set(key, large)));
        assertThat(direct.callAll(reads)).hasSize(100).allMatch(reply -> ((byte[]) reply).length == 300_000);
    }

    @Test
    void callAll_oneRefused_tellsWhichAndAnswersTheOthers() {
        List<Object> replies =
                link.callAll(List.of(commands.set(key, bytes("text")), commands.incr(key), commands.get(key)));
        assertThat(replies.get(0)).isEqualTo("OK");
        assertThat(replies.get(1)).isInstanceOf(ServerException.class);
        assertThat(replies.get(2)).isEqualTo(bytes("text"));
    }

    @Test
    void callAll_cutOff_isUnknownForWritesAndRepeatedForReads() {
        link.callAll(List.of(commands.ping()));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        List<Object> cut = link.callAll(List.of(commands.get(key), commands.incr(key)));
        assertThat(cut.get(0)).isEqualTo(bytes("1"));
        assertThat(cut.get(1)).isInstanceOf(OutcomeUnknownException.class);
        link.callAll(List.of(commands.ping()));
        proxy.next(Direction.REPLIES, Fault.closeUnless("%+"), 1);
        assertThat(link.callAll(List.of(commands.get(key), commands.exists(key))))
                .containsExactly(bytes("1"), true);
    }

    @Test
    void callAll_commandsLargerThanABuffer_answersInOrder() {
        List<CommandObject<?>> batch = new ArrayList<>();
        for (int size : new int[] {1, 40_000, 16_384, 16_300, 5, 200_000, 0, 16_383}) {
            batch.add(commands.setGet(key, new byte[size]));
        }
        List<Object> replies = direct.callAll(batch);
        assertThat(replies.subList(1, 8))
                .extracting(reply -> ((byte[]) reply).length)
                .containsExactly(1, 40_000, 16_384, 16_300, 5, 200_000, 0);
    }

    @Test
    void send_anyCommand_answersOrFails() {
        assertThat(link.send(commands.incr(key)).toCompletableFuture())
                .succeedsWithin(Duration.ofSeconds(1))
                .isEqualTo(1L);
        assertThat(link.send(commands.hget(key, key)).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableThat()
                .withCauseInstanceOf(ServerException.class);
    }

    @Test
    void call_closedLink_isNotExecuted() {
        link.call(commands.ping());
        link.close();
        assertThatThrownBy(() -> link.call(commands.get(key)))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageEndingWith("was not sent: the connection to the server is closed");
    }

    @Test
    void call_manyThreads_eachGetsItsOwnReply() {
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            String mine = "thread " + thread;
            callers.add(CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 500; round++) {
                    assertThat(direct.call(commands.echo(mine))).isEqualTo(mine);
                }
            }));
        }
        assertThat(CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)))
                .succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void toString_settings_hideThePassword() {
        assertThat(TestServer.settings().withPassword("canary").toString()).doesNotContain("canary");
        assertThat(new LinkTls(LinkTls.Verify.FULL, null, "canary").toString()).doesNotContain("canary");
    }

    @Test
    void failures_anyOfOurs_areOfOneFamily() {
        assertThat(List.of(NotExecutedException.class, OutcomeUnknownException.class, ServerException.class))
                .allMatch(JambryException.class::isAssignableFrom);
    }

    private static long millisSince(long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }
}
