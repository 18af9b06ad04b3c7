// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The only place that calls the loader; turns whatever it throws into {@link CacheLoaderException}. Threads that miss the
 * same key at the same time share one call.
 *
 * <p>Thread-safe.
 */
final class ReadThrough<K, V> {

    private final String cacheName;
    private final CacheLoader<K, V> loader;
    private final ConcurrentHashMap<ByteKey, Flight<V>> flights = new ConcurrentHashMap<>();

    ReadThrough(String cacheName, CacheLoader<K, V> loader) {
        this.cacheName = cacheName;
        this.loader = loader;
    }

    @Nullable
    V load(K key) {
        try {
            return loader.load(key);
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) {
            throw failed(e);
        }
    }

    Map<K, V> loadAll(Iterable<? extends K> keys) {
        try {
            Map<K, V> loaded = loader.loadAll(keys);
            if (loaded == null) {
                throw new CacheLoaderException(
                        "cache '" + cacheName + "': the cache loader returned null instead of a map");
            }
            return loaded;
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) {
            throw failed(e);
        }
    }

    private CacheLoaderException failed(Exception cause) {
        return new CacheLoaderException("cache '" + cacheName + "': the cache loader failed", cause);
    }

    /**
     * Loads a value once for all threads that ask meanwhile.
     *
     * @param way loads and keeps it, in one of these threads
     */
    @Nullable
    V loadOnce(K key, byte[] bytes, Supplier<@Nullable V> way) {
        ByteKey flightKey = new ByteKey(bytes);
        Flight<V> mine = new Flight<>(Thread.currentThread());
        Flight<V> flight = flights.putIfAbsent(flightKey, mine);
        if (flight != null) {
            // a loader that asks the cache for the key it loads would wait for itself
            return flight.pilot == Thread.currentThread() ? load(key) : flight.await();
        }
        try {
            V value = way.get();
            mine.complete(value);
            return value;
        } catch (Throwable e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(flightKey, mine);
        }
    }

    /** One call of the loader, and those who wait for it. */
    private static final class Flight<V> extends CompletableFuture<@Nullable V> {

        private final Thread pilot;

        Flight(Thread pilot) {
            this.pilot = pilot;
        }

        @Nullable
        V await() {
            try {
                return join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof CacheLoaderException cause) {
                    throw new CacheLoaderException(
                            cause.getMessage(), cause.getCause() == null ? cause : cause.getCause());
                }
                throw new CacheLoaderException("the load by another thread failed", e.getCause());
            }
        }
    }
}
