// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.ConnectionSettings;
import io.jambry.ConnectionSettings.TlsVerify;
import io.jambry.ManagerSettings;
import io.jambry.config.Configuration;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.LinkTls;
import io.jambry.redis.RedisLink;
import io.jambry.spi.Namespace;
import io.jambry.store.memory.MemoryNamespace;
import io.jambry.store.redis.RedisNamespace;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** From settings to a namespace: the only place that knows concrete stores. */
final class Backend {

    private Backend() {}

    static Namespace open(Configuration configuration, String memberId) {
        ConnectionSettings connection = configuration.connection();
        return switch (connection.scheme()) {
            case MEMORY -> new MemoryNamespace(System::currentTimeMillis);
            case EMBEDDED -> redis(embedded(connection), configuration.manager(), memberId);
            case REDIS, REDISS, VALKEY, VALKEYS -> redis(
                    link(connection, connection.host(), connection.port(), connection.password().orElse(null)),
                    configuration.manager(),
                    memberId);
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

    private static LinkSettings embedded(ConnectionSettings connection) {
        EmbeddedSettings settings =
                EmbeddedSettings.DEFAULT.withBinary(connection.embeddedBinary().orElse(null));
        URI url = connection.url();
        String name = url.getSchemeSpecificPart() == null ? "" : url.getSchemeSpecificPart();
        EmbeddedServer server = EmbeddedServer.shared(name, settings);
        return link(connection, server.host(), server.port(), server.password());
    }

    private static LinkSettings link(
            ConnectionSettings connection, String host, int port, @Nullable String password) {
        return new LinkSettings(
                host,
                port,
                connection.username().orElse(null),
                password,
                connection.database(),
                connection.scheme().isTls() ? tls(connection) : null,
                connection.clientName(),
                connection.timeout(),
                connection.connectTimeout(),
                connection.poolSize());
    }

    private static LinkTls tls(ConnectionSettings connection) {
        LinkTls.Verify verify =
                connection.tlsVerify() == TlsVerify.FULL ? LinkTls.Verify.FULL : LinkTls.Verify.NONE;
        return new LinkTls(
                verify,
                connection.tlsTruststore().orElse(null),
                connection.tlsTruststorePassword().orElse(null));
    }
}
