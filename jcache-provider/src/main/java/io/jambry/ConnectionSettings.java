// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is, and how it is talked to.
 *
 * <p>Immutable; equal when all values are equal. Each value has the name of its key; {@code docs/configuration.md} lists
 * them all.
 */
public final class ConnectionSettings {

    static final Setting<ServerUrl> URL = Setting.of(
            "url",
            SettingType.serverUrl(),
            ServerUrl.parse("redis://localhost:6379"),
            "The server, or the store in this JVM. In a source of settings the URL may also carry user"
                    + " info, the number of the database and options.");
    static final Setting<String> USERNAME =
            Setting.withoutDefault("username", SettingType.text(), "The user to authenticate as; needs a password.");
    static final Setting<String> PASSWORD =
            Setting.withoutDefault("password", SettingType.secret(), "The password of the user, or of the server.");
    static final Setting<Integer> DATABASE = Setting.of(
            "database", SettingType.number(0, 65_535), 0, "The number of the database; a cluster has only number 0.");
    static final Setting<String> CLIENT_NAME = Setting.of(
            "client-name", SettingType.clientName(), "jambry", "The name that CLIENT LIST on the server shows.");
    static final Setting<Duration> TIMEOUT = Setting.of(
            "timeout",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // longer than a garbage collection or a failover of a healthy server, shorter than a user's
            // patience
            Duration.ofSeconds(2),
            "The deadline of every call to the server, waiting for a connection included.");
    static final Setting<Duration> CONNECT_TIMEOUT = Setting.of(
            "connect-timeout",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // half of the deadline, so that a second attempt fits into it
            Duration.ofSeconds(1),
            "How long opening one connection may take, TLS and authentication included.");
    static final Setting<Integer> POOL_SIZE = Setting.of(
            "pool-size",
            SettingType.number(1, 1024),
            // a server has one thread for commands: more connections only queue there
            8,
            "The largest number of connections to one server.");
    static final Setting<TlsVerify> TLS_VERIFY = Setting.of(
            "tls-verify",
            SettingType.choice(TlsVerify.class),
            TlsVerify.FULL,
            "What rediss: and valkeys: check: with full the certificate of the server and its host name, with ca the"
                    + " certificate alone, with none nothing.");
    static final Setting<Path> TLS_TRUSTSTORE = Setting.withoutDefault(
            "tls-truststore",
            SettingType.path(),
            "A key store with the certificates to trust; without it, those that the JVM trusts.");
    static final Setting<String> TLS_TRUSTSTORE_PASSWORD =
            Setting.withoutDefault("tls-truststore-password", SettingType.secret(), "The password of the trust store.");
    static final Setting<Path> EMBEDDED_BINARY = Setting.withoutDefault(
            "embedded-binary",
            SettingType.path(),
            "The server program that embedded: starts; without it, valkey-server or redis-server on the"
                    + " path, then the one inside embedded-redis on the class path.");

    private static final List<Setting<?>> CHAPTER = List.of(
            URL,
            USERNAME,
            PASSWORD,
            DATABASE,
            CLIENT_NAME,
            TIMEOUT,
            CONNECT_TIMEOUT,
            POOL_SIZE,
            TLS_VERIFY,
            TLS_TRUSTSTORE,
            TLS_TRUSTSTORE_PASSWORD,
            EMBEDDED_BINARY);

    private final SettingValues values;

    private ConnectionSettings(SettingValues values) {
        this.values = values;
    }

    /** The kinds of store that a URL can name. */
    public enum Scheme {
        /** A Redis server. */
        REDIS,
        /** A Redis server behind TLS. */
        REDISS,
        /** A Valkey server. */
        VALKEY,
        /** A Valkey server behind TLS. */
        VALKEYS,
        /** A server that is started for this JVM and ends with it: for development and tests. */
        EMBEDDED,
        /** The heap of this JVM. */
        MEMORY;

        /**
         * The scheme as a URL writes it.
         *
         * @return such as {@code rediss}
         */
        public String text() {
            return switch (this) {
                case REDIS -> "redis";
                case REDISS -> "rediss";
                case VALKEY -> "valkey";
                case VALKEYS -> "valkeys";
                case EMBEDDED -> "embedded";
                case MEMORY -> "memory";
            };
        }

        /**
         * Tells whether the URL names a host and a port.
         *
         * @return false for what lives in or beside this JVM
         */
        public boolean isServer() {
            return this != EMBEDDED && this != MEMORY;
        }

        /**
         * Tells whether connections are encrypted.
         *
         * @return true for {@link #REDISS} and {@link #VALKEYS}
         */
        public boolean isTls() {
            return this == REDISS || this == VALKEYS;
        }
    }

    /** How much of a server's certificate is checked. */
    public enum TlsVerify {
        /** The chain up to a trusted certificate, and the host name. */
        FULL,
        /** The chain up to a trusted certificate, whatever host it was made for. */
        CA,
        /** Nothing: whoever answers is taken for the server. */
        NONE
    }

    /**
     * The rows of this chapter.
     *
     * @return all settings, in the order of the documents
     */
    public static List<Setting<?>> settings() {
        return CHAPTER;
    }

    /**
     * Starts with the defaults.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where the store is.
     *
     * @return an absolute URI without user info, database and options
     */
    public URI url() {
        return values.get(URL).toUri();
    }

    /**
     * The kind of store.
     *
     * @return the scheme of the URL
     */
    public Scheme scheme() {
        return values.get(URL).scheme();
    }

    /**
     * The host of the server, or the name of the store in this JVM.
     *
     * @return what follows the scheme; {@code default} if nothing follows {@code embedded:} or {@code memory:}
     */
    public String host() {
        return values.get(URL).place();
    }

    /**
     * The port of the server.
     *
     * @return from 1 to 65535, or 0 if the scheme has no server
     */
    public int port() {
        return values.get(URL).port();
    }

    /**
     * The user to authenticate as.
     *
     * @return empty for the server's default user
     */
    public Optional<String> username() {
        return values.find(USERNAME);
    }

    /**
     * The password to authenticate with.
     *
     * @return empty if the server asks for none
     */
    public Optional<String> password() {
        return values.find(PASSWORD);
    }

    /**
     * The number of the database.
     *
     * @return from 0 up
     */
    public int database() {
        return values.get(DATABASE);
    }

    /**
     * The name that the server shows for our connections.
     *
     * @return text without blanks
     */
    public String clientName() {
        return values.get(CLIENT_NAME);
    }

    /**
     * The deadline of every call.
     *
     * @return more than zero
     */
    public Duration timeout() {
        return values.get(TIMEOUT);
    }

    /**
     * How long opening one connection may take.
     *
     * @return more than zero
     */
    public Duration connectTimeout() {
        return values.get(CONNECT_TIMEOUT);
    }

    /**
     * The largest number of connections to one server.
     *
     * @return from 1 up
     */
    public int poolSize() {
        return values.get(POOL_SIZE);
    }

    /**
     * How much of the server's certificate is checked.
     *
     * @return the choice
     */
    public TlsVerify tlsVerify() {
        return values.get(TLS_VERIFY);
    }

    /**
     * The key store with the certificates to trust.
     *
     * @return empty for those that the JVM trusts
     */
    public Optional<Path> tlsTruststore() {
        return values.find(TLS_TRUSTSTORE);
    }

    /**
     * The password of the trust store.
     *
     * @return empty if it has none
     */
    public Optional<String> tlsTruststorePassword() {
        return values.find(TLS_TRUSTSTORE_PASSWORD);
    }

    /**
     * The server program to start for {@code embedded:}.
     *
     * @return empty to search for one
     */
    public Optional<Path> embeddedBinary() {
        return values.find(EMBEDDED_BINARY);
    }

    /**
     * Writes the settings as {@code Properties} for {@code CachingProvider.getCacheManager}.
     *
     * @return what was set on the builder, the password in clear
     */
    public Properties toProperties() {
        return values.toProperties("jambry.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConnectionSettings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** All values, secrets masked. */
    @Override
    public String toString() {
        return "connection" + values;
    }

    /** Collects connection settings. Each method refuses what its key would refuse in a file. Confined to one thread. */
    public static final class Builder {

        private final SettingValues.Builder values = new SettingValues.Builder(CHAPTER);

        private Builder() {}

        /**
         * Sets a value by its key, as a file does.
         *
         * @param key a key of this chapter
         * @param text the value
         * @return this
         * @throws ConfigurationException if the key is unknown or the value is refused
         */
        public Builder set(String key, String text) {
            values.set(requireNonNull(key, "key"), requireNonNull(text, "text"));
            return this;
        }

        /**
         * Sets {@code url}.
         *
         * @param url scheme, host and port, such as {@code redis://localhost:6379}, {@code embedded:} or {@code memory:}
         * @return this
         */
        public Builder url(String url) {
            values.setText(URL, requireNonNull(url, "url"));
            return this;
        }

        /**
         * Sets {@code username}.
         *
         * @param username the user to authenticate as
         * @return this
         */
        public Builder username(String username) {
            return put(USERNAME, requireNonNull(username, "username"));
        }

        /**
         * Sets {@code password}.
         *
         * @param password the password of the user, or of the server
         * @return this
         */
        public Builder password(String password) {
            return put(PASSWORD, requireNonNull(password, "password"));
        }

        /**
         * Sets {@code database}.
         *
         * @param database from 0 up
         * @return this
         */
        public Builder database(int database) {
            return put(DATABASE, database);
        }

        /**
         * Sets {@code client-name}.
         *
         * @param clientName text without blanks
         * @return this
         */
        public Builder clientName(String clientName) {
            return put(CLIENT_NAME, requireNonNull(clientName, "clientName"));
        }

        /**
         * Sets {@code timeout}.
         *
         * @param timeout the deadline of every call
         * @return this
         */
        public Builder timeout(Duration timeout) {
            return put(TIMEOUT, requireNonNull(timeout, "timeout"));
        }

        /**
         * Sets {@code connect-timeout}.
         *
         * @param connectTimeout how long opening one connection may take
         * @return this
         */
        public Builder connectTimeout(Duration connectTimeout) {
            return put(CONNECT_TIMEOUT, requireNonNull(connectTimeout, "connectTimeout"));
        }

        /**
         * Sets {@code pool-size}.
         *
         * @param poolSize the largest number of connections to one server
         * @return this
         */
        public Builder poolSize(int poolSize) {
            return put(POOL_SIZE, poolSize);
        }

        /**
         * Sets {@code tls-verify}.
         *
         * @param tlsVerify how much of the server's certificate is checked
         * @return this
         */
        public Builder tlsVerify(TlsVerify tlsVerify) {
            return put(TLS_VERIFY, requireNonNull(tlsVerify, "tlsVerify"));
        }

        /**
         * Sets {@code tls-truststore}.
         *
         * @param tlsTruststore a key store with the certificates to trust
         * @return this
         */
        public Builder tlsTruststore(Path tlsTruststore) {
            return put(TLS_TRUSTSTORE, requireNonNull(tlsTruststore, "tlsTruststore"));
        }

        /**
         * Sets {@code tls-truststore-password}.
         *
         * @param tlsTruststorePassword the password of the trust store
         * @return this
         */
        public Builder tlsTruststorePassword(String tlsTruststorePassword) {
            return put(TLS_TRUSTSTORE_PASSWORD, requireNonNull(tlsTruststorePassword, "tlsTruststorePassword"));
        }

        /**
         * Sets {@code embedded-binary}.
         *
         * @param embeddedBinary the server program to start for {@code embedded:}
         * @return this
         */
        public Builder embeddedBinary(Path embeddedBinary) {
            return put(EMBEDDED_BINARY, requireNonNull(embeddedBinary, "embeddedBinary"));
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         * @throws ConfigurationException if values contradict each other
         */
        public ConnectionSettings build() {
            SettingValues built = values.build();
            if (built.isSet(USERNAME) && !built.isSet(PASSWORD)) {
                throw new ConfigurationException("setting 'username' needs 'password': set it, too");
            }
            if (built.isSet(TLS_TRUSTSTORE_PASSWORD) && !built.isSet(TLS_TRUSTSTORE)) {
                throw new ConfigurationException(
                        "setting 'tls-truststore-password' needs 'tls-truststore': set it, too");
            }
            return new ConnectionSettings(built);
        }

        private <T> Builder put(Setting<T> setting, T value) {
            values.set(setting, value);
            return this;
        }
    }
}
