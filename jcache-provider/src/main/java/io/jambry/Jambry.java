// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import static java.util.Objects.requireNonNull;

import io.jambry.spi.NodeStatus;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.SortedSet;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;

/**
 * A cache manager with what JSR-107 does not know. Every manager of this provider is one:
 *
 * <pre>{@code
 * Jambry jambry = cacheManager.unwrap(Jambry.class);
 * }</pre>
 *
 * <p>Who has no use for a provider of JSR-107 opens one by {@link #connect(String)}. The other static methods make the {@code Properties} by
 * which a new manager is connected: as another manager is, as a file says, by a connection that managers share, or to a server. More
 * settings may be added to what they return.
 *
 * <p>Thread-safe.
 */
public interface Jambry extends CacheManager {

    /** The key of {@code Properties} under which an open manager lends its connection to a new one. */
    String MANAGER_ITSELF = "jambry.manager.itself";

    /**
     * Opens a manager by a URL, for code that needs no JCache provider: structures, locks, and caches if need be.
     *
     * <pre>{@code
     * try (Jambry jambry = Jambry.connect("redis://cache.example")) {
     *     Structures structures = jambry.unwrap(Structures.class);
     *     Locks locks = jambry.unwrap(Locks.class);
     * }
     * }</pre>
     *
     * <p>It is the same as {@link #connect(Properties)} with {@link #propertiesByUrl}.
     *
     * @param url a URL, with user info, database and options if need be; structures and locks need a server, so not {@code memory:}
     * @return a manager, to be closed by the caller
     * @throws ConfigurationException if the URL, or another setting, is wrong
     */
    static Jambry connect(String url) {
        return connect(propertiesByUrl(url));
    }

    /**
     * Opens a manager by settings. It is the caller's alone: each call opens another one, whose connection is closed when it is
     * closed, unless the settings share one. No {@code CachingProvider} of the application knows it or closes it.
     *
     * @param settings such as {@code jambry.url} and {@code jambry.namespace}, as for a manager that a {@code CachingProvider} is asked for;
     *     what is missing comes from system properties, the environment and the settings file
     * @return a manager, to be closed by the caller
     * @throws ConfigurationException if a setting is wrong
     */
    static Jambry connect(Properties settings) {
        requireNonNull(settings, "settings");
        return ownProvider().getCacheManager(null, null, settings).unwrap(Jambry.class);
    }

    /** The provider that would be found by JSR-107, in a new instance: it knows no other managers. */
    private static CachingProvider ownProvider() {
        return ServiceLoader.load(CachingProvider.class, Jambry.class.getClassLoader()).stream()
                .filter(provider -> provider.type().getName().equals("io.jambry.provider.JambryCachingProvider"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "META-INF/services/javax.cache.spi.CachingProvider of Jambry is not to be found; when jars are merged into"
                                + " one, merge their service files, too"))
                .get();
    }

    /**
     * Connects a new manager by the connection of an open one: no connection more is opened, and it stays open until the last
     * manager that uses it is closed. The new manager has a namespace, caches and threads of its own:
     *
     * <pre>{@code
     * Properties properties = Jambry.propertiesByManager(first.unwrap(Jambry.class));
     * properties.setProperty("jambry.namespace", "orders");
     * CacheManager orders = provider.getCacheManager(URI.create("jambry:orders"), null, properties);
     * }</pre>
     *
     * <p>The URI only tells the managers of a class loader apart. Other settings of a connection, and {@code connection-name}, are
     * refused beside the manager unless they say the same.
     *
     * @param manager an open manager, not one of a {@code memory:} store
     * @return properties to be given to {@code CachingProvider.getCacheManager}
     */
    static Properties propertiesByManager(Jambry manager) {
        Properties properties = new Properties();
        properties.put(MANAGER_ITSELF, requireNonNull(manager, "manager"));
        return properties;
    }

    /**
     * Configures a new manager by a settings file, the same as the setting {@code config}:
     *
     * <pre>{@code
     * CacheManager manager = provider.getCacheManager(null, null, Jambry.propertiesByConfig("classpath:shop.properties"));
     * }</pre>
     *
     * <p>A {@code url} in the file goes before a URI that the manager is asked for with, which then only tells the managers of
     * a class loader apart.
     *
     * @param location a path, {@code file:...} or {@code classpath:...}
     * @return properties to be given to {@code CachingProvider.getCacheManager}
     */
    static Properties propertiesByConfig(String location) {
        return ManagerSettings.builder().config(location).build().toProperties();
    }

    /**
     * Connects a new manager by a connection that all managers of this JVM with the same name share, whatever their class
     * loaders are. The first one opens it, the last one closes it:
     *
     * <pre>{@code
     * ConnectionSettings server = ConnectionSettings.builder().url("redis://cache.example").build();
     * Properties properties = Jambry.propertiesByConnection("shop", server);
     * properties.setProperty("jambry.namespace", "orders");
     * CacheManager orders = provider.getCacheManager(URI.create("jambry:orders"), null, properties);
     * }</pre>
     *
     * <p>Who comes with other settings under a name in use is refused. A {@code url} in the settings goes before a URI that the manager is
     * asked for with, which then only tells the managers of a class loader apart.
     *
     * @param name the name, the same as the setting {@code connection-name}
     * @param connection how to reach the server, not a {@code memory:} store
     * @return properties to be given to {@code CachingProvider.getCacheManager}; with the password, if there is one
     */
    static Properties propertiesByConnection(String name, ConnectionSettings connection) {
        Properties properties = requireNonNull(connection, "connection").toProperties();
        properties.putAll(ManagerSettings.builder().connectionName(name).build().toProperties());
        return properties;
    }

    /**
     * Connects a new manager to a server, the same as the setting {@code url}:
     *
     * <pre>{@code
     * CacheManager manager = provider.getCacheManager(null, null, Jambry.propertiesByUrl("rediss://:secret@cache.example"));
     * }</pre>
     *
     * @param url a URL, with user info, database and options if need be
     * @return properties to be given to {@code CachingProvider.getCacheManager}
     */
    static Properties propertiesByUrl(String url) {
        Properties properties = new Properties();
        properties.setProperty("jambry.url", requireNonNull(url, "url"));
        return properties;
    }

    /**
     * The cache of a name: the one that is open here, if its definition is equal, or else one that is opened as
     * {@link #createCache} does. So of several threads and JVMs that call this at the same time, each gets the cache.
     *
     * <p>Definitions are equal when the types of keys and values are. Of what else the configuration says, such as the expiry policy,
     * a cache that is open keeps what it was opened with.
     *
     * @param cacheName the name of the cache
     * @param configuration how to open the cache
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the cache
     * @throws CacheDefinitionException if the cache is open with another definition, here or in another JVM
     * @throws IllegalStateException if the manager is closed
     */
    <K, V> Cache<K, V> getOrCreateCache(String cacheName, Configuration<K, V> configuration);

    /**
     * The same for a cache that code knows more about than its configuration can say, such as that it has limits.
     *
     * <p>The settings hold in this manager, where no other source says something of the cache: {@code Properties}, a file and the rest
     * go before them. A cache that is open keeps those that it was opened with, and is refused where the settings bind the data and
     * differ.
     *
     * @param cacheName the name of the cache
     * @param configuration how to open the cache
     * @param settings what is set on their builder counts, the defaults do not
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the cache
     * @throws CacheDefinitionException if the cache is open with another definition, here or in another JVM
     * @throws ConfigurationException if the settings and what other sources say contradict each other
     * @throws IllegalStateException if the manager is closed
     */
    <K, V> Cache<K, V> getOrCreateCache(String cacheName, Configuration<K, V> configuration, CacheSettings settings);

    /**
     * Takes a cache out of this manager. A name that is not open here has nothing to be closed.
     *
     * @param cacheName the name of the cache
     * @param destroy true to remove entries and registration for all JVMs, as {@link #destroyCache} does; false to close the
     *     cache here only: its name is free in this manager, entries and registration stay, and {@link #getCache(String)}
     *     opens it again
     * @throws IllegalStateException if the manager is closed
     */
    void removeCache(String cacheName, boolean destroy);

    /**
     * Destroys all caches that are registered in the namespace, whichever JVM created them and has them open, then closes this
     * manager. Entries and registrations are gone; other managers of the namespace stay open, without caches. To end a
     * manager and keep the data there is {@link #close}.
     *
     * <p>Caches that are registered while this goes on may stay. If it fails on the way, because the server is away, this manager
     * stays open, and the rest is destroyed by calling it again.
     *
     * @throws IllegalStateException if the manager is closed
     */
    void destroy();

    /**
     * How this manager reaches its store. With {@code embedded:} that is the address and the password of the server which was
     * started, so that other JVMs on this machine can join while this one runs.
     *
     * <p>{@code toString} of the settings hides the password, {@link ConnectionSettings#toProperties} does not. A
     * {@code memory:} store is in this JVM, whatever other JVMs do with its settings.
     *
     * @return settings that never name {@code embedded:}; available after closing, too
     */
    ConnectionSettings connection();

    /**
     * The names of all caches registered in the namespace, those included that no manager has open at the moment:
     * {@link #getCache(String)} opens them, {@link #destroyCache} removes them with their entries. {@link #getCacheNames}
     * tells only those that some manager, in this JVM or another, has open.
     *
     * @return a snapshot
     * @throws IllegalStateException if the manager is closed
     */
    SortedSet<String> registeredCacheNames();

    /**
     * How the servers are doing, as this JVM sees it: breakers, failures, calls that wait.
     *
     * @return a snapshot of the servers known at the moment; none for {@code memory:}
     * @throws IllegalStateException if the manager is closed
     */
    List<NodeStatus> nodes();

    /**
     * Tells each setting of this manager and of its caches, and where its value comes from: the manager URI,
     * {@code Properties}, a system property, the environment, MicroProfile Config, a line of the settings file, or the default.
     * Secrets are masked.
     *
     * @return a line for each setting: key, value, source; available after closing, too
     */
    String configurationReport();
}
