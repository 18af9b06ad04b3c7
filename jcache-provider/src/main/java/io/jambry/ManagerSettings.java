// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How a manager behaves, and whom it shares its caches with.
 *
 * <p>Immutable; equal when all values are equal. Each value has the name of its key; {@code docs/configuration.md} lists
 * them all.
 */
public final class ManagerSettings {

    static final Setting<String> NAMESPACE = Setting.of(
            "namespace",
            SettingType.text(),
            "jambry",
            "What all keys on the server begin with. Managers with the same namespace on the same server share"
                    + " their caches.");

    static final Setting<Boolean> STRICT = Setting.of(
            "strict",
            SettingType.flag(),
            // a rolling deployment with a new time to live must be able to start
            false,
            "Refuse a cache whose settings differ from those it has in another JVM, even when the difference does"
                    + " not change what is stored.");

    static final Setting<Duration> LEASE = Setting.of(
            "lease",
            SettingType.duration(Duration.ofMillis(300), Duration.ofMinutes(10)),
            // survives a lost packet and a garbage collection; others hardly notice waiting this long for a dead JVM
            Duration.ofSeconds(3),
            "How long this JVM counts as a member after it last renewed its membership, which it does every third"
                    + " of that time.");

    static final Setting<Duration> EXPIRY_GRACE = Setting.of(
            "expiry-grace",
            SettingType.duration(Duration.ofSeconds(1), Duration.ofDays(30)),
            // outlasts a restart of all JVMs; what has expired takes memory until it is told
            Duration.ofMinutes(10),
            "How long an entry that has expired waits to be told to those who listen to expiry, if no JVM looks for it. Only while"
                    + " somebody listens; servers keep what is needed for that beside each entry.");

    static final Setting<Integer> ASYNC_THREADS = Setting.of(
            "async-threads",
            SettingType.number(1, 1024),
            // as many as there are connections: more would wait for one
            8,
            "The largest number of threads that run the asynchronous views of all caches of the manager.");

    static final Setting<String> MANAGED_EXECUTOR = Setting.withoutDefault(
            "managed-executor",
            SettingType.localJndiName(),
            "The JNDI name of a ManagedExecutorService that runs loads, listeners and asynchronous views, such as"
                    + " java:comp/DefaultManagedExecutorService. Without it, threads of our own do.");

    static final Setting<String> MANAGED_SCHEDULER = Setting.withoutDefault(
            "managed-scheduler",
            SettingType.localJndiName(),
            "The JNDI name of a ManagedScheduledExecutorService for what has to be done from time to time, such as"
                    + " java:comp/DefaultManagedScheduledExecutorService. Without it, a thread of our own does it.");

    static final Setting<String> CONNECTION_NAME = Setting.withoutDefault(
            "connection-name",
            SettingType.text(),
            "The connection to share: managers of this JVM that give the same name share one, whatever their class loaders"
                    + " and namespaces are. All settings of the connection must be the same. Without a name, a manager has"
                    + " a connection of its own.");

    static final Setting<String> CONFIG = Setting.withoutDefault(
            "config",
            SettingType.text(),
            "The settings file: a path, file:... or classpath:... on the class path of the manager. Without it,"
                    + " jambry.properties on that class path is read if it is there. Cannot be set in a file.");

    private static final List<Setting<?>> CHAPTER = List.of(
            NAMESPACE,
            STRICT,
            LEASE,
            EXPIRY_GRACE,
            ASYNC_THREADS,
            MANAGED_EXECUTOR,
            MANAGED_SCHEDULER,
            CONNECTION_NAME,
            CONFIG);

    private final SettingValues values;

    private ManagerSettings(SettingValues values) {
        this.values = values;
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
     * What all keys on the server begin with.
     *
     * @return any text but the empty one
     */
    public String namespace() {
        return values.get(NAMESPACE);
    }

    /**
     * Whether every difference between JVMs is refused.
     *
     * @return true if so
     */
    public boolean strict() {
        return values.get(STRICT);
    }

    /**
     * How long a membership lasts without being renewed.
     *
     * @return more than zero
     */
    public Duration lease() {
        return values.get(LEASE);
    }

    /**
     * How long an entry that has expired waits to be told.
     *
     * @return more than zero
     */
    public Duration expiryGrace() {
        return values.get(EXPIRY_GRACE);
    }

    /**
     * The largest number of threads that run asynchronous views.
     *
     * @return from 1 up
     */
    public int asyncThreads() {
        return values.get(ASYNC_THREADS);
    }

    /**
     * Whose threads run loads, listeners and asynchronous views.
     *
     * @return the JNDI name of an executor; empty for threads of our own
     */
    public Optional<String> managedExecutor() {
        return values.find(MANAGED_EXECUTOR);
    }

    /**
     * Whose threads do what has to be done from time to time.
     *
     * @return the JNDI name of a scheduled executor; empty for a thread of our own
     */
    public Optional<String> managedScheduler() {
        return values.find(MANAGED_SCHEDULER);
    }

    /**
     * The name of the connection to share.
     *
     * @return empty for a connection of its own
     */
    public Optional<String> connectionName() {
        return values.find(CONNECTION_NAME);
    }

    /**
     * The settings file to read.
     *
     * @return empty for {@code jambry.properties} on the class path, if it is there
     */
    public Optional<String> config() {
        return values.find(CONFIG);
    }

    /**
     * Writes the settings as {@code Properties} for {@code CachingProvider.getCacheManager}.
     *
     * @return what was set on the builder
     */
    public Properties toProperties() {
        return values.toProperties("jambry.");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ManagerSettings that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** All values. */
    @Override
    public String toString() {
        return "manager" + values;
    }

    /** Collects manager settings. Each method refuses what its key would refuse in a file. Confined to one thread. */
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
         * Sets {@code namespace}.
         *
         * @param namespace any text but the empty one
         * @return this
         */
        public Builder namespace(String namespace) {
            return put(NAMESPACE, requireNonNull(namespace, "namespace"));
        }

        /**
         * Sets {@code strict}.
         *
         * @param strict true to refuse, false to warn
         * @return this
         */
        public Builder strict(boolean strict) {
            return put(STRICT, strict);
        }

        /**
         * Sets {@code lease}.
         *
         * @param lease how long a membership lasts without being renewed
         * @return this
         */
        public Builder lease(Duration lease) {
            return put(LEASE, requireNonNull(lease, "lease"));
        }

        /**
         * Sets {@code expiry-grace}.
         *
         * @param expiryGrace how long an entry that has expired waits to be told
         * @return this
         */
        public Builder expiryGrace(Duration expiryGrace) {
            return put(EXPIRY_GRACE, requireNonNull(expiryGrace, "expiryGrace"));
        }

        /**
         * Sets {@code async-threads}.
         *
         * @param asyncThreads from 1 up
         * @return this
         */
        public Builder asyncThreads(int asyncThreads) {
            return put(ASYNC_THREADS, asyncThreads);
        }

        /**
         * Sets {@code managed-executor}.
         *
         * @param managedExecutor the JNDI name of an executor
         * @return this
         */
        public Builder managedExecutor(String managedExecutor) {
            return put(MANAGED_EXECUTOR, requireNonNull(managedExecutor, "managedExecutor"));
        }

        /**
         * Sets {@code managed-scheduler}.
         *
         * @param managedScheduler the JNDI name of a scheduled executor
         * @return this
         */
        public Builder managedScheduler(String managedScheduler) {
            return put(MANAGED_SCHEDULER, requireNonNull(managedScheduler, "managedScheduler"));
        }

        /**
         * Sets {@code connection-name}.
         *
         * @param connectionName any text but the empty one
         * @return this
         */
        public Builder connectionName(String connectionName) {
            return put(CONNECTION_NAME, requireNonNull(connectionName, "connectionName"));
        }

        /**
         * Sets {@code config}.
         *
         * @param config a path, {@code file:...} or {@code classpath:...}
         * @return this
         */
        public Builder config(String config) {
            return put(CONFIG, requireNonNull(config, "config"));
        }

        /**
         * Makes the settings.
         *
         * @return immutable settings
         */
        public ManagerSettings build() {
            return new ManagerSettings(values.build());
        }

        private <T> Builder put(Setting<T> setting, T value) {
            values.set(setting, value);
            return this;
        }
    }
}
