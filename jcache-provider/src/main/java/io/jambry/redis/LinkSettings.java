// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.Credentials;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads and what it may cost.
 *
 * @param topology how the servers stand together
 * @param endpoints the server; or the sentinels; or some nodes of the cluster
 * @param primaryName what the sentinels call the primary; null without sentinels
 * @param identity who we are
 * @param tls how to encrypt; null for not at all
 * @param limits what it may cost
 */
public record LinkSettings(
        Topology topology,
        List<Endpoint> endpoints,
        @Nullable String primaryName,
        LinkIdentity identity,
        @Nullable LinkTls tls,
        LinkLimits limits) {

    /** Refuses what leads nowhere. */
    public LinkSettings {
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("there is no endpoint; name one at least");
        }
        if ((topology == Topology.SENTINEL) != (primaryName != null)) {
            throw new IllegalArgumentException("topology is " + topology + " and the name of the primary is "
                    + primaryName + "; sentinels, and only they, need that name");
        }
    }

    /**
     * A plain connection to one server with {@link LinkLimits#DEFAULT}.
     *
     * @param host a name or an address
     * @param port from 1 to 65535
     * @return the settings
     */
    public static LinkSettings of(String host, int port) {
        return new LinkSettings(
                Topology.STANDALONE,
                List.of(new Endpoint(host, port)),
                null,
                new LinkIdentity(() -> Credentials.NONE, () -> Credentials.NONE, 0, "jambry"),
                null,
                LinkLimits.DEFAULT);
    }

    /**
     * The same with a password of the default user.
     *
     * @param secret the password
     * @return the settings
     */
    public LinkSettings withPassword(@Nullable String secret) {
        Credentials credentials = new Credentials(null, secret);
        return with(new LinkIdentity(
                () -> credentials, identity.sentinelCredentials(), identity.database(), identity.clientName()));
    }

    /**
     * The same with another identity.
     *
     * @param who who we are
     * @return the settings
     */
    public LinkSettings with(LinkIdentity who) {
        return new LinkSettings(topology, endpoints, primaryName, who, tls, limits);
    }

    /**
     * The same with other limits.
     *
     * @param costs what it may cost
     * @return the settings
     */
    public LinkSettings with(LinkLimits costs) {
        return new LinkSettings(topology, endpoints, primaryName, identity, tls, costs);
    }

    /**
     * The same with another deadline.
     *
     * @param limit the deadline of a call
     * @return the settings
     */
    public LinkSettings withTimeout(Duration limit) {
        return with(limits.withTimeout(limit));
    }

    /**
     * The same with another number of connections.
     *
     * @param connections the largest number
     * @return the settings
     */
    public LinkSettings withPoolSize(int connections) {
        return with(limits.withPoolSize(connections));
    }

    /**
     * The same, encrypted.
     *
     * @param encryption how
     * @return the settings
     */
    public LinkSettings withTls(@Nullable LinkTls encryption) {
        return new LinkSettings(topology, endpoints, primaryName, identity, encryption, limits);
    }
}
