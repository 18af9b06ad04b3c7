// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static java.util.Objects.requireNonNull;

import io.jambry.event.FeedCounters;
import io.jambry.event.SharedListeners;
import io.jambry.spi.SharedCounters;
import io.jambry.spi.Store;
import io.jambry.spi.StoreEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import javax.cache.management.CacheStatisticsMXBean;
import org.jspecify.annotations.Nullable;

/**
 * A cache from opening to closing: who it is, what it accepts, and what has to be closed with it. Shared by a cache and its
 * views.
 *
 * <p>Thread-safe.
 */
public final class CacheLife<K, V> {

    private final String name;
    private final CacheManager manager;
    private final CacheConfiguration<K, V> configuration;
    private final CacheParts<K, V> parts;
    private final List<@Nullable Object> customizations;
    private final Consumer<CacheLife<K, V>> onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Class<K> keyType;
    private final Class<V> valueType;
    private final boolean anyKey;

    CacheLife(
            String name,
            CacheManager manager,
            CacheConfiguration<K, V> configuration,
            CacheParts<K, V> parts,
            List<? extends @Nullable Object> customizations,
            Consumer<CacheLife<K, V>> onClose) {
        this.name = name;
        this.manager = manager;
        this.configuration = configuration;
        this.parts = parts;
        this.customizations = new CopyOnWriteArrayList<>(customizations);
        this.onClose = onClose;
        this.keyType = configuration.getKeyType();
        this.valueType = configuration.getValueType();
        this.anyKey = keyType == Object.class;
        parts.counters().enable(configuration.isStatisticsEnabled());
    }

    /**
     * The name of the cache.
     *
     * @return as it was created
     */
    public String name() {
        return name;
    }

    /**
     * The configuration of the cache.
     *
     * @return the live one
     */
    public CacheConfiguration<K, V> configuration() {
        return configuration;
    }

    /**
     * The statistics of the cache in this JVM.
     *
     * @return the live ones
     */
    public CacheStatisticsMXBean statistics() {
        return parts.counters();
    }

    /**
     * What has been counted in this JVM so far.
     *
     * @return a snapshot
     */
    public SharedCounters.Totals totals() {
        return parts.counters().totals();
    }

    /**
     * How long reads took.
     *
     * @return the live histogram
     */
    public LatencyHistogram getTimes() {
        return parts.counters().getTimes();
    }

    /**
     * How long writes took.
     *
     * @return the live histogram
     */
    public LatencyHistogram putTimes() {
        return parts.counters().putTimes();
    }

    /**
     * How long removals took.
     *
     * @return the live histogram
     */
    public LatencyHistogram removeTimes() {
        return parts.counters().removeTimes();
    }

    /**
     * Estimates the memory that the entries take where they are stored, by the weight of some of them.
     *
     * @param sample how many to weigh
     * @return bytes; empty if the store cannot tell
     */
    public OptionalLong estimateMemory(int sample) {
        List<byte[]> keys = new ArrayList<>();
        Iterator<List<StoreEntry>> pages = parts.store().scan(Store.Scope.KEYS, Math.min(sample, parts.pageSize()));
        while (keys.size() < sample && pages.hasNext()) {
            pages.next().stream().limit(sample - keys.size()).forEach(entry -> keys.add(entry.key()));
        }
        if (keys.isEmpty()) {
            return OptionalLong.of(0);
        }
        List<Long> weighed =
                parts.store().memory(keys).stream().filter(bytes -> bytes > 0).toList();
        if (weighed.isEmpty()) {
            return OptionalLong.empty();
        }
        double average = weighed.stream().mapToLong(Long::longValue).average().orElse(0);
        return OptionalLong.of(Math.round(average * parts.store().size()));
    }

    /**
     * What became of the changes that this JVM was told of.
     *
     * @return live counters; empty if only this JVM changes the cache
     */
    public Optional<FeedCounters> feedCounters() {
        return parts.sharedListeners().map(SharedListeners::counters);
    }

    /**
     * How often listeners and filters of this JVM threw.
     *
     * @return a count
     */
    public long listenerFailures() {
        return parts.registrations().failures().count();
    }

    /**
     * How many messages of other JVMs this one could not read.
     *
     * @return a count
     */
    public long unreadableMessages() {
        return parts.sharedListeners().map(SharedListeners::unreadable).orElse(0L);
    }

    /**
     * How often this JVM stopped waiting for listeners of another.
     *
     * @return a count
     */
    public long listenerTimeouts() {
        return parts.sharedListeners().map(SharedListeners::timeouts).orElse(0L);
    }

    /**
     * How many entries this JVM found gone before their end, so that nobody was told that they expired.
     *
     * @return a count
     */
    public long goneBeforeEnd() {
        return parts.sharedListeners().map(SharedListeners::goneBeforeEnd).orElse(0L);
    }

    /**
     * How often a stored value could not be decoded.
     *
     * @return a count
     */
    public long undecodable() {
        return parts.values().undecoded();
    }

    /**
     * How many values were rewritten because a read found them in an old form.
     *
     * @return a count
     */
    public long rewritten() {
        return parts.renewals().rewritten();
    }

    /**
     * How many values a read found in an old form and could not rewrite.
     *
     * @return a count
     */
    public long rewriteFailures() {
        return parts.renewals().failed();
    }

    /**
     * Starts or stops counting; what was counted stays.
     *
     * @param on whether to count
     */
    public void enableStatistics(boolean on) {
        configuration.setStatisticsEnabled(on);
        parts.counters().enable(on);
    }

    /**
     * Closes something with the cache, after the application's customizations.
     *
     * @param resource what to close
     */
    public void closeWith(AutoCloseable resource) {
        customizations.add(resource);
    }

    /** Prolongs the claims held by updates and loads that take long. To be called several times within a lease. */
    public void renewLeases() {
        parts.leases().renew();
        parts.loadLeases().renew();
    }

    /** Prolongs the leases on what is taken from the queue of write-behind. To be called several times within such a lease. */
    public void renewQueue() {
        if (parts.behind() != null) {
            parts.behind().renew();
        }
    }

    CacheManager manager() {
        return manager;
    }

    /**
     * Tells whether the cache is closed.
     *
     * @return true from the beginning of closing on
     */
    public boolean isClosed() {
        return closed.get();
    }

    void requireOpen() {
        if (closed.get()) {
            throw new IllegalStateException("cache '" + name + "' is closed");
        }
    }

    K checkedKey(K key) {
        requireNonNull(key, "key");
        if (!anyKey && !keyType.isInstance(key)) {
            throw new ClassCastException("cache '" + name + "' holds keys of type " + keyType.getName() + ", not "
                    + key.getClass().getName());
        }
        return key;
    }

    V checkedValue(V value, String parameter) {
        requireNonNull(value, parameter);
        parts.values().requireDeclared(value);
        return value;
    }

    void requireNumbers() {
        if (!valueType.isAssignableFrom(Long.class)) {
            throw new ClassCastException("cache '" + name + "' holds values of type " + valueType.getName()
                    + "; increment works on java.lang.Long");
        }
    }

    void close(StandardCache<K, V> cache) {
        if (closed.compareAndSet(false, true)) {
            if (parts.live() != null) {
                parts.live().close();
            }
            try {
                onClose.accept(this);
            } finally {
                parts.loads().await(parts.longestWait());
                List<Object> listeners = new ArrayList<>(parts.registrations().clear());
                Closing.closeQuietly(listeners);
                Closing.closeQuietly(customizations);
                parts.leases().abandoned().close();
                parts.loadLeases().abandoned().close();
                parts.store().close();
            }
        }
    }
}
