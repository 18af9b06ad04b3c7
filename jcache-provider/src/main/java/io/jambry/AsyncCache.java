// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a {@link JambryCache}, each run on a bounded executor of the manager's own: the same name, the same
 * arguments, the same effect, the result later. What the blocking method throws, the stage fails with; a full executor fails
 * it with {@link NotExecutedException}.
 *
 * <p>Thread-safe. Operations sent one after the other may run in any order: compose stages where order matters. Null arguments
 * and a closed cache make the stage fail, too. Completing or cancelling a stage from outside stops nothing. Actions that
 * depend on a stage without naming an executor run on a thread of that bounded executor or the caller's: keep them short, and
 * block on no other stage in them.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface AsyncCache<K, V> {

    /**
     * As {@link javax.cache.Cache#get(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<@Nullable V> get(K key);

    /**
     * As {@link javax.cache.Cache#getAll(Set)}.
     *
     * @param keys the keys
     * @return the result, later
     */
    CompletionStage<Map<K, V>> getAll(Set<? extends K> keys);

    /**
     * As {@link javax.cache.Cache#containsKey(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Boolean> containsKey(K key);

    /**
     * As {@link javax.cache.Cache#put(Object, Object)}.
     *
     * @param key the key
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<Void> put(K key, V value);

    /**
     * As {@link javax.cache.Cache#getAndPut(Object, Object)}.
     *
     * @param key the key
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<@Nullable V> getAndPut(K key, V value);

    /**
     * As {@link javax.cache.Cache#putAll(Map)}.
     *
     * @param map the entries
     * @return the result, later
     */
    CompletionStage<Void> putAll(Map<? extends K, ? extends V> map);

    /**
     * As {@link javax.cache.Cache#putIfAbsent(Object, Object)}.
     *
     * @param key the key
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<Boolean> putIfAbsent(K key, V value);

    /**
     * As {@link javax.cache.Cache#remove(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Boolean> remove(K key);

    /**
     * As {@link javax.cache.Cache#remove(Object, Object)}.
     *
     * @param key the key
     * @param oldValue the value expected
     * @return the result, later
     */
    CompletionStage<Boolean> remove(K key, V oldValue);

    /**
     * As {@link javax.cache.Cache#getAndRemove(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<@Nullable V> getAndRemove(K key);

    /**
     * As {@link javax.cache.Cache#replace(Object, Object, Object)}.
     *
     * @param key the key
     * @param oldValue the value expected
     * @param newValue the new value
     * @return the result, later
     */
    CompletionStage<Boolean> replace(K key, V oldValue, V newValue);

    /**
     * As {@link javax.cache.Cache#replace(Object, Object)}.
     *
     * @param key the key
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<Boolean> replace(K key, V value);

    /**
     * As {@link javax.cache.Cache#getAndReplace(Object, Object)}.
     *
     * @param key the key
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<@Nullable V> getAndReplace(K key, V value);

    /**
     * As {@link javax.cache.Cache#removeAll(Set)}.
     *
     * @param keys the keys
     * @return the result, later
     */
    CompletionStage<Void> removeAll(Set<? extends K> keys);

    /**
     * As {@link javax.cache.Cache#removeAll()}.
     *
     * @return the result, later
     */
    CompletionStage<Void> removeAll();

    /**
     * As {@link javax.cache.Cache#clear()}.
     *
     * @return the result, later
     */
    CompletionStage<Void> clear();

    /**
     * As {@link javax.cache.Cache#invoke(Object, EntryProcessor, Object...)}.
     *
     * @param key the key
     * @param entryProcessor the processor
     * @param arguments its arguments
     * @param <T> the type of the result
     * @return the result, later
     */
    <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /**
     * As {@link javax.cache.Cache#invokeAll(Set, EntryProcessor, Object...)}.
     *
     * @param keys the keys
     * @param entryProcessor the processor
     * @param arguments its arguments
     * @param <T> the type of the result
     * @return the result, later
     */
    <T> CompletionStage<Map<K, EntryProcessorResult<T>>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments);

    /**
     * As {@link JambryCache#timeToLive(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Optional<Duration>> timeToLive(K key);

    /**
     * As {@link JambryCache#touch(Object, Duration)}.
     *
     * @param key the key
     * @param ttl how long
     * @return the result, later
     */
    CompletionStage<Boolean> touch(K key, Duration ttl);

    /**
     * As {@link JambryCache#persist(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Boolean> persist(K key);

    /**
     * As {@link JambryCache#size()}.
     *
     * @return the result, later
     */
    CompletionStage<Long> size();

    /**
     * As {@link JambryCache#removeIf(Predicate)}.
     *
     * @param condition asked for each key
     * @return done, later
     */
    CompletionStage<Void> removeIf(Predicate<? super K> condition);

    /**
     * As {@link JambryCache#increment(Object, long)}.
     *
     * @param key the key
     * @param delta what to add
     * @return the result, later
     */
    CompletionStage<Long> increment(K key, long delta);

    /**
     * As {@link JambryCache#getOrCompute(Object, Function)}.
     *
     * @param key the key
     * @param function makes the value
     * @return the result, later
     */
    CompletionStage<V> getOrCompute(K key, Function<? super K, ? extends V> function);

    /**
     * As {@link JambryCache#putFenced(Object, Object, long)}.
     *
     * @param key the key
     * @param value the value
     * @param fencingToken the token
     * @return the result, later
     */
    CompletionStage<Boolean> putFenced(K key, V value, long fencingToken);

    /**
     * As {@link JambryCache#getLasting(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Optional<Lasting<V>>> getLasting(K key);

    /**
     * As {@link JambryCache#getVersioned(Object)}.
     *
     * @param key the key
     * @return the result, later
     */
    CompletionStage<Optional<Versioned<V>>> getVersioned(K key);

    /**
     * As {@link JambryCache#replaceIf(Object, Version, Object)}.
     *
     * @param key the key
     * @param version the version seen
     * @param value the new value
     * @return the result, later
     */
    CompletionStage<Boolean> replaceIf(K key, Version version, V value);
}
