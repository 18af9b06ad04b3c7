// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.Credentials;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one node is talked to.
 *
 * @param endpoint where it listens
 * @param role what it is to us
 * @param link the settings of the link it belongs to
 * @param encryption makes encrypted sockets; null for plain ones
 */
record NodeSettings(
        Endpoint endpoint,
        Role role,
        LinkSettings link,
        @Nullable LinkEncryption encryption) {

    /** What a node is to us. */
    enum Role {
        /** The only server. */
        STANDALONE,
        /** A primary or a replica under sentinels. */
        WATCHED,
        /** A sentinel. */
        SENTINEL,
        /** A primary of a cluster. */
        CLUSTER,
        /** A replica of a cluster, for reads. */
        CLUSTER_REPLICA;

        /** As those who watch see it. */
        String shown() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    LinkIdentity identity() {
        LinkIdentity identity = link.identity();
        return role == Role.SENTINEL
                ? new LinkIdentity(
                        identity.sentinelCredentials(), identity.sentinelCredentials(), 0, identity.clientName())
                : identity;
    }

    /** What to authenticate with; a provider that fails, or gives nothing, is told as a failure to connect. */
    Credentials credentials() throws IOException {
        try {
            Credentials credentials = identity().credentials().credentials();
            if (credentials != null) {
                return credentials;
            }
        } catch (RuntimeException e) {
            // its message may show what must not be shown
            throw new IOException("'credentials-provider' threw " + e.getClass().getName());
        }
        throw new IOException("'credentials-provider' gave null instead of credentials");
    }

    @Nullable
    LinkTls tls() {
        return link.tls();
    }

    LinkLimits limits() {
        return link.limits();
    }

    /** What speaks against a server that has introduced itself, and what to change; null for nothing. */
    @Nullable
    String objection(ServerIdentity server) {
        if (server.isTooOld()) {
            return "is " + server + "; it must be Redis 6.2 or Valkey 7.2 at least";
        }
        if (server.mode().isEmpty()) {
            return null;
        }
        if (role == Role.SENTINEL) {
            return server.isSentinel() ? null : "is no sentinel; name the sentinels, or use a URL for a server itself";
        }
        if (server.isSentinel()) {
            return "is a sentinel; use a URL that begins with redis+sentinel: and has 'primary-name'";
        }
        boolean clusterExpected = role == Role.CLUSTER || role == Role.CLUSTER_REPLICA;
        if (clusterExpected == server.isCluster()) {
            return null;
        }
        return clusterExpected
                ? "is not part of a cluster; use a URL that begins with redis: or rediss:"
                : "is part of a cluster; use a URL that begins with redis+cluster: or rediss+cluster:";
    }
}
