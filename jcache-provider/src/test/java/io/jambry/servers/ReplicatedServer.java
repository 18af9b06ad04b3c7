// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/** A server and one that follows it. */
public record ReplicatedServer(ServerProcess primary, ServerProcess replica) implements AutoCloseable {

    /** Starts both; the replica follows by the time this returns. */
    public static ReplicatedServer start(ServerBinary binary) {
        ServerProcess primary = ServerProcess.start(binary, List.of("repl-diskless-sync-delay 0"));
        try {
            ServerProcess replica = ServerProcess.start(binary, List.of("replicaof 127.0.0.1 " + primary.port()));
            ReplicatedServer both = new ReplicatedServer(primary, replica);
            both.awaitFollowing();
            return both;
        } catch (RuntimeException | Error e) {
            primary.close();
            throw e;
        }
    }

    /** Until the replica has acknowledged a write: one that has begun, or was paused, may need a moment to catch up. */
    public void awaitFollowing() {
        try (Jedis jedis = primary.connect()) {
            await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
                jedis.set("followed", "yes");
                return jedis.waitReplicas(1, 100) == 1;
            });
        }
    }

    @Override
    public void close() {
        replica.close();
        primary.close();
    }
}
