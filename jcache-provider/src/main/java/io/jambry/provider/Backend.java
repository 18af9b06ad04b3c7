// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConnectionSettings;
import io.jambry.ManagerSettings;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.LinkTls;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Namespace;
import io.jambry.store.memory.MemoryNamespace;
import io.jambry.store.redis.RedisNamespace;

/** From settings to a namespace: the only place that knows concrete stores. */
final class Backend {

    private Backend() {}

    /** Starts the server that {@code embedded:} means, and tells how to reach it; other settings stay as they are. */
    static ConnectionSettings reachable(ConnectionSettings connection) {
        if (connection.scheme() != ConnectionSettings.Scheme.EMBEDDED) {
            return connection;
        }
        EmbeddedSettings settings =
                EmbeddedSettings.DEFAULT.withBinary(connection.embeddedBinary().orElse(null));
        EmbeddedServer server = EmbeddedServer.shared(connection.host(), settings);
        return ConnectionSettings.builder()
                .url("redis://" + server.host() + ":" + server.port())
                .password(server.password())
                .database(connection.database())
                .clientName(connection.clientName())
                .timeout(connection.timeout())
                .connectTimeout(connection.connectTimeout())
                .poolSize(connection.poolSize())
                .build();
    }

    /** Connects to a store that is {@linkplain #reachable reachable}. */
    static Namespace open(ConnectionSettings connection, ManagerSettings manager, String memberId) {
        return switch (connection.scheme()) {
            case MEMORY -> new MemoryNamespace(System::currentTimeMillis);
            case REDIS, REDISS, VALKEY, VALKEYS -> redis(link(connection), manager, memberId);
            case EMBEDDED -> throw new IllegalStateException("the embedded server is not started");
        };
    }

    private static Namespace redis(LinkSettings settings, ManagerSettings manager, String memberId) {
        RedisLink link = RedisLink.open(settings);
        try {
            return RedisNamespace.open(link, manager.namespace(), memberId, manager.lease());
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private static LinkSettings link(ConnectionSettings connection) {
        return new LinkSettings(
                connection.host(),
                connection.port(),
                connection.username().orElse(null),
                connection.password().orElse(null),
                connection.database(),
                connection.scheme().isTls() ? tls(connection) : null,
                connection.clientName(),
                connection.timeout(),
                connection.connectTimeout(),
                connection.poolSize());
    }

    private static LinkTls tls(ConnectionSettings connection) {
        LinkTls.Verify verify = switch (connection.tlsVerify()) {
            case FULL -> LinkTls.Verify.FULL;
            case CA -> LinkTls.Verify.CA;
            case NONE -> LinkTls.Verify.NONE;
        };
        return new LinkTls(
                verify,
                connection.tlsTruststore().orElse(null),
                connection.tlsTruststorePassword().orElse(null));
    }
}
