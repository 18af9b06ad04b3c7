// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.AsyncCache;
import io.jambry.JambryCache;
import io.jambry.Lasting;
import io.jambry.NotExecutedException;
import io.jambry.Version;
import io.jambry.Versioned;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a cache, one line each, on an executor.
 *
 * <p>Thread-safe.
 */
record AsyncView<K, V>(JambryCache<K, V> cache, Executor executor) implements AsyncCache<K, V> {

    @Override
    public CompletionStage<@Nullable V> get(K key) {
        return supply(() -> cache.get(key));
    }

    @Override
    public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
        return supply(() -> cache.getAll(keys));
    }

    @Override
    public CompletionStage<Boolean> containsKey(K key) {
        return supply(() -> cache.containsKey(key));
    }

    @Override
    public CompletionStage<Void> put(K key, V value) {
        return run(() -> cache.put(key, value));
    }

    @Override
    public CompletionStage<@Nullable V> getAndPut(K key, V value) {
        return supply(() -> cache.getAndPut(key, value));
    }

    @Override
    public CompletionStage<Void> putAll(Map<? extends K, ? extends V> map) {
        return run(() -> cache.putAll(map));
    }

    @Override
    public CompletionStage<Boolean> putIfAbsent(K key, V value) {
        return supply(() -> cache.putIfAbsent(key, value));
    }

    @Override
    public CompletionStage<Boolean> remove(K key) {
        return supply(() -> cache.remove(key));
    }

    @Override
    public CompletionStage<Boolean> remove(K key, V oldValue) {
        return supply(() -> cache.remove(key, oldValue));
    }

    @Override
    public CompletionStage<@Nullable V> getAndRemove(K key) {
        return supply(() -> cache.getAndRemove(key));
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V oldValue, V newValue) {
        return supply(() -> cache.replace(key, oldValue, newValue));
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V value) {
        return supply(() -> cache.replace(key, value));
    }

    @Override
    public CompletionStage<@Nullable V> getAndReplace(K key, V value) {
        return supply(() -> cache.getAndReplace(key, value));
    }

    @Override
    public CompletionStage<Void> removeAll(Set<? extends K> keys) {
        return run(() -> cache.removeAll(keys));
    }

    @Override
    public CompletionStage<Void> removeAll() {
        return run(() -> cache.removeAll());
    }

    @Override
    public CompletionStage<Void> clear() {
        return run(() -> cache.clear());
    }

    @Override
    public <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return supply(() -> cache.invoke(key, entryProcessor, arguments));
    }

    @Override
    public <T> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        return supply(() -> cache.invokeAll(keys, entryProcessor, arguments));
    }

    @Override
    public CompletionStage<Optional<Duration>> timeToLive(K key) {
        return supply(() -> cache.timeToLive(key));
    }

    @Override
    public CompletionStage<Boolean> touch(K key, Duration ttl) {
        return supply(() -> cache.touch(key, ttl));
    }

    @Override
    public CompletionStage<Boolean> persist(K key) {
        return supply(() -> cache.persist(key));
    }

    @Override
    public CompletionStage<Long> size() {
        return supply(() -> cache.size());
    }

    @Override
    public CompletionStage<Void> removeIf(Predicate<? super K> condition) {
        return run(() -> cache.removeIf(condition));
    }

    @Override
    public CompletionStage<Long> increment(K key, long delta) {
        return supply(() -> cache.increment(key, delta));
    }

    @Override
    public CompletionStage<Boolean> putFenced(K key, V value, long fencingToken) {
        return supply(() -> cache.putFenced(key, value, fencingToken));
    }

    @Override
    public CompletionStage<V> getOrCompute(K key, Function<? super K, ? extends V> function) {
        return supply(() -> cache.getOrCompute(key, function));
    }

    @Override
    public CompletionStage<Optional<Lasting<V>>> getLasting(K key) {
        return supply(() -> cache.getLasting(key));
    }

    @Override
    public CompletionStage<Optional<Versioned<V>>> getVersioned(K key) {
        return supply(() -> cache.getVersioned(key));
    }

    @Override
    public CompletionStage<Boolean> replaceIf(K key, Version version, V value) {
        return supply(() -> cache.replaceIf(key, version, value));
    }

    private CompletionStage<Void> run(Runnable operation) {
        return supply(() -> {
            operation.run();
            return null;
        });
    }

    private <R extends @Nullable Object> CompletionStage<R> supply(Supplier<R> operation) {
        CompletableFuture<R> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(operation.get());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new NotExecutedException(
                    "cache '" + cache.getName()
                            + "': too many asynchronous calls are waiting, or the manager is closed;"
                            + " raise 'async-threads' or call less at a time",
                    e));
        }
        return result;
    }
}
