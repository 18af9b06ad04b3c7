// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import io.jambry.spi.Consistency;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.cache.Cache;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * A cache with what JSR-107 leaves out: expiry per call, remaining time to live, counting, versions, asynchronous calls.
 *
 * <p>Obtained by {@code cache.unwrap(JambryCache.class)}. Thread-safe. Null keys, values and functions are refused with
 * {@link NullPointerException}, a closed cache with {@link IllegalStateException}, as everywhere in JSR-107. Any operation may
 * fail with {@link NotExecutedException} or {@link OutcomeUnknownException}, which tell whether the server carried it out.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface JambryCache<K, V> extends Cache<K, V> {

    /**
     * The extended view of a cache of this provider; as {@code unwrap}, but keeping the types.
     *
     * @param cache a cache
     * @param <K> the type of the keys
     * @param <V> the type of the values
     * @return the same cache
     * @throws IllegalArgumentException if it is a cache of another provider
     */
    @SuppressWarnings("unchecked") // a cache unwraps to itself, so the types are the same
    static <K, V> JambryCache<K, V> of(Cache<K, V> cache) {
        return cache.unwrap(JambryCache.class);
    }

    /**
     * The statistics of this cache in this JVM, whether they are shown by JMX or not; zeros while they are off.
     *
     * @return live figures
     */
    CacheStatisticsMXBean statistics();

    /**
     * Reads of the values that this cache keeps near, see {@code near}, in fewer steps than {@link #get} takes.
     *
     * @return empty if nothing is kept near, or if reads have to reach the server because the expiry policy may give the entry another life
     */
    Optional<NearReads<K, V>> nearReads();

    /**
     * What the near cache of this cache has done in this JVM.
     *
     * @return a snapshot; empty if values are not kept near, see {@code near}
     */
    Optional<NearStatistics> near();

    /**
     * The same cache under another expiry policy: calls through the returned view ask this policy instead of the configured
     * one. Everything else, statistics included, is shared; closing the view closes the cache.
     *
     * @param policy the policy to ask; the five standard ones and {@link FixedExpiryPolicy} cost no extra round trip
     * @return a view of this cache
     */
    JambryCache<K, V> withExpiry(ExpiryPolicy policy);

    /**
     * The same cache with writes that wait for replicas, or a {@code get} and {@code getAll} that replicas may answer. A cache has both from its settings
     * {@code wait-replicas}, {@code wait-timeout} and {@code read-from}; this is for single calls. In a store without replicas
     * it changes nothing.
     *
     * @param consistency what is asked of replicas
     * @return a view; closing it closes the cache
     */
    JambryCache<K, V> with(Consistency consistency);

    /**
     * Tells how long an entry will still live. No statistics, no touch.
     *
     * @param key the key
     * @return the rest in milliseconds, rounded up; {@link Duration#ETERNAL} for an entry without end; empty if there is no
     *     entry
     */
    Optional<Duration> timeToLive(K key);

    /**
     * Gives an entry a new time to live, counted from now by the server's clock. No statistics; no event but that of an entry
     * that expires at once.
     *
     * @param key the key
     * @param ttl how long; {@link Duration#ZERO} expires the entry at once, {@link Duration#ETERNAL} takes its end away
     * @return whether there was an entry
     */
    boolean touch(K key, Duration ttl);

    /**
     * Takes the end of an entry's life away.
     *
     * @param key the key
     * @return whether there was an entry
     */
    boolean persist(K key);

    /**
     * Counts the entries by walking over them: linear time, roughly right while others write.
     *
     * @return how many there are
     */
    long size();

    /**
     * Removes the entries whose keys meet a condition, by walking over all keys page by page: linear time, bounded memory; values are
     * not read, and reading is no access. Entries written meanwhile may stay. As {@link #removeAll()}: removals are counted and
     * published, and a writer is told; what it or a listener throws on one page does not spare the others.
     *
     * @param condition asked for each key, perhaps twice for one
     */
    void removeIf(Predicate<? super K> condition);

    /**
     * An iterator that asks the server for pages of a given size.
     *
     * @param pageSize how many entries to ask for at a time, from 1 to 100 000
     * @return a weakly consistent iterator, as {@link #iterator()}; confined to one thread
     * @throws IllegalArgumentException if the page size is out of range
     */
    Iterator<Entry<K, V>> iterator(int pageSize);

    /**
     * Adds to a whole number in one step on the server. An absent entry counts as 0. Counts as a put, publishes created or
     * updated, asks the expiry policy as a put does. Not for caches with a writer.
     *
     * @param key the key of an entry whose value is a {@link Long}
     * @param delta what to add
     * @return the sum
     * @throws ArithmeticException if the sum does not fit a {@code long}; nothing has changed
     * @throws ClassCastException if the cache is not declared to hold {@link Long} or {@link Object}, or the entry holds
     *     something else; nothing has changed
     * @throws UnsupportedOperationException if the cache writes through
     */
    long increment(K key, long delta);

    /**
     * The value of an entry, computed if there is none. The function runs at most once at a time for a key, also when several
     * JVMs ask, unless the key is on its way between nodes of a cluster; the others wait for its value. Counts a hit or a miss, and a put when it computed; a writer is told. While the
     * function runs, the entry is claimed as by {@link #invoke}; what it throws is thrown as it is, and nothing is stored.
     *
     * @param key the key
     * @param function makes the value from the key; it may run again if somebody writes the entry meanwhile
     * @return the value found or made
     * @throws NullPointerException if the function returns null
     * @throws ConcurrentUpdateException if others wrote the entry again and again
     * @throws NotExecutedException if other updates held the entry for longer than {@code invoke-wait}, or its claim got no
     *     answer; nothing has changed
     */
    V getOrCompute(K key, Function<? super K, ? extends V> function);

    /**
     * A value together with its version. Counts as a get.
     *
     * @param key the key
     * @return the value and its version; empty if there is no entry
     */
    Optional<Versioned<V>> getVersioned(K key);

    /**
     * Replaces a value if the entry still has the version seen. Counts, publishes and writes through as
     * {@link #replace(Object, Object, Object)}.
     *
     * @param key the key
     * @param version from {@link #getVersioned}
     * @param value the new value
     * @return whether it was replaced
     */
    boolean replaceIf(K key, Version version, V value);

    /**
     * Puts a value under the fencing token of a lock, unless the entry was written under a greater one. So a writer that has lost its lock
     * without knowing it cannot undo what the next holder has done. Writes without a token are not held up, and tokens are remembered for 7
     * days after their last use, also when the entry is removed. Counts, publishes and writes through as {@link #put}; the entry is claimed
     * as by {@link #invoke}. While the key is on its way between nodes of a cluster, two such writes may overlap.
     *
     * @param key the key
     * @param value the value
     * @param fencingToken the token, greater than zero, such as {@code io.jambry.lock.DistributedLock.fencingToken()}
     * @return false if the entry was written under a greater token; nothing has changed
     * @throws IllegalArgumentException if the token is not greater than zero
     * @throws ConcurrentUpdateException if others wrote the entry again and again
     * @throws NotExecutedException if other updates held the entry for longer than {@code invoke-wait}, or its claim got no
     *     answer; nothing has changed
     */
    boolean putFenced(K key, V value, long fencingToken);

    /**
     * A value together with the rest of its life, in one round trip, and in none where the value is kept near. Counts as a get, and is
     * one otherwise, too.
     *
     * @param key the key
     * @return the value and how long it will still live; empty if there is no entry
     */
    Optional<Lasting<V>> getLasting(K key);

    /**
     * Begins a load that the caller carries out, and that keeps nobody from doing the same. What it brings is stored by
     * {@link #putLoaded}, unless a removal of the entry over this JVM began after this call.
     *
     * @param key the key
     * @return the load, to be ended by the caller
     */
    EntryLoad beginLoad(K key);

    /**
     * As {@link #beginLoad}, for many entries at once.
     *
     * @param keys the keys
     * @return the load, for {@link #putAllLoaded}
     */
    EntryLoad beginLoadAll(Set<? extends K> keys);

    /**
     * Stores what a load of many entries has brought. Counts, publishes, writes through and asks the expiry policy as {@link #putAll}. May be
     * called for some of the entries, and again for others.
     *
     * @param map the values
     * @param load from {@link #beginLoadAll} of this cache, or a view of it, for all these keys
     * @return the keys whose values were refused, because removals of their entries over this JVM began after the load
     * @throws IllegalArgumentException if it is another load
     */
    Set<K> putAllLoaded(Map<? extends K, ? extends V> map, EntryLoad load);

    /**
     * Begins a load that the caller carries out, unless another is under way, of whichever JVM, or there is an entry. Such a load is a
     * claim, which is renewed for as long as this JVM lives, and ends with its lease, {@code invoke-lease}, otherwise. No
     * connection is held meanwhile; updates and writes of the entry do not wait for it. What it brings is stored by
     * {@link #putLoaded}, unless the entry was removed by anyone, or written, after this call. Never waits for another load.
     *
     * <p>The first call over this JVM lets all others know that there are loads to be ended before entries are removed, and waits until they do: a
     * second, as a rule. From then on, each removal in this cache sends another command before. While the key is on its way
     * between nodes of a cluster, loads exclude nobody, and what they bring is not stored.
     *
     * @param key the key
     * @return what is there, a load, or which other one is under way
     */
    LoadTurn<V> tryLoad(K key);

    /**
     * As {@link #tryLoad}, whether there is an entry or not.
     *
     * @param key the key
     * @return a load, or which other one is under way
     */
    LoadTurn<V> tryReload(K key);

    /**
     * Ends a load by storing what it has brought. Counts, publishes and asks the expiry policy as {@link #put}; a writer is told only of
     * loads that {@linkplain #beginLoad exclude nobody}.
     *
     * @param key the key that the load was begun for
     * @param value the value
     * @param load from this cache, or a view of it
     * @return false if that was refused, because the entry was removed meanwhile, or written by others, the claim was lost, or the
     *     load has ended already; then nothing has changed
     */
    boolean putLoaded(K key, V value, EntryLoad load);

    /**
     * Brings stored values into the form that this cache writes now, after its codec, its compression or its encryption key has
     * changed.
     *
     * @return a migration to be adjusted and begun
     */
    Migration migration();

    /**
     * The queue between this cache and its system of record.
     *
     * @return the queue; empty unless {@code write-behind} is on
     */
    Optional<WriteBehind<K, V>> writeBehind();

    /**
     * The same cache with asynchronous calls.
     *
     * @return a view that runs each call on a bounded executor of the manager's own
     */
    AsyncCache<K, V> async();
}
