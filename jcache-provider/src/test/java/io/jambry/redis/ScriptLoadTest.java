// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A server that has forgotten the scripts, and a connection that breaks while it learns them. */
class ScriptLoadTest {

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void call_connectionBreaksWhileTheScriptIsLoaded_isNotExecutedAndFreesItsPlace() {
        byte[] key = "script:{load}".getBytes(StandardCharsets.US_ASCII);
        byte[] one = {'1'};
        byte[] none = {};
        byte[] eternal = {'0'};
        try (FaultProxy cutter = FaultProxy.to(server.port()).set(Direction.REQUESTS, Fault.closeAt("LOAD"));
                RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", cutter.port())
                        .withPassword(server.password())
                        .withTimeout(Duration.ofMillis(500))
                        .withPoolSize(1))) {
            assertThatThrownBy(() -> link.call(RedisScript.ADD.with(key, one, none, eternal, eternal)))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("SCRIPT on 127.0.0.1:" + cutter.port() + " lost its connection");

            assertThat(link.call(link.commands().get(key))).isNull();
        }
    }
}
