// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Opened;
import io.jambry.ServerException;
import io.jambry.redis.FastPath;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Condition;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;

/**
 * The contract on a server of some version, with the commands of newer versions where there are any. A test of it has the
 * servers as parameters of the class, and hands each over before its turn.
 */
public abstract class ServerStoreContract extends StoreContract {

    private static final Opened OPENED = new Opened();

    private static LinkSettings settings;
    private static RedisNamespace namespace;

    /** Takes the server under test, which is closed after its turn. */
    protected static void test(AutoCloseable server, LinkSettings way) {
        OPENED.add(server);
        settings = way;
        namespace = OPENED.add(RedisNamespace.open(meeting(way), "servers", "member", Duration.ofSeconds(3)));
    }

    @AfterParameterizedClassInvocation
    static void closeAll() throws Exception {
        OPENED.closeAll();
    }

    /** A link that knows its server. */
    private static RedisLink meeting(LinkSettings server) {
        RedisLink link = OPENED.add(RedisLink.open(server));
        link.call(link.commands().ping());
        return link;
    }

    @Override
    protected Store open(String name) {
        return namespace.store(name);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void fastPaths_answerAsScriptsDo() {
        Store fast = namespace.store("fast");
        RedisLink plain = RedisLink.open(settings);
        for (FastPath path : FastPath.values()) {
            plain.refuse(path);
        }
        try (RedisNamespace slow = RedisNamespace.open(plain, "servers", "slow", Duration.ofSeconds(3))) {
            for (Store store : List.of(fast, slow.store("slow"))) {
                Ttl minute = Ttl.ofMillis(60_000);
                Put put = new Put(bytes("two"), minute, minute, Condition.bytes(bytes("one")), Want.OUTCOME);
                assertThat(store.execute(bytes("k"), put).outcome()).isEqualTo(Outcome.UNTOUCHED);
                assertThat(store.execute(bytes("k"), put).value()).isNull();
                store.execute(bytes("k"), new Put(bytes("one"), minute, minute, Condition.NONE, Want.NOTHING));
                assertThat(store.execute(bytes("k"), put).outcome()).isEqualTo(Outcome.UPDATED);
                StoreReply differs = store.execute(bytes("k"), put);
                assertThat(differs.outcome()).isEqualTo(Outcome.UNTOUCHED);
                assertThat(differs.value()).isEqualTo(bytes("two"));
                StoreReply kept =
                        store.execute(bytes("k"), new StoreRequest.Remove(Condition.bytes(bytes("one")), Want.OUTCOME));
                assertThat(kept.outcome()).isEqualTo(Outcome.UNTOUCHED);
                assertThat(kept.value()).isEqualTo(bytes("two"));
                assertThat(store.execute(
                                        bytes("k"),
                                        new StoreRequest.Remove(Condition.bytes(bytes("two")), Want.OUTCOME))
                                .outcome())
                        .isEqualTo(Outcome.REMOVED);
                List<byte[]> keys =
                        IntStream.range(0, 250).mapToObj(i -> bytes("many" + i)).toList();
                List<StoreRequest> puts = IntStream.range(0, 250)
                        .mapToObj(i ->
                                (StoreRequest) new Put(bytes("v" + i), minute, minute, Condition.NONE, Want.NOTHING))
                        .toList();
                assertThat(store.executeAll(keys, puts)).hasSize(250);
                assertThat(store.execute(bytes("many249"), StoreRequest.GET).value())
                        .isEqualTo(bytes("v249"));
                assertThat(store.execute(bytes("many0"), new StoreRequest.Get(Ttl.KEEP, /* remainingTtl= */ true))
                                .value())
                        .isEqualTo(bytes("v0"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void fastPath_isUsedIfTheServerKnowsIt(FastPath path) {
        try (RedisLink link = meeting(settings)) {
            boolean used = link.has(path);
            assertThat(used).isEqualTo(isKnown(link, path));
        }
    }

    private static boolean isKnown(RedisLink link, FastPath path) {
        CommandArguments arguments = new CommandArguments(path.command());
        CommandArguments complete = switch (path) {
            case SET_IFEQ ->
                arguments.key("probe").add("new").add("IFEQ").add("old").add("GET");
            case DELIFEQ -> arguments.key("probe").add("old");
            case DELEX -> arguments.key("probe").add("IFEQ").add("old");
            case MSETEX ->
                arguments.add("1").key("probe").add("value").add("PX").add("1");
        };
        try {
            link.call(new CommandObject<>(complete, BuilderFactory.RAW_OBJECT));
            return true;
        } catch (ServerException unknown) {
            return false;
        }
    }
}
