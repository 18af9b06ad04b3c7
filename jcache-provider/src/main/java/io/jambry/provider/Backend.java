// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConnectionSettings;
import io.jambry.ManagerSettings;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.Endpoint;
import io.jambry.redis.LinkIdentity;
import io.jambry.redis.LinkLimits;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.LinkTls;
import io.jambry.redis.RedisLink;
import io.jambry.redis.Topology;
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
                .maxWaiting(connection.maxWaiting())
                .heartbeat(connection.heartbeat())
                .breakerFailures(connection.breakerFailures())
                .breakerPause(connection.breakerPause())
                .build();
    }

    /** Connects to a store that is {@linkplain #reachable reachable}. */
    static Namespace open(ConnectionSettings connection, ManagerSettings manager, String memberId) {
        return connection.scheme() == ConnectionSettings.Scheme.MEMORY
                ? new MemoryNamespace(System::currentTimeMillis)
                : redis(link(connection), manager, memberId);
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

    /** What the wire needs to know of a connection. */
    static LinkSettings link(ConnectionSettings connection) {
        return new LinkSettings(
                topology(connection),
                connection.addresses().stream()
                        .map(address -> new Endpoint(address.host(), address.port()))
                        .toList(),
                connection.primaryName().orElse(null),
                new LinkIdentity(
                        connection.credentials(),
                        connection.sentinelCredentials(),
                        connection.database(),
                        connection.clientName()),
                connection.scheme().isTls() ? tls(connection) : null,
                new LinkLimits(
                        connection.timeout(),
                        connection.connectTimeout(),
                        connection.poolSize(),
                        connection.maxWaiting(),
                        connection.heartbeat(),
                        connection.breakerFailures(),
                        connection.breakerPause()));
    }

    private static Topology topology(ConnectionSettings connection) {
        return switch (connection.scheme().topology()) {
            case STANDALONE -> Topology.STANDALONE;
            case SENTINEL -> Topology.SENTINEL;
            case CLUSTER -> Topology.CLUSTER;
            case LOCAL -> throw new IllegalStateException("the embedded server is not started");
        };
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
                connection.tlsTruststorePassword().orElse(null),
                connection.tlsKeystore().orElse(null),
                connection.tlsKeystorePassword().orElse(null));
    }
}
