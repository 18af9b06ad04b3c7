// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;

/**
 * What a server asks of those who talk to it, and how we and its peers fulfil that.
 *
 * @param user the one user that may do anything, the default user being off; null for the default user
 * @param password that user's password; null for none
 * @param certificates for TLS alone on the server's port, with client certificates accepted but not required; null for
 *     plain text
 */
public record ServerAccess(
        @Nullable String user,
        @Nullable String password,
        @Nullable TestCertificates certificates) {

    /** Plain text, no password. */
    public static final ServerAccess OPEN = new ServerAccess(null, null, null);

    private static final int TIMEOUT_MILLIS = 5000;

    /** Refuses a user without a password. */
    public ServerAccess {
        if (user != null && password == null) {
            throw new IllegalArgumentException("user " + user + " has no password");
        }
    }

    public ServerAccess withPassword(String secret) {
        return new ServerAccess(user, secret, certificates);
    }

    public ServerAccess withUser(String name, String secret) {
        return new ServerAccess(name, secret, certificates);
    }

    public ServerAccess withTls(TestCertificates material) {
        return new ServerAccess(user, password, material);
    }

    /** Lines for the configuration of a server or a Sentinel which listens on a port. */
    List<String> listening(int port) {
        List<String> lines = new ArrayList<>();
        if (certificates == null) {
            lines.add("port " + port);
        } else {
            lines.add("port 0");
            lines.add("tls-port " + port);
            lines.add("tls-cert-file " + certificates.server().certificate());
            lines.add("tls-key-file " + certificates.server().key());
            lines.add("tls-ca-cert-file " + certificates.authority());
            lines.add("tls-auth-clients optional");
            lines.add("tls-replication yes");
        }
        if (user != null) {
            lines.add("user default off");
            lines.add("user " + user + " on >" + password + " ~* &* +@all");
        } else if (password != null) {
            lines.add("requirepass " + password);
        }
        return lines;
    }

    /** Lines for the configuration of a server that may have to follow another one with the same access. */
    List<String> following() {
        List<String> lines = new ArrayList<>();
        if (user != null) {
            lines.add("masteruser " + user);
        }
        if (password != null) {
            lines.add("masterauth " + password);
        }
        return lines;
    }

    /** Lines for the configuration of a Sentinel that watches servers with this access. */
    List<String> watching(String primaryName) {
        List<String> lines = new ArrayList<>();
        if (user != null) {
            lines.add("sentinel auth-user " + primaryName + " " + user);
        }
        if (password != null) {
            lines.add("sentinel auth-pass " + primaryName + " " + password);
        }
        return lines;
    }

    /** Lines for the configuration of a Sentinel whose fellows have this access. */
    List<String> conferring() {
        List<String> lines = new ArrayList<>();
        if (user != null) {
            lines.add("sentinel sentinel-user " + user);
        }
        if (password != null) {
            lines.add("sentinel sentinel-pass " + password);
        }
        return lines;
    }

    /** The words that {@code MIGRATE} needs to get into a server with this access. */
    List<String> migrating() {
        if (password == null) {
            return List.of();
        }
        return user == null ? List.of("AUTH", password) : List.of("AUTH2", user, password);
    }

    // its other way to TLS reads and decrypts the stores again for each connection
    @SuppressWarnings("deprecation")
    JedisClientConfig client() {
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .timeoutMillis(TIMEOUT_MILLIS)
                .user(user)
                .password(password);
        if (certificates != null) {
            config.ssl(true).sslSocketFactory(certificates.context().getSocketFactory());
        }
        return config.build();
    }

    @Override
    public String toString() {
        return (certificates == null ? "plain text" : "TLS")
                + (user == null ? "" : ", a user")
                + (password == null ? "" : ", a password");
    }
}
