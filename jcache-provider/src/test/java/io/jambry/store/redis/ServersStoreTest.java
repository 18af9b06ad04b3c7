// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.FastPath;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract on every server version that is to be had, with the commands of newer versions where there are any. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.servers.ServerBinary#all")
@Tag("servers")
class ServersStoreTest extends StoreContract {

    private final ServerBinary binary;
    private static ServerProcess server;
    private static RedisLink link;
    private static RedisNamespace namespace;

    ServersStoreTest(ServerBinary binary) {
        this.binary = binary;
    }

    @BeforeParameterizedClassInvocation
    static void start(ServerBinary binary) throws Exception {
        server = ServerProcess.start(binary, List.of());
        link = RedisLink.open(LinkSettings.of("127.0.0.1", server.port()));
        link.call(link.commands().ping());
        namespace = RedisNamespace.open(link, "servers", "member", Duration.ofSeconds(3));
    }

    @AfterParameterizedClassInvocation
    static void stop() throws Exception {
        namespace.close();
        server.close();
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
        RedisLink plain = RedisLink.open(LinkSettings.of("127.0.0.1", server.port()));
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

    @Test
    void fastPaths_versionThatHasThem_areUsed() {
        boolean ifeq =
                binary.toString().contains("valkey-8.1") || binary.toString().contains("valkey-9.1");
        boolean msetex = binary.toString().contains("valkey-9.1");
        assertThat(link.has(FastPath.SET_IFEQ)).isEqualTo(ifeq);
        assertThat(link.has(FastPath.DELIFEQ)).isEqualTo(msetex);
        assertThat(link.has(FastPath.MSETEX)).isEqualTo(msetex);
        assertThat(link.has(FastPath.DELEX)).isFalse();
    }
}
