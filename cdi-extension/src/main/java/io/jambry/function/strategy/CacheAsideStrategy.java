// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function.strategy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.function.FunctionCache;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Cache-aside: the application reads the cache, and the system of record for what is not there. It changes the system of record past
 * the cache, and evicts.
 *
 * <pre>{@code
 * class Books extends CacheAsideStrategy<Long, Book> {
 *
 *     Books(Jambry manager) {
 *         super(manager, "books", Long.class, Book.class, Duration.ofMinutes(10));
 *     }
 *
 *     @Override
 *     protected Book load(Long isbn) {
 *         return database.find(isbn);
 *     }
 * }
 * }</pre>
 *
 * <p>Values are read as {@link FunctionCache} does it: a cache that fails never fails a read, and of callers that miss the same key at the
 * same time one reads the system of record.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public abstract class CacheAsideStrategy<K, V> extends CachingStrategy<K, V> {

    private volatile @Nullable FunctionCache<K, V> functions;

    /**
     * Makes the strategy; nothing is opened yet.
     *
     * @param manager where the cache lives
     * @param namespace the name of the cache
     * @param keyType the type of the keys
     * @param valueType the type of the values
     * @param ttl how long an entry lives, a millisecond at least
     */
    protected CacheAsideStrategy(Jambry manager, String namespace, Class<K> keyType, Class<V> valueType, Duration ttl) {
        super(manager, namespace, keyType, valueType, ttl);
    }

    /**
     * Adjusts how values are read: jitter, locks, and so on.
     *
     * @param reads as they are without this, with the time to live set
     * @return a changed copy, or the same
     */
    protected FunctionCache<K, V> adjust(FunctionCache<K, V> reads) {
        return reads;
    }

    @Override
    public @Nullable V get(K key) {
        return loading(() -> functions().get(key, () -> load(key)));
    }

    @Override
    public Map<K, V> getAll(Set<K> keys) {
        return loading(() -> functions().getAll(keys, this::loadAll));
    }

    /**
     * Changes the system of record, and then evicts what the cache has of it; also if the change fails, since it may have happened all the
     * same.
     *
     * @param key the key of what is changed
     * @param change changes the system of record
     * @param <R> the type of its result
     * @return its result
     * @throws Exception what the change throws, or why the entry could not be evicted: it may be stale then, until it expires
     */
    public <R extends @Nullable Object> R change(K key, Callable<R> change) throws Exception {
        R result;
        try {
            result = change.call();
        } catch (Exception | Error failed) {
            evictAfter(failed, key);
            throw failed;
        }
        evict(key);
        return result;
    }

    private void evictAfter(Throwable failure, K key) {
        try {
            evict(key);
        } catch (RuntimeException stale) {
            failure.addSuppressed(stale);
        }
    }

    private FunctionCache<K, V> functions() {
        JambryCache<K, V> cache = cache();
        FunctionCache<K, V> known = functions;
        if (known == null || known.cache() != cache) {
            known = adjust(reads(cache));
            functions = known;
        }
        return known;
    }

    /** How values are read before anything is adjusted. */
    FunctionCache<K, V> reads(JambryCache<K, V> cache) {
        return FunctionCache.of(cache).ttl(ttl());
    }

    private static <T extends @Nullable Object> T loading(Callable<T> read) {
        try {
            return read.call();
        } catch (CacheLoaderException failed) {
            throw failed;
        } catch (Exception failed) {
            if (failed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new CacheLoaderException("the system of record could not be read", failed);
        }
    }
}
