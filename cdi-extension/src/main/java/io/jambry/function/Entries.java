// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.Lasting;
import io.jambry.LoadTurn;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The cache as a function sees it: reads and writes that never fail, results that may be null, a time to live of the function's own.
 *
 * <p>What has tags is stored as {@link Tagged}, and is read only as long as none of them has been evicted.
 *
 * <p>What is read is null when nothing is there, and {@link Nothing} when it is known that the function has no result.
 */
final class Entries {

    /** A load of a cache that cannot tell when it is too late. */
    private static final EntryLoad UNGUARDED = () -> {};

    private final Cache<Object, Object> cache;
    private final @Nullable JambryCache<Object, Object> jambry;
    private final FunctionSettings settings;
    private final Counts counts;
    private final PassedOver failures;
    private final CacheTags tags;

    /** The time to live that reads renew; null if they renew nothing. */
    private final @Nullable Duration renewed;

    Entries(
            Cache<Object, Object> cache,
            FunctionSettings settings,
            Counts counts,
            PassedOver failures,
            CacheTags tags) {
        this.cache = cache;
        this.jambry = cache instanceof JambryCache<Object, Object> own ? own : null;
        this.settings = settings;
        this.counts = counts;
        this.failures = failures;
        this.tags = tags;
        this.renewed = settings.sliding() ? settings.ttl() : null;
    }

    /**
     * What was read.
     *
     * @param entry a result, or the mark that there is none
     * @param remainingMillis how long it will still live; {@link Long#MAX_VALUE} where that is not known
     */
    record Found(Object entry, long remainingMillis) {}

    /** Reads an entry and how long it will still live. */
    @Nullable
    Found readLasting(Object key) {
        if (jambry == null) {
            Object entry = read(key);
            return entry == null ? null : new Found(entry, Long.MAX_VALUE);
        }
        try {
            Lasting<Object> lasting = jambry.getLasting(key).orElse(null);
            Object entry = lasting == null ? null : current(lasting.value());
            return lasting == null || entry == null ? null : new Found(entry, lasting.remainingMillis());
        } catch (RuntimeException read) {
            failed("reading an entry", "so the function is called", read);
            return null;
        }
    }

    /** Begins to load an entry; a load that excludes nobody. */
    EntryLoad begin(Object key, CacheMode mode) {
        try {
            return jambry == null || !mode.writes() ? UNGUARDED : jambry.beginLoad(key);
        } catch (RuntimeException closed) {
            // writing will fail, too, and is told then
            return UNGUARDED;
        }
    }

    /** Begins to wait for the turn to load an entry among all in the cluster. */
    ClusterTurn turn(Object key, CacheMode mode) {
        if (jambry == null) {
            throw new IllegalStateException("only caches of Jambry know turns, and settings have been checked");
        }
        return new ClusterTurn(jambry, this, key, mode.reads(), settings.lockTimeout());
    }

    /**
     * Begins to load an entry anew that is there.
     *
     * @param remainingMillis how long it lived still when that was decided
     * @return null if somebody else is at it, or has done it meanwhile
     */
    @Nullable
    EntryLoad tryToBegin(Object key, long remainingMillis, CacheLock lock) {
        if (lock != CacheLock.CLUSTER || jambry == null) {
            return begin(key, CacheMode.NORMAL);
        }
        EntryLoad load = null;
        try {
            if (!(jambry.tryReload(key) instanceof LoadTurn.Granted<Object> granted)) {
                return null;
            }
            load = granted.load();
            long now = jambry.timeToLive(key)
                    .map(rest -> rest.getTimeUnit().toMillis(rest.getDurationAmount()))
                    .orElse(0L);
            if (now <= remainingMillis) {
                return load;
            }
        } catch (RuntimeException unknown) {
            failed("asking whose turn it is", "so an entry is not refreshed", unknown);
        }
        if (load != null) {
            load.close();
        }
        return null;
    }

    void failed(String attempt, String consequence, Throwable failure) {
        failures.tell(attempt, consequence, failure);
    }

    @Nullable
    Object read(Object key) {
        return read(cache, key);
    }

    /** The same for who has the cache at hand: led to it through this object, a hit takes longer. */
    @Nullable
    Object read(Cache<Object, Object> cache, Object key) {
        try {
            return current(source(cache).get(key));
        } catch (RuntimeException failed) {
            failures.tell("reading an entry", "so the function is called", failed);
            return null;
        }
    }

    Map<Object, Object> readAll(Set<?> keys) {
        try {
            return current(source(cache).getAll(Set.copyOf(keys)));
        } catch (RuntimeException failed) {
            failures.tell("reading " + keys.size() + " entries", "so the function is called", failed);
            return Map.of();
        }
    }

    /** What is stored, unless one of its tags has been evicted since. */
    private @Nullable Object current(@Nullable Object stored) {
        if (!(stored instanceof Tagged tagged)) {
            return stored;
        }
        return tagged.isCurrent(tags.generations(tagged.generations().keySet())) ? tagged.result() : null;
    }

    private Map<Object, Object> current(Map<Object, Object> stored) {
        Set<String> names = new HashSet<>();
        stored.values().forEach(value -> {
            if (value instanceof Tagged tagged) {
                names.addAll(tagged.generations().keySet());
            }
        });
        if (names.isEmpty()) {
            return stored;
        }
        Map<String, String> now = tags.generations(names);
        Map<Object, Object> current = new HashMap<>();
        stored.forEach((key, value) -> {
            if (!(value instanceof Tagged tagged)) {
                current.put(key, value);
            } else if (tagged.isCurrent(now)) {
                current.put(key, tagged.result());
            }
        });
        return current;
    }

    /** To be called before a result is made that is to be stored: its tags are as they are now. */
    Stamp stamp(Object key) {
        return stamps(Set.of(key)).getOrDefault(key, Stamp.NONE);
    }

    /** The same for several results; without those that have no tags. */
    Map<Object, Stamp> stamps(Set<?> keys) {
        Function<Object, Collection<String>> ofKey = settings.tags();
        if (ofKey == null) {
            return Map.of();
        }
        Map<Object, Collection<String>> byKey = new HashMap<>();
        Set<String> names = new HashSet<>();
        for (Object key : keys) {
            Collection<String> ofThis = ofKey.apply(key);
            if (!ofThis.isEmpty()) {
                byKey.put(key, ofThis);
                names.addAll(ofThis);
            }
        }
        Map<String, String> now = byKey.isEmpty() ? Map.of() : begun(names);
        Map<Object, Stamp> stamps = new HashMap<>();
        byKey.forEach((key, ofThis) -> stamps.put(key, Stamp.of(ofThis, now)));
        return stamps;
    }

    /** The generations in which tags are now; empty if they could not be noted. */
    private Map<String, String> begun(Set<String> names) {
        try {
            return tags.begin(names, settings.ttl());
        } catch (RuntimeException failed) {
            failures.tell("noting tags", "so results are not cached", failed);
            return Map.of();
        }
    }

    /** Ends a load with its result. */
    void write(Object key, @Nullable Object result, Stamp stamp, EntryLoad load) {
        Object stored;
        try {
            stored = stored(result);
        } catch (RuntimeException | Error unless) {
            load.close();
            throw unless;
        }
        try (load) {
            Object stamped = stamp.on(stored);
            if (stored != null && stamped != null && !put(target(stored), key, stamped, load)) {
                counts.refused.increment();
            }
        } catch (RuntimeException failed) {
            failures.tell("storing a result", "so it is not cached", failed);
        }
    }

    private static boolean put(Cache<Object, Object> target, Object key, Object stamped, EntryLoad load) {
        if (load != UNGUARDED) {
            return JambryCache.of(target).putLoaded(key, stamped, load);
        }
        target.put(key, stamped);
        return true;
    }

    /** Begins to load entries; a load that excludes nobody. */
    EntryLoad beginAll(Set<?> keys, CacheMode mode) {
        try {
            return jambry == null || !mode.writes() ? UNGUARDED : jambry.beginLoadAll(keys);
        } catch (RuntimeException closed) {
            // writing will fail, too, and is told then
            return UNGUARDED;
        }
    }

    void writeAll(Map<?, ?> results, Map<?, Stamp> stamps, EntryLoad load) {
        Map<Object, Object> values = new HashMap<>();
        Map<Object, Object> nothings = new HashMap<>();
        results.forEach((key, result) -> {
            Stamp stamp = stamps.getOrDefault(key, Stamp.NONE);
            Object stored = stored(result);
            Object stamped = stamp.on(stored);
            if (stamped != null) {
                (stored == Nothing.NOTHING ? nothings : values).put(key, stamped);
            }
        });
        putAll(values, values, load);
        putAll(nothings, Nothing.NOTHING, load);
    }

    private void putAll(Map<Object, Object> stored, Object like, EntryLoad load) {
        if (stored.isEmpty()) {
            return;
        }
        try {
            Cache<Object, Object> target = target(like);
            if (load == UNGUARDED) {
                target.putAll(stored);
            } else {
                counts.refused.add(
                        JambryCache.of(target).putAllLoaded(stored, load).size());
            }
        } catch (RuntimeException failed) {
            failures.tell("storing " + stored.size() + " results", "so they are not cached", failed);
        }
    }

    /** Writes what has changed; if that fails, what was there before must not stay. */
    void replace(Object key, @Nullable Object value, Stamp stamp) {
        try {
            Object stored = stored(value);
            Object stamped = stamp.on(stored);
            if (stored == null || stamped == null) {
                cache.remove(key);
            } else {
                target(stored).put(key, stamped);
            }
        } catch (RuntimeException failed) {
            removeStale(key, failed);
        }
    }

    private void removeStale(Object key, RuntimeException failed) {
        try {
            cache.remove(key);
            failures.tell("storing a changed value", "so the entry was removed", failed);
        } catch (RuntimeException again) {
            failed.addSuppressed(again);
            failures.tell(
                    "storing a changed value, and then removing it,",
                    "so the entry may be stale until it expires",
                    failed);
        }
    }

    /** What to store for a result, or null to store nothing. */
    private @Nullable Object stored(@Nullable Object result) {
        if (result == null) {
            return settings.nullTtl() == null ? null : Nothing.NOTHING;
        }
        return settings.unless().test(result) ? null : result;
    }

    /** Where entries are read, and so renewed if their time to live slides. */
    private Cache<Object, Object> source(Cache<Object, Object> cache) {
        return renewed == null ? cache : livingFor(renewed);
    }

    private Cache<Object, Object> target(Object stored) {
        Duration ttl = stored == Nothing.NOTHING ? settings.nullTtl() : settings.ttl();
        return ttl == null ? cache : livingFor(ttl);
    }

    private Cache<Object, Object> livingFor(Duration ttl) {
        long millis = ttl.toMillis();
        long less =
                settings.jitter() == 0 ? 0 : ThreadLocalRandom.current().nextLong(millis / 100 * settings.jitter() + 1);
        javax.cache.expiry.Duration life =
                new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, Math.max(1, millis - less));
        return JambryCache.of(cache).withExpiry(new FixedExpiryPolicy(life, settings.sliding() ? life : null, life));
    }
}
