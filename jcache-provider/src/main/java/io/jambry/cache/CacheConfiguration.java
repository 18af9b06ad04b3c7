// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.io.Serial;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The configuration a cache was made with: a copy, which the caller's later changes do not reach. The two switches and the
 * list of listeners tell how things stand.
 *
 * <p>Thread-safe.
 */
public final class CacheConfiguration<K, V> implements CompleteConfiguration<K, V> {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Serialization wants a field that is serializable itself; this one is. */
    private final MutableConfiguration<K, V> copy;

    private final CopyOnWriteArrayList<CacheEntryListenerConfiguration<K, V>> listeners;
    private volatile boolean statisticsEnabled;
    private volatile boolean managementEnabled;

    private CacheConfiguration(MutableConfiguration<K, V> copy, boolean statistics, boolean management) {
        this.copy = copy;
        this.listeners = new CopyOnWriteArrayList<>();
        copy.getCacheEntryListenerConfigurations().forEach(listeners::add);
        this.statisticsEnabled = statistics;
        this.managementEnabled = management;
    }

    /**
     * Copies a configuration.
     *
     * @param configuration what the caller gave; one that is not complete gets the defaults of JSR-107
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the copy
     */
    public static <K, V> CacheConfiguration<K, V> copyOf(Configuration<K, V> configuration) {
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            return new CacheConfiguration<>(
                    new MutableConfiguration<>(complete),
                    complete.isStatisticsEnabled(),
                    complete.isManagementEnabled());
        }
        MutableConfiguration<K, V> defaults = new MutableConfiguration<K, V>()
                .setTypes(configuration.getKeyType(), configuration.getValueType())
                .setStoreByValue(configuration.isStoreByValue());
        return new CacheConfiguration<>(defaults, false, false);
    }

    /**
     * The configuration as the type somebody asks for.
     *
     * @param type a type this configuration, or a copy of it, is of
     * @param <C> the type
     * @return this configuration, or a copy if a {@link MutableConfiguration} is asked for
     * @throws IllegalArgumentException if it is of another type
     */
    public <C extends Configuration<K, V>> C as(Class<C> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        MutableConfiguration<K, V> mutable = new MutableConfiguration<>(this);
        if (type.isInstance(mutable)) {
            return type.cast(mutable);
        }
        throw new IllegalArgumentException("the configuration cannot be shown as " + type.getName());
    }

    void added(CacheEntryListenerConfiguration<K, V> listener) {
        listeners.addIfAbsent(listener);
    }

    void removed(CacheEntryListenerConfiguration<K, V> listener) {
        listeners.remove(listener);
    }

    /**
     * Notes that statistics are counted or not.
     *
     * @param on whether they are
     */
    public void setStatisticsEnabled(boolean on) {
        statisticsEnabled = on;
    }

    /**
     * Notes that the cache is shown by its management bean or not.
     *
     * @param on whether it is
     */
    public void setManagementEnabled(boolean on) {
        managementEnabled = on;
    }

    @Override
    public Class<K> getKeyType() {
        return copy.getKeyType();
    }

    @Override
    public Class<V> getValueType() {
        return copy.getValueType();
    }

    @Override
    public boolean isStoreByValue() {
        return copy.isStoreByValue();
    }

    @Override
    public boolean isReadThrough() {
        return copy.isReadThrough();
    }

    @Override
    public boolean isWriteThrough() {
        return copy.isWriteThrough();
    }

    @Override
    public boolean isStatisticsEnabled() {
        return statisticsEnabled;
    }

    @Override
    public boolean isManagementEnabled() {
        return managementEnabled;
    }

    @Override
    public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        return List.copyOf(listeners);
    }

    @Override
    public @Nullable Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return copy.getCacheLoaderFactory();
    }

    @Override
    public @Nullable Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return copy.getCacheWriterFactory();
    }

    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return copy.getExpiryPolicyFactory();
    }
}
