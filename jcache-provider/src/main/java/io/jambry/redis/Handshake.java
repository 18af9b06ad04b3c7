// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.Credentials;
import io.jambry.redis.NodeSettings.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The first words on a connection: protocol, authentication, database, name; and what the server says of itself. Confined to
 * one thread.
 */
final class Handshake extends Connection {

    private Handshake(WireSockets sockets) {
        super(Connection.builder().socketFactory(sockets));
    }

    /** Shakes hands on sockets that this connects; returns what the server says of itself. */
    static ServerIdentity on(WireSockets sockets, NodeSettings settings) throws IOException {
        LinkIdentity identity = settings.identity();
        Credentials credentials = settings.credentials();
        Handshake handshake = new Handshake(sockets);
        handshake.initializeFromClientConfig(DefaultJedisClientConfig.builder()
                .user(credentials.username())
                .password(credentials.password())
                .database(identity.database())
                .clientName(identity.clientName())
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .socketTimeoutMillis(0)
                .build());
        if (settings.role() == Role.CLUSTER_REPLICA) {
            handshake.executeCommand(new CommandArguments(Command.READONLY));
        }
        return ServerIdentity.of(handshake.introduced());
    }

    /** What HELLO answers; nothing where a user may not ask, or a server does not know it. */
    private @Nullable Object introduced() {
        try {
            return executeCommand(new CommandArguments(Command.HELLO));
        } catch (JedisDataException refusal) {
            return null;
        }
    }

    /** A reply of a map, in either protocol, looked up by a key. */
    static @Nullable Object field(@Nullable Object reply, String key) {
        if (!(reply instanceof List<?> list)) {
            return null;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map.Entry<?, ?> entry && key.equals(text(entry.getKey()))) {
                return entry.getValue();
            }
            if (list.get(i) instanceof byte[] name && i + 1 < list.size() && key.equals(text(name))) {
                return list.get(i + 1);
            }
        }
        return null;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
