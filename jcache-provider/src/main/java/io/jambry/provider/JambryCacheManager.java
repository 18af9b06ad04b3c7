// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static java.util.Objects.requireNonNull;

import io.jambry.CacheClusterMXBean;
import io.jambry.CacheDefinitionException;
import io.jambry.CacheSettings;
import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryException;
import io.jambry.cache.CacheConfiguration;
import io.jambry.cache.CacheLife;
import io.jambry.cache.StandardCache;
import io.jambry.lock.Locks;
import io.jambry.lock.NamespaceLocks;
import io.jambry.spi.Namespace;
import io.jambry.spi.NodeStatus;
import io.jambry.spi.Registry;
import io.jambry.spi.Store;
import io.jambry.structure.NamespaceStructures;
import io.jambry.structure.Structures;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The caches of one namespace on one server, as JSR-107 sees them. Managers of other JVMs that open the same namespace share
 * caches and entries.
 *
 * <p>Thread-safe. Creating, opening, destroying and closing happen one after the other, under one lock; operations on caches
 * do not touch it.
 */
public final class JambryCacheManager implements Jambry {

    private static final System.Logger LOG = System.getLogger(JambryCacheManager.class.getName());

    private final CachingProvider provider;
    /** What names and messages may show: without user info and options. */
    private final URI uri;

    private final ClassLoader loader;
    private final Properties properties;
    private final io.jambry.config.Configuration configuration;
    private final @Nullable SharedLink link;
    private final ConnectionSettings connection;
    private final Namespace namespace;
    private final ManagerThreads threads;
    private final ManagerKeys keys;
    private final CacheOpening opening;
    private final JmxRegistration jmx;
    private final ClusterStatistics clusterStatistics;
    private final Runnable onClose;
    private final ConcurrentMap<String, StandardCache<?, ?>> caches = new ConcurrentHashMap<>();

    /** What the caches above were opened with. */
    private final ConcurrentMap<String, CacheSettings> opened = new ConcurrentHashMap<>();

    private final AtomicBoolean closed = new AtomicBoolean();

    /** Made when they are first asked for. Guarded by the lock. */
    private @Nullable NamespaceStructures structures;

    /** Held while the set of caches changes. */
    private final ReentrantLock changing = new ReentrantLock();

    /** Made when they are first asked for. Guarded by the lock. */
    private @Nullable NamespaceLocks locks;

    private JambryCacheManager(
            CachingProvider provider,
            ClassLoader loader,
            Properties properties,
            io.jambry.config.Configuration configuration,
            @Nullable SharedLink link,
            Namespace namespace,
            ManagedThreads managed,
            Runnable onClose) {
        this.provider = provider;
        this.uri = configuration.uri();
        this.loader = loader;
        this.properties = properties;
        this.configuration = configuration;
        this.link = link;
        this.connection = link == null ? configuration.connection() : link.settings();
        this.namespace = namespace;
        this.onClose = onClose;
        this.jmx = new JmxRegistration(uri);
        this.threads = new ManagerThreads(
                configuration.manager().namespace(),
                loader,
                configuration.manager().asyncThreads(),
                managed);
        this.clusterStatistics = new ClusterStatistics(namespace.counters(), threads);
        this.keys = new ManagerKeys(configuration.manager().namespace(), loader, System.getenv());
        this.opening = new CacheOpening(
                this,
                namespace,
                configuration.manager().namespace(),
                threads,
                keys,
                configuration.manager().strict(),
                this::closing);
    }

    static JambryCacheManager open(
            CachingProvider provider,
            ClassLoader loader,
            Properties given,
            io.jambry.config.Configuration configuration,
            Runnable onClose) {
        Properties properties = new Properties();
        properties.putAll(given);
        ManagedThreads managed = ManagedThreads.of(configuration.manager());
        SharedLink link = Backend.link(configuration, given);
        // a closed manager would be kept, and its class loader with it
        properties.remove(MANAGER_ITSELF);
        Namespace namespace =
                Backend.open(link, configuration.manager(), UUID.randomUUID().toString());
        JambryCacheManager manager =
                new JambryCacheManager(provider, loader, properties, configuration, link, namespace, managed, onClose);
        manager.start();
        return manager;
    }

    private void start() {
        Duration heartbeat = configuration.manager().lease().dividedBy(3);
        // ends with the threads
        threads.every(
                heartbeat,
                "renewing the membership of namespace '"
                        + configuration.manager().namespace() + "'",
                () -> namespace.beat().forEach(this::destroyedElsewhere));
    }

    /** Closes what is left here of a cache that another JVM destroyed, on a thread that may wait for operations under way. */
    private void destroyedElsewhere(String cacheName) {
        StandardCache<?, ?> left = caches.get(cacheName);
        if (left != null && !isClosed()) {
            threads.background().execute(() -> closeDestroyed(cacheName, left));
        }
    }

    private void closeDestroyed(String cacheName, StandardCache<?, ?> left) {
        changing.lock();
        try {
            if (caches.get(cacheName) == left) {
                LOG.log(
                        System.Logger.Level.INFO,
                        "cache ''{0}'' was destroyed by another JVM; it is closed here",
                        cacheName);
                left.close();
            }
        } finally {
            changing.unlock();
        }
    }

    // ---- who it is

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public Properties getProperties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    @Override
    public ConnectionSettings connection() {
        return connection;
    }

    /** The way to the servers, which other managers may hold as well; null for {@code memory:}. */
    @Nullable
    SharedLink link() {
        return link;
    }

    // ---- caches

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C cacheConfiguration) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        requireByValue(cacheName, requireNonNull(cacheConfiguration, "configuration"));
        changing.lock();
        try {
            requireOpen();
            if (caches.containsKey(cacheName)) {
                throw new CacheException("a cache named '" + cacheName + "' exists already in this cache manager");
            }
            return open(cacheName, CacheConfiguration.copyOf(cacheConfiguration));
        } finally {
            changing.unlock();
        }
    }

    private static void requireByValue(String cacheName, Configuration<?, ?> cacheConfiguration) {
        if (!cacheConfiguration.isStoreByValue()) {
            throw new UnsupportedOperationException(
                    "cache '" + cacheName
                            + "': storing by reference is not supported, since entries leave the JVM; set storeByValue to true");
        }
    }

    @Override
    public <K, V> Cache<K, V> getOrCreateCache(String cacheName, Configuration<K, V> cacheConfiguration) {
        requireOpen();
        CacheSettings kept = opened.get(requireNonNull(cacheName, "cacheName"));
        return getOrOpen(cacheName, cacheConfiguration, kept == null ? configuration.cache(cacheName) : kept);
    }

    @Override
    public <K, V> Cache<K, V> getOrCreateCache(
            String cacheName, Configuration<K, V> cacheConfiguration, CacheSettings settings) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        return getOrOpen(cacheName, cacheConfiguration, configuration.cache(cacheName, settings));
    }

    private <K, V> Cache<K, V> getOrOpen(
            String cacheName, Configuration<K, V> cacheConfiguration, CacheSettings settings) {
        requireByValue(cacheName, requireNonNull(cacheConfiguration, "configuration"));
        changing.lock();
        try {
            requireOpen();
            StandardCache<?, ?> open = caches.get(cacheName);
            if (open == null) {
                return open(cacheName, CacheConfiguration.copyOf(cacheConfiguration), settings);
            }
            requireSameDefinition(open, Definition.of(cacheConfiguration, settings));
            return cast(open);
        } finally {
            changing.unlock();
        }
    }

    private void requireSameDefinition(StandardCache<?, ?> open, Definition here) {
        String name = open.getName();
        CacheSettings kept = opened.getOrDefault(name, configuration.cache(name));
        Definition there = Definition.of(open.life().configuration(), kept);
        if (!here.equals(there)) {
            throw new CacheDefinitionException("cache '" + name
                    + "' is open in this cache manager with another definition (" + here.differenceTo(there)
                    + "); use the same definition, another name, or remove the cache first");
        }
    }

    private <K, V> StandardCache<K, V> open(String name, CacheConfiguration<K, V> cacheConfiguration) {
        return open(name, cacheConfiguration, configuration.cache(name));
    }

    private <K, V> StandardCache<K, V> open(
            String name, CacheConfiguration<K, V> cacheConfiguration, CacheSettings settings) {
        StandardCache<K, V> cache = opening.open(name, cacheConfiguration, settings);
        opened.put(name, settings);
        caches.put(name, cache);
        clusterStatistics.opened(cache.life(), settings);
        enableManagement(cache.life(), settings.management().orElse(cacheConfiguration.isManagementEnabled()));
        enableStatistics(cache.life(), settings.statistics().orElse(cacheConfiguration.isStatisticsEnabled()));
        return cache;
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        requireNonNull(keyType, "keyType");
        requireNonNull(valueType, "valueType");
        StandardCache<?, ?> cache = find(requireNonNull(cacheName, "cacheName"));
        if (cache == null) {
            return null;
        }
        Configuration<?, ?> types = cache.life().configuration();
        require(cacheName, "keys", types.getKeyType(), keyType);
        require(cacheName, "values", types.getValueType(), valueType);
        return cast(cache);
    }

    private static void require(String cacheName, String what, Class<?> declared, Class<?> asked) {
        if (declared != asked) {
            throw new ClassCastException("cache '" + cacheName + "' holds " + what + " of type " + declared.getName()
                    + ", not " + asked.getName());
        }
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
        requireOpen();
        StandardCache<?, ?> cache = find(requireNonNull(cacheName, "cacheName"));
        return cache == null ? null : cast(cache);
    }

    @SuppressWarnings("unchecked") // JSR-107 leaves it to the caller of getCache(String) to know the types
    private static <K, V> Cache<K, V> cast(Cache<?, ?> cache) {
        return (Cache<K, V>) cache;
    }

    /** The cache if it is open here, or can be opened because it is registered or the settings name its types. */
    private @Nullable StandardCache<?, ?> find(String name) {
        StandardCache<?, ?> open = caches.get(name);
        if (open != null) {
            return open;
        }
        changing.lock();
        try {
            requireOpen();
            StandardCache<?, ?> opened = caches.get(name);
            if (opened != null) {
                return opened;
            }
            CacheSettings settings = configuration.cache(name);
            return namespace
                    .registry()
                    .find(name)
                    .map(Definition::new)
                    .or(() -> Definition.ofTypes(settings.keyType(), settings.valueType()))
                    .map(definition -> reopen(name, definition))
                    .orElse(null);
        } finally {
            changing.unlock();
        }
    }

    private StandardCache<?, ?> reopen(String name, Definition definition) {
        return open(name, configurationOf(definition.keyType(name, loader), definition.valueType(name, loader)));
    }

    private static <K, V> CacheConfiguration<K, V> configurationOf(Class<K> keyType, Class<V> valueType) {
        return CacheConfiguration.copyOf(new MutableConfiguration<K, V>().setTypes(keyType, valueType));
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        Set<String> names = new TreeSet<>(namespace.registry().openNames());
        names.addAll(caches.keySet());
        return Collections.unmodifiableSet(names);
    }

    @Override
    public SortedSet<String> registeredCacheNames() {
        requireOpen();
        return namespace.registry().names();
    }

    @Override
    public List<NodeStatus> nodes() {
        requireOpen();
        return namespace.nodes();
    }

    private Structures structures() {
        if (link == null) {
            throw new UnsupportedOperationException(
                    "structures are kept by a server, but 'url' is memory:; give the address of a server, or embedded:");
        }
        changing.lock();
        try {
            requireOpen();
            NamespaceStructures known = structures;
            if (known == null) {
                known = NamespaceStructures.of(
                        link.link(),
                        configuration.manager().namespace(),
                        new SettingForms(configuration, configuration.manager().namespace(), keys, loader));
                structures = known;
            }
            return known;
        } finally {
            changing.unlock();
        }
    }

    /** The same for all who ask: threads of this JVM wait in one line for each lock. */
    private Locks locks() {
        SharedLink shared = link;
        if (shared == null) {
            throw new UnsupportedOperationException(
                    "locks are kept by a server, but 'url' is memory:; give the address of a server, or embedded:");
        }
        changing.lock();
        try {
            requireOpen();
            NamespaceLocks known = locks;
            if (known == null) {
                known = NamespaceLocks.open(
                        shared.link(), configuration.manager().namespace(), threads.background());
                locks = known;
            }
            return known;
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String configurationReport() {
        return configuration.report();
    }

    @Override
    public void destroyCache(String cacheName) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        changing.lock();
        try {
            requireOpen();
            StandardCache<?, ?> open = caches.get(cacheName);
            if (open != null) {
                open.close();
            }
            Registry registry = namespace.registry();
            Optional<Definition> there = registry.find(cacheName).map(Definition::new);
            if (open != null || there.isPresent()) {
                try (Store store =
                        there.isPresent() ? there.get().store(namespace, cacheName) : namespace.store(cacheName)) {
                    store.clear();
                }
                registry.remove(cacheName);
                clusterStatistics.destroyed(cacheName);
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void removeCache(String cacheName, boolean destroy) {
        if (destroy) {
            destroyCache(cacheName);
            return;
        }
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        changing.lock();
        try {
            requireOpen();
            StandardCache<?, ?> open = caches.get(cacheName);
            if (open != null) {
                open.close();
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void destroy() {
        requireOpen();
        changing.lock();
        try {
            requireOpen();
            Set<String> names = new TreeSet<>(namespace.registry().names());
            names.addAll(caches.keySet());
            names.forEach(this::destroyCache);
        } finally {
            changing.unlock();
        }
        close();
    }

    // ---- management

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        requireOpen();
        StandardCache<?, ?> cache = caches.get(requireNonNull(cacheName, "cacheName"));
        if (cache != null) {
            enableManagement(cache.life(), enabled);
        }
    }

    private void enableManagement(CacheLife<?, ?> life, boolean enabled) {
        life.configuration().setManagementEnabled(enabled);
        jmx.configuration(life, enabled);
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        requireOpen();
        StandardCache<?, ?> cache = caches.get(requireNonNull(cacheName, "cacheName"));
        if (cache != null) {
            enableStatistics(cache.life(), enabled);
        }
    }

    private void enableStatistics(CacheLife<?, ?> life, boolean enabled) {
        life.enableStatistics(enabled);
        showStatistics(life, enabled);
    }

    private void showStatistics(CacheLife<?, ?> life, boolean show) {
        jmx.statistics(life, show);
        jmx.cluster(life, clusterBean(life), show);
    }

    /** What a cache of this manager shows beyond JSR-107. */
    CacheClusterMXBean clusterBean(CacheLife<?, ?> life) {
        return new ClusterBean(
                life,
                clusterStatistics,
                namespace.registry(),
                configuration.cache(life.name()).memorySample());
    }

    // ---- closing

    /** A cache begins to close: from now on its name is free. */
    private void closing(CacheLife<?, ?> life) {
        caches.computeIfPresent(life.name(), (name, cache) -> {
            if (cache.life() != life) {
                return cache;
            }
            opened.remove(name);
            return null;
        });
        jmx.configuration(life, false);
        showStatistics(life, false);
        clusterStatistics.closing(life);
        try {
            namespace.registry().close(life.name());
        } catch (JambryException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache ''{0}'' is closed here; the others learn it when the lease of this manager ends",
                    life.name());
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        endStructures();
        changing.lock();
        try {
            new ArrayList<>(caches.values()).forEach(Cache::close);
            if (locks != null) {
                locks.close();
            }
            threads.close();
            keys.close();
            namespace.close();
        } finally {
            changing.unlock();
            onClose.run();
        }
    }

    /** Not under the lock: handlers of the application end meanwhile, which may want to open a cache. */
    private void endStructures() {
        NamespaceStructures open;
        changing.lock();
        try {
            open = structures;
        } finally {
            changing.unlock();
        }
        if (open != null) {
            open.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    private void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("the cache manager " + uri + " is closed");
        }
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        requireNonNull(type, "type");
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type == Structures.class) {
            requireOpen();
            return type.cast(structures());
        }
        if (type == Locks.class) {
            requireOpen();
            return type.cast(locks());
        }
        throw new IllegalArgumentException("the cache manager cannot be unwrapped to " + type.getName());
    }

    @Override
    public String toString() {
        return "CacheManager " + uri + (isClosed() ? " (closed)" : "");
    }
}
