// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

class ExecuteTest {

    private static final CommandObjects COMMANDS = new CommandObjects(RedisProtocol.RESP3);

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @Test
    void execute_anyCommand_isCalledSentAndBatched() {
        byte[] key = shelf.structures().keyOf("text");
        assertThat(new String(key, StandardCharsets.UTF_8)).isEqualTo(shelf.namespace() + ":{text}");
        assertThat(shelf.structures()
                        .execute(COMMANDS.append(key, bytes("hello")))
                        .call())
                .isEqualTo(5);
        assertThat(shelf.structures()
                        .execute(COMMANDS.getrange(key, 1, 3))
                        .send()
                        .toCompletableFuture()
                        .join())
                .isEqualTo(bytes("ell"));
        Batch batch = shelf.structures().atomicBatch();
        Pending<Long> length = batch.add(shelf.structures().execute(COMMANDS.strlen(key)));
        batch.execute();
        assertThat(length.get()).isEqualTo(5);
    }

    @Test
    void execute_keys_areVerbatim() {
        String key = "verbatim-" + UUID.randomUUID();
        shelf.structures().execute(COMMANDS.set(key, "v")).call();
        assertThat(shelf.structures().keys().exists(ServerKey.verbatim(key)).call())
                .isTrue();
        assertThat(shelf.structures().keys().delete(ServerKey.verbatim(key)).call())
                .isTrue();
    }

    @Test
    void execute_refusedCommand_isNamed() {
        byte[] key = shelf.structures().keyOf("number");
        shelf.structures().execute(COMMANDS.set(key, bytes("secret"))).call();
        assertThatThrownBy(() -> shelf.structures().execute(COMMANDS.incr(key)).call())
                .isInstanceOf(ServerException.class)
                .hasMessageStartingWith("command 'INCR': INCR on ")
                .hasMessageNotContaining("secret")
                .hasMessageNotContaining("number");
        assertThatThrownBy(() -> shelf.structures().execute(COMMANDS.llen(key)).call())
                .isInstanceOf(ServerException.class)
                .hasMessageEndingWith("; one of its keys has a structure of another kind than it expects");
    }

    @Test
    void execute_commandThatWaits_isRefused() {
        assertThatThrownBy(() -> shelf.structures().execute(COMMANDS.blpop(1, "list")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "command 'BLPOP' waits on the server, and would keep those waiting who share the connection; use the"
                                + " structure that has it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SUBSCRIBE channel", "select 3", "MULTI", "CLIENT REPLY OFF", "client tracking on", "WAIT 1 100"
            })
    void execute_commandAboutTheConnection_isRefused(String words) {
        assertThatThrownBy(() -> shelf.structures().execute(command(words.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith(
                        "' is about a connection, but connections are shared; use an atomic batch, a topic, or the settings");
    }

    @Test
    void execute_commandAboutOtherClients_isAllowed() {
        assertThat(shelf.structures().execute(command("CLIENT", "ID")).call()).isInstanceOf(Long.class);
    }

    private static CommandObject<Object> command(String... words) {
        byte[] name = bytes(words[0]);
        CommandArguments arguments = new CommandArguments(() -> name);
        for (int i = 1; i < words.length; i++) {
            arguments.add(words[i]);
        }
        return new CommandObject<>(arguments, BuilderFactory.RAW_OBJECT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
