// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConfigurationException;
import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.ManagerSettings;
import io.jambry.config.Configuration;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.Endpoint;
import io.jambry.redis.LinkIdentity;
import io.jambry.redis.LinkLimits;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.LinkTls;
import io.jambry.redis.Topology;
import io.jambry.spi.Namespace;
import io.jambry.store.memory.MemoryNamespace;
import io.jambry.store.redis.RedisNamespace;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

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

    /**
     * Chooses the way to the servers: that of the manager in the {@code Properties}, else the one of a name, else one of its own.
     *
     * @return a link that is held for the caller; null for {@code memory:}, which needs none
     */
    static @Nullable SharedLink link(Configuration configuration, Properties given) {
        if (given.get(Jambry.MANAGER_ITSELF) instanceof Jambry manager) {
            return ofManager(manager);
        }
        Optional<String> name = configuration.manager().connectionName();
        ConnectionSettings connection = reachable(configuration.connection());
        if (connection.scheme() == ConnectionSettings.Scheme.MEMORY) {
            name.ifPresent(shared -> {
                throw new ConfigurationException("setting 'connection-name' is '" + shared
                        + "', but a memory: store belongs to one manager and has no connection to share; take out"
                        + " 'connection-name', or correct 'url'");
            });
            return null;
        }
        return name.map(shared -> SharedLinks.named(shared, connection)).orElseGet(() -> SharedLinks.own(connection));
    }

    private static SharedLink ofManager(Jambry manager) {
        SharedLink link = manager.unwrap(JambryCacheManager.class).link();
        if (link == null || !link.hold()) {
            throw new ConfigurationException("Properties key '" + Jambry.MANAGER_ITSELF
                    + "' holds a cache manager that is closed; give an open one, or the settings of a connection");
        }
        return link;
    }

    /** Opens a namespace: over a link that is held for it, and released when it is closed; in this JVM if there is none. */
    static Namespace open(@Nullable SharedLink link, ManagerSettings manager, String memberId) {
        if (link == null) {
            return new MemoryNamespace(System::currentTimeMillis);
        }
        try {
            return RedisNamespace.open(
                    link.link(), link::release, manager.namespace(), memberId, manager.lease(), manager.expiryGrace());
        } catch (RuntimeException e) {
            link.release();
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
