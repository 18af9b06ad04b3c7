// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.redis.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

class RedisServersTest {

    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP3);

    private static Shelf shelf;
    private static RedisServer server;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
        List<RedisServer> servers = shelf.structures().servers().primaries();
        assertThat(servers).hasSize(1);
        server = servers.get(0);
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @Test
    void address_oneServer_isTheOneOfTheSettings() {
        assertThat(server.address())
                .isEqualTo(
                        TestServer.shared().host() + ":" + TestServer.shared().port());
    }

    @Test
    void info_runningServer_tellsWhatItIs() {
        shelf.structures().map("info", String.class, String.class).put("k", "v").call();
        ServerInfo info = server.info().call();
        assertThat(info.flavour()).isEqualTo("redis");
        assertThat(info.version()).startsWith("7.0");
        assertThat(info.mode()).isEqualTo("standalone");
        assertThat(info.role()).isEqualTo("master");
        assertThat(info.clients().connected()).isPositive();
        assertThat(info.clients().most()).isPositive();
        assertThat(info.memory().used()).isPositive();
        assertThat(info.memory().policy()).isEqualTo("noeviction");
        assertThat(info.traffic().commands()).isPositive();
        assertThat(info.persistence().loading()).isFalse();
        assertThat(info.databases().get(0).keys()).isPositive();
        assertThat(info.field("run_id").orElseThrow()).hasSize(40);
        assertThat(info.field("no such field")).isEmpty();
        assertThat(server.info("commandstats").call().field("cmdstat_info")).isPresent();
    }

    @Test
    void sizeAndTime_runningServer_areIts() {
        assertThat(server.size().call()).isNotNegative();
        assertThat(server.time().call())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    }

    @Test
    void clients_runningServer_listsUs() {
        List<ConnectedClient> clients = server.clients().call();
        assertThat(clients).anyMatch(client -> client.command().equals("client|list"));
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.id()).isPositive();
            assertThat(client.address()).contains(":");
            assertThat(client.user()).isEqualTo("default");
            assertThat(client.idle()).isLessThanOrEqualTo(client.age().plusSeconds(1));
            assertThat(client.fields()).containsKey("flags");
        });
    }

    @Test
    void memory_runningServer_isPutTogether() {
        MemoryUse memory = server.memory().call();
        assertThat(memory.total()).isPositive();
        assertThat(memory.peak()).isGreaterThanOrEqualTo(memory.dataset());
        assertThat(memory.fragmentation()).isPositive();
    }

    @Test
    void slowLog_slowCommand_isToldWithoutItsArguments() {
        shelf.structures()
                .execute(COMMANDS.eval("for i = 1, 1e7 do end return 1 -- secret"))
                .call();
        SlowCommand slow = server.slowLog(100).call().stream()
                .filter(command -> command.words().toString().contains("-- secret"))
                .findFirst()
                .orElseThrow();
        assertThat(slow.command()).isEqualToIgnoringCase("eval");
        assertThat(slow.took()).isPositive();
        assertThat(slow.at()).isAfter(Instant.now().minusSeconds(600));
        assertThat(slow.client()).contains(":");
        assertThat(slow.toString()).doesNotContain("secret").contains("arguments took");
        server.forgetSlowLog().call();
        assertThatThrownBy(() -> server.slowLog(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count is less than 1: 0");
    }

    @Test
    void latency_nothingNoted_isEmpty() {
        server.forgetLatency().call();
        assertThat(server.latency().call()).isEmpty();
    }

    @Test
    void latency_entry_isRead() {
        assertThat(LatencySpike.of(List.of("command".getBytes(), 1_700_000_000L, 251L, 1001L)))
                .isEqualTo(new LatencySpike(
                        "command",
                        Instant.ofEpochSecond(1_700_000_000L),
                        Duration.ofMillis(251),
                        Duration.ofMillis(1001)));
    }

    @Test
    void batch_operationOfASingleServer_isCarriedOut() {
        Batch batch = shelf.structures().batch();
        // a single server's link is that of everybody
        batch.add(server.size());
        batch.execute();
        assertThat(batch.size()).isEqualTo(1);
    }
}
