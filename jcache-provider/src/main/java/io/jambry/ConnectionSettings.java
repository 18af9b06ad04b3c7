// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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
            "The server, its sentinels, some nodes of the cluster, or the store in this JVM. In a source of"
                    + " settings the URL may also carry user info, the number of the database and options.");
    static final Setting<String> PRIMARY_NAME = Setting.withoutDefault(
            "primary-name",
            SettingType.text(),
            "What the sentinels call the primary; a URL of sentinels needs it, and no other may have it.");
    static final Setting<String> USERNAME =
            Setting.withoutDefault("username", SettingType.text(), "The user to authenticate as; needs a password.");
    static final Setting<String> PASSWORD =
            Setting.withoutDefault("password", SettingType.secret(), "The password of the user, or of the server.");
    static final Setting<Component<CredentialsProvider>> CREDENTIALS_PROVIDER = Setting.withoutDefault(
            "credentials-provider",
            SettingType.component(),
            "The io.jambry.CredentialsProvider that is asked what to authenticate with, for each connection anew, instead"
                    + " of username and password. A public class with a public constructor without parameters; in"
                    + " Properties and in code also the object itself.");
    static final Setting<String> SENTINEL_USERNAME = Setting.withoutDefault(
            "sentinel-username",
            SettingType.text(),
            "The user to authenticate as at sentinels; needs a password. They are not told username and password.");
    static final Setting<String> SENTINEL_PASSWORD = Setting.withoutDefault(
            "sentinel-password",
            SettingType.secret(),
            "The password of the user at sentinels, or of the sentinels; without it, they are not authenticated to.");
    static final Setting<Integer> DATABASE = Setting.of(
            "database",
            SettingType.number(0, 65_535),
            0,
            "The number of the database; most clusters have only number 0.");
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
            "The largest number of connections to one server for batches and large values; two more are shared by all other"
                    + " calls.");
    static final Setting<Integer> MAX_WAITING = Setting.of(
            "max-waiting",
            SettingType.number(1, 1_000_000),
            // a server works through as many in a fraction of a second; where it does not, more would only time out
            10_000,
            "How many calls may wait for one server at once; one more is not executed.");
    static final Setting<Duration> HEARTBEAT = Setting.of(
            "heartbeat",
            SettingType.duration(Duration.ofMillis(10), Duration.ofHours(1)),
            // half of the deadline, so that a call can be repeated on a new connection
            Duration.ofSeconds(1),
            "How long a connection on which calls wait may be silent before it is suspected of being half-open.");
    static final Setting<Integer> BREAKER_FAILURES = Setting.of(
            "breaker-failures",
            SettingType.number(0, 1_000_000),
            // more than one lost connection fails, fewer than would pile up waiting for a dead server
            20,
            "After how many calls in a row without an answer a server is left alone for a while; 0 for never.");
    static final Setting<Duration> BREAKER_PAUSE = Setting.of(
            "breaker-pause",
            SettingType.duration(Duration.ofMillis(1), Duration.ofHours(1)),
            // a server that comes back is hardly missed for so long
            Duration.ofMillis(500),
            "How long such a server is left alone: calls meanwhile fail at once, and the next one tries it.");
    static final Setting<TlsVerify> TLS_VERIFY = Setting.of(
            "tls-verify",
            SettingType.choice(TlsVerify.class),
            TlsVerify.FULL,
            "What rediss and valkeys check: with full the certificate of the server and its host name, with ca the"
                    + " certificate alone, with none nothing.");
    static final Setting<Path> TLS_TRUSTSTORE = Setting.withoutDefault(
            "tls-truststore",
            SettingType.path(),
            "A key store with the certificates to trust; without it, those that the JVM trusts.");
    static final Setting<String> TLS_TRUSTSTORE_PASSWORD =
            Setting.withoutDefault("tls-truststore-password", SettingType.secret(), "The password of the trust store.");
    static final Setting<Path> TLS_KEYSTORE = Setting.withoutDefault(
            "tls-keystore",
            SettingType.path(),
            "A key store with the certificate and the key that this client shows to servers which ask for them.");
    static final Setting<String> TLS_KEYSTORE_PASSWORD = Setting.withoutDefault(
            "tls-keystore-password", SettingType.secret(), "The password of the key store and of the key in it.");
    static final Setting<Path> EMBEDDED_BINARY = Setting.withoutDefault(
            "embedded-binary",
            SettingType.path(),
            "The server program that embedded: starts; without it, valkey-server or redis-server on the"
                    + " path, then the one inside embedded-redis on the class path.");

    private static final List<Setting<?>> CHAPTER = List.of(
            URL,
            PRIMARY_NAME,
            USERNAME,
            PASSWORD,
            CREDENTIALS_PROVIDER,
            SENTINEL_USERNAME,
            SENTINEL_PASSWORD,
            DATABASE,
            CLIENT_NAME,
            TIMEOUT,
            CONNECT_TIMEOUT,
            POOL_SIZE,
            MAX_WAITING,
            HEARTBEAT,
            BREAKER_FAILURES,
            BREAKER_PAUSE,
            TLS_VERIFY,
            TLS_TRUSTSTORE,
            TLS_TRUSTSTORE_PASSWORD,
            TLS_KEYSTORE,
            TLS_KEYSTORE_PASSWORD,
            EMBEDDED_BINARY);

    private final SettingValues values;

    private ConnectionSettings(SettingValues values) {
        this.values = values;
    }

    /** The kinds of store that a URL can name. */
    public enum Scheme {
        /** A Redis server. */
        REDIS(Topology.STANDALONE),
        /** A Redis server behind TLS. */
        REDISS(Topology.STANDALONE),
        /** A Valkey server. */
        VALKEY(Topology.STANDALONE),
        /** A Valkey server behind TLS. */
        VALKEYS(Topology.STANDALONE),
        /** Redis servers that sentinels watch. */
        REDIS_SENTINEL(Topology.SENTINEL),
        /** Redis servers that sentinels watch, behind TLS as the sentinels are. */
        REDISS_SENTINEL(Topology.SENTINEL),
        /** Valkey servers that sentinels watch. */
        VALKEY_SENTINEL(Topology.SENTINEL),
        /** Valkey servers that sentinels watch, behind TLS as the sentinels are. */
        VALKEYS_SENTINEL(Topology.SENTINEL),
        /** A Redis Cluster. */
        REDIS_CLUSTER(Topology.CLUSTER),
        /** A Redis Cluster behind TLS. */
        REDISS_CLUSTER(Topology.CLUSTER),
        /** A Valkey Cluster. */
        VALKEY_CLUSTER(Topology.CLUSTER),
        /** A Valkey Cluster behind TLS. */
        VALKEYS_CLUSTER(Topology.CLUSTER),
        /** A server that is started for this JVM and ends with it: for development and tests. */
        EMBEDDED(Topology.LOCAL),
        /** The heap of this JVM. */
        MEMORY(Topology.LOCAL);

        private final Topology topology;

        Scheme(Topology topology) {
            this.topology = topology;
        }

        /**
         * The scheme as a URL writes it.
         *
         * @return such as {@code rediss} or {@code redis+cluster}
         */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '+');
        }

        /**
         * How the servers stand together.
         *
         * @return {@link Topology#LOCAL} for what lives in or beside this JVM
         */
        public Topology topology() {
            return topology;
        }

        /**
         * Tells whether the URL names hosts and ports.
         *
         * @return false for what lives in or beside this JVM
         */
        public boolean isServer() {
            return topology != Topology.LOCAL;
        }

        /**
         * Tells whether connections are encrypted.
         *
         * @return true for {@code rediss} and {@code valkeys}, alone and with sentinels or a cluster
         */
        public boolean isTls() {
            return switch (this) {
                case REDISS, VALKEYS, REDISS_SENTINEL, VALKEYS_SENTINEL, REDISS_CLUSTER, VALKEYS_CLUSTER -> true;
                case REDIS, VALKEY, REDIS_SENTINEL, VALKEY_SENTINEL, REDIS_CLUSTER, VALKEY_CLUSTER -> false;
                case EMBEDDED, MEMORY -> false;
            };
        }
    }

    /** How servers stand together. */
    public enum Topology {
        /** The store lives in or beside this JVM. */
        LOCAL,
        /** One server. */
        STANDALONE,
        /** A primary with replicas, which sentinels watch and replace. The URL names sentinels. */
        SENTINEL,
        /** Several primaries, each holding some of the slots. The URL names some of the nodes. */
        CLUSTER
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
     * The host of the server, of the first of them, or the name of the store in this JVM.
     *
     * @return what follows the scheme; {@code default} if nothing follows {@code embedded:} or {@code memory:}
     */
    public String host() {
        return values.get(URL).place();
    }

    /**
     * The port of the server, or of the first of them.
     *
     * @return from 1 to 65535, or 0 if the scheme has no server
     */
    public int port() {
        return values.get(URL).port();
    }

    /**
     * Where the servers listen that the URL names: the server, the sentinels, or some nodes of the cluster.
     *
     * @return in the order of the URL; empty if the scheme has no server
     */
    public List<ServerAddress> addresses() {
        return values.get(URL).addresses();
    }

    /**
     * What the sentinels call the primary.
     *
     * @return empty unless the scheme is one of sentinels
     */
    public Optional<String> primaryName() {
        return values.find(PRIMARY_NAME);
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
     * The class of the provider that is asked what to authenticate with.
     *
     * @return its name; empty if user name and password stay the same
     */
    public Optional<String> credentialsProvider() {
        return values.find(CREDENTIALS_PROVIDER).map(Component::text);
    }

    /**
     * What to authenticate with at servers.
     *
     * @return the provider that was set, or one that always tells user name and password
     * @throws IllegalStateException if the provider has been named by {@link Builder#set} and nobody has made it; settings
     *     of a manager have it made
     */
    public CredentialsProvider credentials() {
        return values.find(CREDENTIALS_PROVIDER)
                .map(provider -> provider.object()
                        .orElseThrow(() -> new IllegalStateException("the object of"
                                + " 'credentials-provider' is not made; give it, or its class loader, to the builder")))
                .orElseGet(() -> fixed(USERNAME, PASSWORD));
    }

    /**
     * What to authenticate with at sentinels.
     *
     * @return one that always tells the same
     */
    public CredentialsProvider sentinelCredentials() {
        return fixed(SENTINEL_USERNAME, SENTINEL_PASSWORD);
    }

    private CredentialsProvider fixed(Setting<String> username, Setting<String> password) {
        Credentials credentials = new Credentials(
                values.find(username).orElse(null), values.find(password).orElse(null));
        return () -> credentials;
    }

    /**
     * The user to authenticate as at sentinels.
     *
     * @return empty for their default user
     */
    public Optional<String> sentinelUsername() {
        return values.find(SENTINEL_USERNAME);
    }

    /**
     * The password to authenticate with at sentinels.
     *
     * @return empty if they ask for none
     */
    public Optional<String> sentinelPassword() {
        return values.find(SENTINEL_PASSWORD);
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
     * The largest number of connections to one server for batches and large values; two more are shared by all other
     * calls.
     *
     * @return from 1 up
     */
    public int poolSize() {
        return values.get(POOL_SIZE);
    }

    /**
     * How many calls may wait for one server at once.
     *
     * @return from 1 up
     */
    public int maxWaiting() {
        return values.get(MAX_WAITING);
    }

    /**
     * How long a connection on which calls wait may be silent before it is suspected of being half-open.
     *
     * @return more than zero
     */
    public Duration heartbeat() {
        return values.get(HEARTBEAT);
    }

    /**
     * After how many calls in a row without an answer a server is left alone for a while.
     *
     * @return from 1 up, or 0 for never
     */
    public int breakerFailures() {
        return values.get(BREAKER_FAILURES);
    }

    /**
     * How long a server that does not answer is left alone.
     *
     * @return more than zero
     */
    public Duration breakerPause() {
        return values.get(BREAKER_PAUSE);
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
     * The key store with the certificate and the key of this client.
     *
     * @return empty if it has none to show
     */
    public Optional<Path> tlsKeystore() {
        return values.find(TLS_KEYSTORE);
    }

    /**
     * The password of the key store and of the key in it.
     *
     * @return empty if they have none
     */
    public Optional<String> tlsKeystorePassword() {
        return values.find(TLS_KEYSTORE_PASSWORD);
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
     * @return what was set on the builder, passwords in clear, and a provider of credentials that was given as an object as
     *     that object
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
         * @param url scheme, host and port, such as {@code redis://localhost:6379},
         *     {@code redis+cluster://host1:6379,host2:6379}, {@code embedded:} or {@code memory:}
         * @return this
         */
        public Builder url(String url) {
            values.setText(URL, requireNonNull(url, "url"));
            return this;
        }

        /**
         * Sets {@code primary-name}.
         *
         * @param primaryName what the sentinels call the primary
         * @return this
         */
        public Builder primaryName(String primaryName) {
            return put(PRIMARY_NAME, requireNonNull(primaryName, "primaryName"));
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
         * Sets {@code credentials-provider}.
         *
         * @param credentialsProvider is asked what to authenticate with, for each connection anew
         * @return this
         */
        public Builder credentialsProvider(CredentialsProvider credentialsProvider) {
            values.setComponent(
                    CREDENTIALS_PROVIDER, Component.given(requireNonNull(credentialsProvider, "credentialsProvider")));
            return this;
        }

        /**
         * Sets {@code credentials-provider} and makes the object.
         *
         * @param className the name of a class that implements {@link CredentialsProvider} and has a public constructor
         *     without parameters
         * @param loader finds the class
         * @return this
         * @throws ConfigurationException if there is no such class, or it cannot be constructed
         */
        public Builder credentialsProvider(String className, ClassLoader loader) {
            requireNonNull(loader, "loader");
            Component<CredentialsProvider> named = CREDENTIALS_PROVIDER.parse(requireNonNull(className, "className"));
            values.setComponent(
                    CREDENTIALS_PROVIDER, named.made(CREDENTIALS_PROVIDER, CredentialsProvider.class, loader));
            return this;
        }

        /**
         * Sets {@code sentinel-username}.
         *
         * @param sentinelUsername the user to authenticate as at sentinels
         * @return this
         */
        public Builder sentinelUsername(String sentinelUsername) {
            return put(SENTINEL_USERNAME, requireNonNull(sentinelUsername, "sentinelUsername"));
        }

        /**
         * Sets {@code sentinel-password}.
         *
         * @param sentinelPassword the password of the user at sentinels, or of the sentinels
         * @return this
         */
        public Builder sentinelPassword(String sentinelPassword) {
            return put(SENTINEL_PASSWORD, requireNonNull(sentinelPassword, "sentinelPassword"));
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
         * @param poolSize the largest number of connections to one server for batches and large values
         * @return this
         */
        public Builder poolSize(int poolSize) {
            return put(POOL_SIZE, poolSize);
        }

        /**
         * Sets {@code max-waiting}.
         *
         * @param maxWaiting how many calls may wait for one server at once
         * @return this
         */
        public Builder maxWaiting(int maxWaiting) {
            return put(MAX_WAITING, maxWaiting);
        }

        /**
         * Sets {@code heartbeat}.
         *
         * @param heartbeat how long a connection on which calls wait may be silent
         * @return this
         */
        public Builder heartbeat(Duration heartbeat) {
            return put(HEARTBEAT, requireNonNull(heartbeat, "heartbeat"));
        }

        /**
         * Sets {@code breaker-failures}.
         *
         * @param breakerFailures after how many calls in a row without an answer a server is left alone; 0 for never
         * @return this
         */
        public Builder breakerFailures(int breakerFailures) {
            return put(BREAKER_FAILURES, breakerFailures);
        }

        /**
         * Sets {@code breaker-pause}.
         *
         * @param breakerPause how long such a server is left alone
         * @return this
         */
        public Builder breakerPause(Duration breakerPause) {
            return put(BREAKER_PAUSE, requireNonNull(breakerPause, "breakerPause"));
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
         * Sets {@code tls-keystore}.
         *
         * @param tlsKeystore a key store with the certificate and the key of this client
         * @return this
         */
        public Builder tlsKeystore(Path tlsKeystore) {
            return put(TLS_KEYSTORE, requireNonNull(tlsKeystore, "tlsKeystore"));
        }

        /**
         * Sets {@code tls-keystore-password}.
         *
         * @param tlsKeystorePassword the password of the key store and of the key in it
         * @return this
         */
        public Builder tlsKeystorePassword(String tlsKeystorePassword) {
            return put(TLS_KEYSTORE_PASSWORD, requireNonNull(tlsKeystorePassword, "tlsKeystorePassword"));
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
            built.requirePair(USERNAME, PASSWORD);
            built.requirePair(SENTINEL_USERNAME, SENTINEL_PASSWORD);
            built.requirePair(TLS_TRUSTSTORE_PASSWORD, TLS_TRUSTSTORE);
            built.requirePair(TLS_KEYSTORE_PASSWORD, TLS_KEYSTORE);
            if (built.isSet(CREDENTIALS_PROVIDER) && (built.isSet(USERNAME) || built.isSet(PASSWORD))) {
                throw new ConfigurationException("setting 'credentials-provider' goes instead of 'username' and"
                        + " 'password': take out the one or the others");
            }
            requireWhatSentinelsNeed(built);
            return new ConnectionSettings(built);
        }

        private static void requireWhatSentinelsNeed(SettingValues built) {
            Scheme scheme = built.get(URL).scheme();
            if (scheme.topology() == Topology.SENTINEL) {
                if (!built.isSet(PRIMARY_NAME)) {
                    throw new ConfigurationException("setting 'url' begins with " + scheme.text()
                            + ":, which needs 'primary-name': set it to what the sentinels call the primary, such as"
                            + " mymaster");
                }
                return;
            }
            for (Setting<?> ofSentinels : List.of(PRIMARY_NAME, SENTINEL_USERNAME, SENTINEL_PASSWORD)) {
                if (built.isSet(ofSentinels)) {
                    throw new ConfigurationException("setting '" + ofSentinels + "' is only for a 'url' of sentinels,"
                            + " such as redis+sentinel://host:26379, and it begins with " + scheme.text()
                            + ":; take the setting out, or correct 'url'");
                }
            }
        }

        private <T> Builder put(Setting<T> setting, T value) {
            values.set(setting, value);
            return this;
        }
    }
}
