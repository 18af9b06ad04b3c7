// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryCache;
import io.jambry.NearReads;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * Functions whose results are kept in a cache.
 *
 * <pre>{@code
 * Function<Long, Book> book = FunctionCache.of(books)
 *         .ttl(Duration.ofMinutes(10))
 *         .wrap(database::findBook);
 * }</pre>
 *
 * <p>A cache that fails never fails a call: what cannot be read counts as missing, what cannot be stored is not stored; both are
 * counted and logged. What the function throws is thrown, and nothing is stored. While the function runs, no connection is held.
 *
 * <p>Of the callers in this JVM that miss the same key at the same time, one runs the function and the others wait for its result,
 * which is then the same object for all. One who waits for longer than {@link #lockTimeout} runs the function, too, and does not
 * store its result. With {@link CacheLock#CLUSTER} the same holds for all JVMs. A function that calls itself with the key it is computing is run again, and does not wait for itself.
 *
 * <p>A result is not stored if its entry was removed while the function ran, because it may be older than the removal: with
 * {@link CacheLock#CLUSTER} whoever has removed it, and also if others have written it; otherwise if it was removed in this JVM, through the same
 * {@code CacheManager}. For {@link #getAll} the latter holds always; in caches of other
 * providers nothing of the kind is known.
 *
 * <p>Immutable and thread-safe; methods such as {@link #ttl} return a changed copy, which shares statistics and waiting callers
 * with this one.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the results
 */
public final class FunctionCache<K, V> {

    private final Cache<Object, Object> cache;
    private final FunctionSettings settings;
    private final Flights<K, @Nullable V> flights;
    private final Counts counts;
    private final PassedOver failures;
    private final CacheTags tags;
    private final Entries entries;
    private final boolean refreshesEarly;

    /** What a hit from near needs, at hand: a way of some dozen nanoseconds gets longer by each object that it leads through. */
    private volatile @Nullable NearReads<Object, Object> near;

    private final OwnedCount hits;

    private final Calls<K, V> calls;
    private final AsyncCalls<K, V> async;

    private FunctionCache(
            Cache<Object, Object> cache,
            FunctionSettings settings,
            Flights<K, @Nullable V> flights,
            Counts counts,
            PassedOver failures,
            CacheTags tags) {
        this.cache = cache;
        this.settings = settings;
        this.flights = flights;
        this.counts = counts;
        this.failures = failures;
        this.tags = tags;
        this.refreshesEarly = settings.early().isOn();
        this.near = settings.readsPlainly() && cache instanceof JambryCache<Object, Object> own
                ? own.nearReads().orElse(null)
                : null;
        this.hits = counts.hits;
        this.entries = new Entries(cache, settings, counts, failures, tags);
        Refreshes<K, V> refreshes = new Refreshes<>(settings, flights, counts, entries);
        this.calls = new Calls<>(settings, flights, counts, entries, refreshes);
        this.async = new AsyncCalls<>(cache.getName(), settings, flights, counts, entries, refreshes);
    }

    /**
     * Functions that keep their results in a cache, as its own settings say.
     *
     * @param cache a cache of any provider
     * @param <K> the type of the keys
     * @param <V> the type of the results
     * @return a new one, with statistics of its own
     */
    @SuppressWarnings("unchecked") // only keys and results of the right types are put in, and a mark where null is kept
    public static <K, V> FunctionCache<K, V> of(Cache<K, V> cache) {
        Counts counts = new Counts();
        return new FunctionCache<>(
                (Cache<Object, Object>) requireNonNull(cache, "cache"),
                FunctionSettings.DEFAULT,
                new Flights<>(),
                counts,
                new PassedOver(cache, counts),
                new CacheTags(cache::getCacheManager));
    }

    /**
     * Gives results a time to live of their own.
     *
     * @param ttl how long, a millisecond at least
     * @return a changed copy
     * @throws IllegalArgumentException if it is shorter, or if the cache is of another provider
     */
    public FunctionCache<K, V> ttl(Duration ttl) {
        requireJambry("ttl");
        return with(settings.withTtl(ttl));
    }

    /**
     * Makes each read of a result give it its time to live again, so that it ends when it has not been asked for during that time. A
     * read stays one round trip. Of results that are remembered to be null, and of caches that keep values near, reads do not renew
     * anything, so neither can be had with this.
     *
     * @return a changed copy
     * @throws IllegalArgumentException if {@link #ttl} is not set yet, or {@link #nullTtl} is, or if the cache is of another provider
     *     or keeps values near
     */
    public FunctionCache<K, V> sliding() {
        requireJambry("sliding");
        if (JambryCache.of(cache).near().isPresent()) {
            throw new IllegalArgumentException(
                    "cache '" + cache.getName()
                            + "' keeps values near, where reads do not reach the server and renew nothing: set 'near = off', or leave 'sliding' away");
        }
        return with(settings.withSliding());
    }

    /**
     * Makes each time to live that this sets shorter at random, so that what was stored together does not end together.
     *
     * @param percent by how many per cent at most, from 0 to 100
     * @return a changed copy
     */
    public FunctionCache<K, V> jitter(int percent) {
        return with(settings.withJitter(percent));
    }

    /**
     * Remembers also that a function returned null. The cache must be one for values of any class.
     *
     * @param ttl how long, a millisecond at least
     * @return a changed copy
     * @throws IllegalArgumentException if it is shorter, or if the cache is of another provider
     */
    public FunctionCache<K, V> nullTtl(Duration ttl) {
        requireJambry("nullTtl");
        return with(settings.withNullTtl(ttl));
    }

    /**
     * Says what callers do that miss the same key at the same time.
     *
     * @param lock {@link CacheLock#LOCAL} if this is not called
     * @return a changed copy
     * @throws IllegalArgumentException if it is {@link CacheLock#CLUSTER}, and the cache is of another provider
     */
    public FunctionCache<K, V> lock(CacheLock lock) {
        if (lock == CacheLock.CLUSTER && !(cache instanceof JambryCache)) {
            throw new IllegalArgumentException("cache '" + cache.getName() + "' is of another provider ("
                    + cache.getClass().getName()
                    + "), which cannot keep other JVMs from doing the same: use CacheLock.LOCAL, or a cache of Jambry");
        }
        return with(settings.withLock(requireNonNull(lock, "lock")));
    }

    /**
     * Limits how long callers wait for each other.
     *
     * @param timeout how long, a millisecond at least; ten seconds if this is not called
     * @return a changed copy
     */
    public FunctionCache<K, V> lockTimeout(Duration timeout) {
        return with(settings.withLockTimeout(timeout));
    }

    /**
     * Makes results anew before they expire, so that nobody waits for them: each call that finds one decides at random, the likelier the
     * less time is left in terms of how long the function takes. Then the function is run in the background, and the caller has what it
     * found. Where {@link #lock} is {@link CacheLock#CLUSTER}, one in the cluster does that at a time, otherwise one in each JVM.
     *
     * <p>A call reads the remaining time to live together with the entry: still in one round trip, and in none from near. Entries
     * that do not end, and those of caches of other providers, are not refreshed. For functions that depend on nothing but their
     * key: what the calling thread has, such as a transaction or a request, is not there in the background, but for its class loader.
     *
     * @param factor how much earlier or later than at the best moment by the function's last costs, from 0 to 100: 1 is a good
     *     choice, 0 switches it off
     * @return a changed copy
     * @throws IllegalArgumentException if it is another number
     */
    public FunctionCache<K, V> earlyRefresh(double factor) {
        return with(settings.withEarly(new EarlyRefresh(factor, settings.early().executor())));
    }

    /**
     * Says where functions run that are refreshed early.
     *
     * @param executor one that refuses what it has no room for by {@link java.util.concurrent.RejectedExecutionException}; then there is
     *     no refresh, which is counted. If this is not called, a few threads and a short queue that all cached functions of this JVM share
     * @return a changed copy
     */
    public FunctionCache<K, V> refreshOn(Executor executor) {
        return with(settings.withEarly(new EarlyRefresh(settings.early().factor(), executor)));
    }

    /**
     * Says which results are not stored.
     *
     * @param unless asked for each result but null
     * @return a changed copy
     */
    @SuppressWarnings("unchecked") // it is asked for results only
    public FunctionCache<K, V> unless(Predicate<? super V> unless) {
        return with(settings.withUnless((Predicate<Object>) requireNonNull(unless, "unless")));
    }

    /**
     * Gives results tags, by which {@link CacheTags#evict} evicts them together. The cache must be one for values of any class, with a
     * codec for any class: results with tags are stored with something around them, which only this class takes off.
     *
     * @param tags the tags of the result for a key, none or several
     * @return a changed copy
     * @throws IllegalArgumentException if the cache is of another provider
     */
    @SuppressWarnings("unchecked") // it is asked for keys only
    public FunctionCache<K, V> tags(Function<? super K, ? extends Collection<String>> tags) {
        requireJambry("tags");
        return with(settings.withTags((Function<Object, Collection<String>>) requireNonNull(tags, "tags")));
    }

    /**
     * Says how the cache is used.
     *
     * @param mode {@link CacheMode#NORMAL} if this is not called
     * @return a changed copy
     */
    public FunctionCache<K, V> mode(CacheMode mode) {
        return with(settings.withMode(requireNonNull(mode, "mode")));
    }

    /**
     * A function that answers from the cache where it can.
     *
     * @param function what to run for a key that is not there
     * @return the cached function
     */
    public Function<K, @Nullable V> wrap(Function<? super K, ? extends @Nullable V> function) {
        requireNonNull(function, "function");
        return key -> unchecked(key, () -> function.apply(key));
    }

    /**
     * A supplier that answers from the cache where it can.
     *
     * @param key under which its result is kept
     * @param supplier what to run if it is not there
     * @return the cached supplier
     */
    public Supplier<@Nullable V> wrap(K key, Supplier<? extends @Nullable V> supplier) {
        requireNonNull(supplier, "supplier");
        return () -> unchecked(key, supplier);
    }

    /**
     * A function of two arguments that answers from the cache where it can.
     *
     * @param key makes the key, for example a list or record of both
     * @param function what to run for a key that is not there
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @return the cached function
     */
    public <A, B> BiFunction<A, B, @Nullable V> wrap(
            BiFunction<? super A, ? super B, ? extends K> key,
            BiFunction<? super A, ? super B, ? extends @Nullable V> function) {
        requireNonNull(key, "key");
        requireNonNull(function, "function");
        return (a, b) -> unchecked(key.apply(a, b), () -> function.apply(a, b));
    }

    /**
     * An asynchronous function that answers from the cache where it can. The cache is read by the calling thread and written
     * by the one that completes the stage.
     *
     * @param function what to run for a key that is not there
     * @return the cached function
     */
    public Function<K, CompletableFuture<V>> wrapAsync(
            Function<? super K, ? extends CompletionStage<? extends V>> function) {
        requireNonNull(function, "function");
        return key -> getAsync(key, () -> function.apply(key));
    }

    /**
     * A function of many keys that answers from the cache where it can, and is run once for all others. Entries are the same as those of
     * {@link #wrap(Function)}; a key that it has no result for counts as null.
     *
     * @param function what to run for the keys that are not there; never for none
     * @return the cached function; its results are in the order of the keys, without those that are null
     */
    public Function<Set<K>, Map<K, V>> wrapAll(Function<? super Set<K>, ? extends Map<K, V>> function) {
        requireNonNull(function, "function");
        return keys -> {
            try {
                return getAll(keys, function::apply);
            } catch (RuntimeException failed) {
                throw failed;
            } catch (Exception impossible) {
                throw new IllegalStateException("a function threw a checked exception", impossible);
            }
        };
    }

    /**
     * The result for a key: from the cache, from another call that is under way, or by a call.
     *
     * @param key the key
     * @param call what to run for a key that is not there
     * @return the result; null if the call returned null
     * @throws Exception what the call throws
     */
    public @Nullable V get(K key, Callable<? extends @Nullable V> call) throws Exception {
        CacheMode mode = settings.mode().unlessInScope();
        long landed = flights.landed();
        if (mode.reads()) {
            Object found = refreshesEarly ? calls.readEarly(key, call, mode) : entries.read(cache, key);
            if (found != null) {
                counts.hits.increment();
                return Nothing.unmarked(found);
            }
            counts.misses.increment();
        }
        return calls.make(key, call, mode, landed);
    }

    /**
     * The result for a key if the cache keeps it near, see {@link NearReads#find}: no server is asked, and the function is not run. Nothing
     * is found where {@link #tags}, {@link #earlyRefresh}, {@link #nullTtl} or {@link #sliding} is set, while the statistics of the cache are
     * on, nor in a cache in which others have stored results that have tags or are null.
     *
     * @param key the key
     * @return what counts as a hit of {@link #statistics}; null, which does not count, if it is not near, or while any thread is in a scope of
     *     {@link CacheMode}: {@link #get} may have it all the same
     */
    public @Nullable V getNear(K key) {
        NearReads<Object, Object> source = near;
        Object found = source == null || CacheMode.isAnyInScope() ? null : near(source, key);
        if (found == null) {
            return null;
        }
        if (found == Nothing.NOTHING || found instanceof Tagged) {
            // others store such in this cache: who read it here would read it twice each time
            near = null;
            return null;
        }
        hits.increment();
        return Nothing.unmarked(found);
    }

    private static @Nullable Object near(NearReads<Object, Object> source, Object key) {
        try {
            return source.find(key);
        } catch (RuntimeException failed) {
            // who then asks otherwise will fail in the same way, and be told
            return null;
        }
    }

    /**
     * As {@link #get}, for a call that is done later. The returned future is the caller's own: cancelling it ends nothing.
     *
     * @param key the key
     * @param call what to run for a key that is not there
     * @return the result to come
     */
    public CompletableFuture<@Nullable V> getAsync(
            K key, Supplier<? extends CompletionStage<? extends @Nullable V>> call) {
        return async.get(key, call);
    }

    /**
     * The results for several keys: those that are in the cache, and one call for all others.
     *
     * @param keys the keys
     * @param call what to run for the keys that are not there; never for none
     * @return the results in the order of the keys, without those that are null
     * @throws Exception what the call throws
     */
    public Map<K, V> getAll(Set<K> keys, BatchCall<K, V> call) throws Exception {
        return calls.getAll(keys, call);
    }

    /**
     * Stores a result that has changed. If that fails, the entry is removed, so that no stale one stays; null removes it, or is
     * remembered where {@link #nullTtl} is set.
     *
     * @param key the key
     * @param result the result
     */
    public void update(K key, @Nullable V result) {
        updater(key).accept(result);
    }

    /**
     * Begins an {@link #update} whose result is still to be made: if a tag of it is evicted meanwhile, it counts as evicted, too.
     *
     * @param key the key
     * @return stores the result, as {@link #update} does
     */
    public Consumer<@Nullable V> updater(K key) {
        if (!settings.mode().unlessInScope().writes()) {
            return result -> {};
        }
        Stamp stamp = entries.stamp(key);
        return result -> entries.replace(key, result, stamp);
    }

    /**
     * What this and its changed copies have done.
     *
     * @return a snapshot
     */
    public FunctionStatistics statistics() {
        return counts.snapshot();
    }

    /**
     * The cache that results are kept in.
     *
     * @return the one that {@link #of} was given
     */
    @SuppressWarnings("unchecked") // it came with these types
    public Cache<K, V> cache() {
        return (Cache<K, V>) cache;
    }

    private FunctionCache<K, V> with(FunctionSettings changed) {
        return new FunctionCache<>(cache, changed, flights, counts, failures, tags);
    }

    private void requireJambry(String setting) {
        if (!(cache instanceof JambryCache)) {
            throw new IllegalArgumentException("cache '" + cache.getName() + "' is of another provider ("
                    + cache.getClass().getName() + "), which has no '" + setting
                    + "' for single entries: set an expiry policy for the whole cache, or use one of Jambry");
        }
    }

    private @Nullable V unchecked(K key, Supplier<? extends @Nullable V> call) {
        try {
            return get(key, call::get);
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception impossible) {
            throw new IllegalStateException("a function threw a checked exception", impossible);
        }
    }
}
