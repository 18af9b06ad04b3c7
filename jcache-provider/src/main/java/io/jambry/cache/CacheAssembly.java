// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.CacheSettings;
import io.jambry.ConfigurationException;
import io.jambry.codec.KeyCodec;
import io.jambry.codec.ValueCodec;
import io.jambry.event.Listeners;
import io.jambry.event.Registrations;
import io.jambry.event.SharedListeners;
import io.jambry.near.NearCache;
import io.jambry.spi.ChangeReceiver;
import io.jambry.spi.ClaimKind;
import io.jambry.spi.Consistency;
import io.jambry.spi.Feed;
import io.jambry.spi.Store;
import io.jambry.spi.WriteQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.CacheManager;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Puts a cache together from its configuration, its settings and a store.
 *
 * @param name the name of the cache
 * @param manager whose cache it is
 * @param configuration what JSR-107 lets a user say of it
 * @param settings what Jambry lets a user say of it
 * @param store its entries; closed with the cache
 * @param keys its keys as bytes
 * @param values its values as bytes
 * @param validation who decides whether a value may be stored
 * @param near values of the store that are at hand; null if none are kept near
 * @param queue where writes wait for the system of record; null if they do not wait
 * @param background runs loads and asynchronous listeners
 * @param callers runs the calls of the asynchronous view
 * @param feeds the changes of the cache, if other JVMs make some, too
 * @param onClose is told when the cache begins to close
 */
public record CacheAssembly<K, V>(
        String name,
        CacheManager manager,
        CacheConfiguration<K, V> configuration,
        CacheSettings settings,
        Store store,
        KeyCodec keys,
        ValueCodec values,
        Validation validation,
        @Nullable NearCache<K, V> near,
        @Nullable WriteQueue queue,
        Executor background,
        Executor callers,
        Function<ChangeReceiver, Optional<Feed>> feeds,
        Consumer<CacheLife<K, V>> onClose) {

    private static final System.Logger LOG = System.getLogger(CacheAssembly.class.getName());

    /**
     * Makes the cache. What was made before a later step fails is closed again.
     *
     * @return an open cache
     */
    public StandardCache<K, V> open() {
        List<@Nullable Object> made = new ArrayList<>();
        Listeners<K, V> listeners = new Listeners<>(name, background);
        SharedListeners<K, V> shared = new SharedListeners<>(
                name, background, settings.listenerQueue(), new StoredForm<>(keys, values), Closing::closeQuietly);
        try {
            Feed feed = shared.join(feeds).orElse(null);
            if (feed == null) {
                StandardCache<K, V> cache = open(made, listeners, listeners, Heard.ALREADY);
                configuration.getCacheEntryListenerConfigurations().forEach(listeners::register);
                return cache;
            }
            StandardCache<K, V> cache = open(made, listeners, shared, Heard.by(feed, name));
            shared.open(cache, configuration.getCacheEntryListenerConfigurations());
            return cache;
        } catch (RuntimeException e) {
            Closing.closeQuietly(listeners.clear());
            Closing.closeQuietly(shared.clear());
            Closing.closeQuietly(made);
            store.close();
            throw e;
        }
    }

    private StandardCache<K, V> open(
            List<@Nullable Object> made, Listeners<K, V> listeners, Registrations<K, V> registrations, Heard heard) {
        CacheLoader<K, V> loader = make(configuration.getCacheLoaderFactory(), made);
        CacheWriter<? super K, ? super V> writer = make(configuration.getCacheWriterFactory(), made);
        warnOfMissing("read-through", configuration.isReadThrough(), "loader", loader);
        // others may have the writer for what waits in a queue
        warnOfMissing("write-through", configuration.isWriteThrough() && queue == null, "writer", writer);
        ExpiryPolicy policy = make(expiry(), made);
        requireQuietReads(policy == null ? new javax.cache.expiry.EternalExpiryPolicy() : policy);
        Values<V> cacheValues = validation.values(name, values, settings.undecodable());
        Renewals renewals = new Renewals(name, values);
        Store entries = settings.rewriteOnRead() ? new RenewingStore(store, renewals) : store;
        WriteThrough<K, V> through =
                writer == null || !configuration.isWriteThrough() ? null : new WriteThrough<>(name, writer);
        Behind<K, V> behind = queue == null ? null : new Behind<>(name, settings, queue, keys, cacheValues, through);
        Counters counters = new Counters(store::evictions);
        Consistency consistency = new Consistency(
                settings.waitReplicas(), settings.waitTimeout(), settings.readFrom() == CacheSettings.ReadFrom.REPLICA);
        CacheParts<K, V> parts = new CacheParts<>(
                entries.with(consistency.readingFromPrimary()),
                entries.with(consistency),
                keys,
                cacheValues,
                renewals,
                counters,
                new Ledger<>(counters, cacheValues),
                store.isLocal() ? new LiveValues<>() : near,
                near != null && settings.nearIgnoresAccess(),
                listeners,
                registrations,
                heard,
                new KeyLocks(name, settings.invokeWait()),
                new KeyLocks(name, settings.invokeWait()),
                new Leases(store, name, settings.invokeLease().toMillis(), ClaimKind.UPDATE, background),
                new Leases(store, name, settings.invokeLease().toMillis(), ClaimKind.LOAD, background),
                new Removals(store),
                settings.invokeWait(),
                settings.pageSize(),
                loader == null ? null : new ReadThrough<>(name, behind == null ? loader : behind.before(loader)),
                configuration.isReadThrough(),
                behind == null || !configuration.isWriteThrough() ? through : behind.writes(),
                behind,
                settings.onWriteFailure() == CacheSettings.WriteFailure.SKIP,
                new PendingLoads(name),
                background,
                callers);
        if (behind != null) {
            // it needs the writer until its end
            made.add(0, behind);
            behind.start(background);
        }
        CacheLife<K, V> life = new CacheLife<>(name, manager, configuration, parts, made, onClose);
        return new StandardCache<>(life, parts, policy == null ? new javax.cache.expiry.EternalExpiryPolicy() : policy);
    }

    /** A read from near is one that the server does not hear of, so it cannot prolong anything. */
    private void requireQuietReads(ExpiryPolicy policy) {
        if (near != null && !new ExpiryRules(policy, settings.nearIgnoresAccess()).readsAreQuiet()) {
            throw new ConfigurationException("cache '" + name + "': setting 'near' is on, but its expiry policy ("
                    + policy.getClass().getName()
                    + ") has, or may have, a duration for access, and reads from near do not"
                    + " reach the server; set near-ignores-access=true if accesses need not prolong anything, use another"
                    + " policy (eternal, created, modified or io.jambry.FixedExpiryPolicy), or set near=off");
        }
    }

    private void warnOfMissing(String mode, boolean wanted, String what, @Nullable Object customization) {
        if (wanted && customization == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache ''{0}'' is configured as {1} but has no {2}; it works as if it were not",
                    name,
                    mode,
                    what);
        }
    }

    /** The policy of the code, or the one of the settings where the code is content with the default. */
    private Factory<ExpiryPolicy> expiry() {
        Factory<ExpiryPolicy> configured = configuration.getExpiryPolicyFactory();
        boolean byDefault = configured.equals(javax.cache.expiry.EternalExpiryPolicy.factoryOf());
        return byDefault ? settings.expiryPolicyFactory() : configured;
    }

    private static <T> @Nullable T make(@Nullable Factory<? extends T> factory, List<@Nullable Object> made) {
        if (factory == null) {
            return null;
        }
        T customization = factory.create();
        made.add(customization);
        return customization;
    }
}
