// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a link leads and what it may cost.
 *
 * @param host a name or an address
 * @param port from 1 to 65535
 * @param username the user to authenticate as; null for the default user
 * @param password null to authenticate not at all
 * @param database the number of the database
 * @param tls how to encrypt; null for not at all
 * @param clientName what {@code CLIENT LIST} shows; null for nothing
 * @param timeout the deadline of a call, waiting for a connection included
 * @param connectTimeout how long opening a connection may take, authentication included
 * @param poolSize the largest number of connections
 */
public record LinkSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        int database,
        @Nullable LinkTls tls,
        @Nullable String clientName,
        Duration timeout,
        Duration connectTimeout,
        int poolSize) {

    /** Refuses numbers that mean nothing. */
    public LinkSettings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; it must be from 1 to 65535");
        }
        if (timeout.toMillis() < 1 || connectTimeout.toMillis() < 1) {
            throw new IllegalArgumentException("timeout is " + timeout + " and connect timeout is " + connectTimeout
                    + "; both must be 1 ms at least");
        }
        if (poolSize < 1) {
            throw new IllegalArgumentException("pool size is " + poolSize + "; it must be 1 at least");
        }
    }

    /**
     * A plain connection with two seconds per call and a pool of eight.
     *
     * @param host a name or an address
     * @param port from 1 to 65535
     * @return the settings
     */
    public static LinkSettings of(String host, int port) {
        return new LinkSettings(
                host, port, null, null, 0, null, "jambry", Duration.ofSeconds(2), Duration.ofSeconds(1), 8);
    }

    /**
     * The same with a password of the default user.
     *
     * @param secret the password
     * @return the settings
     */
    public LinkSettings withPassword(@Nullable String secret) {
        return new LinkSettings(
                host, port, username, secret, database, tls, clientName, timeout, connectTimeout, poolSize);
    }

    /**
     * The same with another deadline.
     *
     * @param limit the deadline of a call
     * @return the settings
     */
    public LinkSettings withTimeout(Duration limit) {
        return new LinkSettings(
                host, port, username, password, database, tls, clientName, limit, connectTimeout, poolSize);
    }

    /**
     * The same with another number of connections.
     *
     * @param connections the largest number
     * @return the settings
     */
    public LinkSettings withPoolSize(int connections) {
        return new LinkSettings(
                host, port, username, password, database, tls, clientName, timeout, connectTimeout, connections);
    }

    /**
     * The same, encrypted.
     *
     * @param encryption how
     * @return the settings
     */
    public LinkSettings withTls(@Nullable LinkTls encryption) {
        return new LinkSettings(
                host, port, username, password, database, encryption, clientName, timeout, connectTimeout, poolSize);
    }

    String address() {
        return host + ":" + port;
    }

    /** Everything but the password. */
    @Override
    public String toString() {
        return "LinkSettings[" + address() + ", database=" + database + ", tls=" + tls + ", timeout=" + timeout
                + ", connectTimeout=" + connectTimeout + ", poolSize=" + poolSize + "]";
    }
}
