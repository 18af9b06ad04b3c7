// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerFlavour;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server that we promise to work with. */
@Tag("faults")
class ServerVersionsTest {

    static Stream<ServerBinary> servers() {
        return ServerBinary.all().stream();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void tools_everyServer_doTheSame(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                RedisLink link = RedisLink.open(LinkSettings.of(ServerProcess.HOST, server.port()))) {
            Structures structures = NamespaceStructures.of(link, "versions", new PlainForms());
            limits(structures);
            scripts(structures);
            functions(structures, binary);
            keys(structures);
            servers(structures, binary);
        }
    }

    private static void limits(Structures structures) {
        for (RateLimit limit : RateModelTest.limits().toList()) {
            RedisRateLimiter limiter = structures.rateLimiter("limit " + limit, limit);
            RateModel model = RateModel.of(limit);
            for (int i = 0; i < 2000; i++) {
                RateReply reply = link(limiter).call(limiter.script(i % 2));
                assertThat(reply.decision()).isEqualTo(model.decide(reply.moment(), i % 2));
            }
            limiter.delete().call();
        }
    }

    private static StructureLink link(RedisRateLimiter limiter) {
        return limiter.link();
    }

    private static void scripts(Structures structures) {
        Script<Long> add =
                Script.of("add", 1, "return redis.call('HINCRBY', KEYS[1], 'n', ARGV[1])", ScriptResult.number());
        Batch atomic = structures.atomicBatch();
        Pending<Long> sum = atomic.add(structures.run(add, List.of("sum"), 5));
        Pending<Boolean> there =
                atomic.add(structures.map("sum", String.class, String.class).exists());
        atomic.execute();
        assertThat(sum.get()).isEqualTo(5);
        assertThat(there.get()).isTrue();
        assertThat(structures.run(add, List.of("sum"), 2).call()).isEqualTo(7);
        assertThat(structures
                        .run(Script.of("truth", 1, "return true", ScriptResult.truth()), List.of("sum"))
                        .call())
                .isTrue();
    }

    private static void functions(Structures structures, ServerBinary binary) {
        FunctionLibrary library =
                FunctionLibrary.of("lib", 1, "redis.register_function('seven', function() return 7 end)");
        RedisFunction<Long> seven = RedisFunction.of("seven", 1, ScriptResult.number());
        boolean supported = binary.flavour() == ServerFlavour.VALKEY || binary.isAtLeast(ServerFlavour.REDIS, 7, 0);
        assertThat(structures.functions().areSupported()).isEqualTo(supported);
        if (supported) {
            assertThat(structures.functions().load(library)).isTrue();
            assertThat(structures
                            .functions()
                            .load(FunctionLibrary.of(
                                    "lib", 2, "redis.register_function('seven', function() return 7 end)")))
                    .isTrue();
            assertThat(structures.run(seven, List.of("any")).call()).isEqualTo(7);
            assertThat(structures.functions().libraries().call()).hasSize(1);
            return;
        }
        String help =
                "; this server has no functions, which Redis has from 7.0 on, and Valkey: use a Script, which every server runs";
        assertThatThrownBy(() -> structures.functions().load(library))
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("function 'lib': FUNCTION on ")
                .hasMessageEndingWith(help);
        assertThatThrownBy(() -> structures.run(seven, List.of("any")).call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("function 'seven': FCALL on ")
                .hasMessageEndingWith(help);
    }

    private static void keys(Structures structures) {
        KeySpace keys = structures.keys();
        ServerKey key = keys.of("sum");
        assertThat(keys.type(key).call()).contains("hash");
        assertThat(keys.copy(key, keys.of("copy"), IfPresent.KEEP).call()).isTrue();
        assertThat(keys.idleTime(key).call()).isPresent();
        assertThat(keys.idleTime(keys.of("absent")).call()).isEmpty();
        assertThat(keys.memory(key).call()).isPresent();
        byte[] dump = keys.dump(key).call().orElseThrow();
        keys.restore(keys.of("restored"), dump, Duration.ofHours(1), IfPresent.KEEP)
                .call();
        assertThat(keys.matching("*").ofType("hash").count()).isEqualTo(3);
        assertThat(keys.matching("*").delete().changed()).isEqualTo(3);
    }

    private static void servers(Structures structures, ServerBinary binary) {
        RedisServer server = structures.servers().primaries().get(0);
        ServerInfo info = server.info().call();
        assertThat(info.flavour()).isEqualTo(binary.flavour().label());
        assertThat(info.version()).startsWith(binary.version());
        assertThat(info.mode()).isEqualTo("standalone");
        assertThat(info.memory().used()).isPositive();
        assertThat(server.memory().call().total()).isPositive();
        assertThat(server.clients().call()).isNotEmpty();
        assertThat(server.slowLog(10).call()).isNotNull();
        assertThat(server.latency().call()).isNotNull();
        assertThat(server.size().call()).isZero();
        assertThat(server.time().call()).isNotNull();
        server.forgetSlowLog().call();
        server.forgetLatency().call();
    }
}
