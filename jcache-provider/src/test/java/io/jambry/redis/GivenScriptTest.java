// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.DecodingException;
import io.jambry.JambryException;
import io.jambry.ServerException;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;

/** Scripts of applications, each with a text that no server knows before. */
class GivenScriptTest {

    private static RedisLink link;

    private final byte[] key = ("given:{" + UUID.randomUUID() + "}").getBytes(UTF_8);

    @BeforeAll
    static void open() {
        link = RedisLink.open(TestServer.settings());
    }

    @AfterAll
    static void close() {
        link.close();
    }

    @Test
    void call_scriptUnknownToTheServer_isTaughtAndRun() {
        GivenScript append = script("return redis.call('APPEND', KEYS[1], ARGV[1])");
        assertThat(link.call(call(append, "ab"))).isEqualTo(2L);
        assertThat(link.call(call(append, "c"))).isEqualTo(3L);
        assertThat(link.send(call(script("return 7"))).toCompletableFuture().join())
                .isEqualTo(7L);
    }

    @Test
    void callAll_scriptsUnknownToTheServer_areTaughtAndRunInOrder() {
        GivenScript append = script("return redis.call('APPEND', KEYS[1], ARGV[1])");
        GivenScript read = script("return redis.call('GET', KEYS[1])");
        List<Object> replies = link.callAll(List.of(
                link.commands().set(key, "x".getBytes(UTF_8)), call(append, "y"), call(append, "z"), call(read)));
        assertThat(replies.subList(0, 1)).containsExactly("OK");
        assertThat(replies.subList(1, 3)).allMatch(Long.class::isInstance);
        assertThat(link.call(call(read)))
                .asInstanceOf(InstanceOfAssertFactories.BYTE_ARRAY)
                .hasSize(3);
    }

    @Test
    void transaction_scriptUnknownToTheServer_runsAmongTheOthers() {
        GivenScript append = script("return redis.call('APPEND', KEYS[1], ARGV[1])");
        List<Object> replies = link.transaction(List.of(
                link.commands().set(key, "x".getBytes(UTF_8)),
                call(append, "y"),
                RedisScript.PERSIST.with(key),
                call(append, "z"),
                link.commands().strlen(key)));
        assertThat(replies).containsExactly("OK", 2L, 1L, 3L, 3L);
    }

    @Test
    void transaction_scriptThatIsNoLua_failsForThatAndOthersRun() {
        List<Object> replies = link.transaction(List.of(
                link.commands().set(key, "x".getBytes(UTF_8)),
                call(script("this is no Lua")),
                link.commands().strlen(key)));
        assertThat(replies.get(0)).isEqualTo("OK");
        assertThat(replies.get(1))
                .isInstanceOf(ServerException.class)
                .asInstanceOf(InstanceOfAssertFactories.THROWABLE)
                .hasMessageContaining("EVALSHA given on ")
                .hasMessageContaining("compiling script");
        assertThat(replies.get(2)).isEqualTo(1L);
    }

    @Test
    void as_scriptUnknownToTheServer_isStillOneThatCanBeTaught() {
        PlainCommand<Object> plain = (PlainCommand<Object>) call(script("return 'text'"));
        assertThat(link.call(plain.as(BuilderFactory.STRING))).isEqualTo("text");
    }

    @Test
    void callAll_resultThatCannotBeMade_isTheTroubleOfItsCommand() {
        JambryException undecodable = new DecodingException("not decodable", null);
        CommandObject<Object> bad = script("return 1")
                .with(
                        new Builder<>() {
                            @Override
                            public Object build(Object reply) {
                                throw undecodable;
                            }
                        },
                        key);
        assertThat(link.callAll(List.of(bad, link.commands().exists(key)))).containsExactly(undecodable, false);
        assertThat(link.transaction(List.of(bad, link.commands().exists(key)))).containsExactly(undecodable, false);
    }

    @Test
    void kind_givenScript_isWhatItWasSaidToBe() {
        CommandObject<Object> once = call(script("return 1"));
        CommandObject<Object> often =
                GivenScript.of("given", 1, "return 1", /* mayRunTwice= */ true).with(BuilderFactory.RAW_OBJECT, key);
        assertThat(CommandKind.name(once)).isEqualTo("EVALSHA given");
        assertThat(CommandKind.mayRunTwice(once)).isFalse();
        assertThat(CommandKind.mayRunTwice(often)).isTrue();
        assertThat(CommandKind.leavesNothing(often)).isFalse();
        assertThat(CommandKind.isReplicable(often)).isFalse();
    }

    @Test
    void areTogether_keysOfOneSlotOrOfSeveral_tellsThemApart() {
        assertThat(CommandKeys.areTogether(link.commands().mget("{a}1", "{a}2")))
                .isTrue();
        assertThat(CommandKeys.areTogether(link.commands().mget("a", "b"))).isFalse();
        assertThat(CommandKeys.areTogether(link.commands().mget("a".getBytes(UTF_8), "b".getBytes(UTF_8))))
                .isFalse();
        assertThat(CommandKeys.areTogether(link.commands().ping())).isTrue();
        assertThat(CommandKeys.count(call(script("return 1")))).isEqualTo(1);
    }

    private static GivenScript script(String text) {
        return GivenScript.of("given", 1, "-- " + UUID.randomUUID() + "\n" + text, /* mayRunTwice= */ false);
    }

    private CommandObject<Object> call(GivenScript script, String... arguments) {
        byte[][] words = new byte[1 + arguments.length][];
        words[0] = key;
        for (int i = 0; i < arguments.length; i++) {
            words[i + 1] = arguments[i].getBytes(UTF_8);
        }
        return script.with(BuilderFactory.RAW_OBJECT, words);
    }
}
