// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.Lasting;
import io.jambry.LoadTurn;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The cache as a function sees it: reads and writes that never fail, results that may be null, a time to live of the function's own.
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

    Entries(Cache<Object, Object> cache, FunctionSettings settings, Counts counts, PassedOver failures) {
        this.cache = cache;
        this.jambry = cache instanceof JambryCache<Object, Object> own ? own : null;
        this.settings = settings;
        this.counts = counts;
        this.failures = failures;
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
            return lasting == null ? null : new Found(lasting.value(), lasting.remainingMillis());
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
        try {
            return cache.get(key);
        } catch (RuntimeException failed) {
            failures.tell("reading an entry", "so the function is called", failed);
            return null;
        }
    }

    Map<Object, Object> readAll(Set<?> keys) {
        try {
            return cache.getAll(Set.copyOf(keys));
        } catch (RuntimeException failed) {
            failures.tell("reading " + keys.size() + " entries", "so the function is called", failed);
            return Map.of();
        }
    }

    /** Ends a load with its result. */
    void write(Object key, @Nullable Object result, EntryLoad load) {
        Object stored;
        try {
            stored = stored(result);
        } catch (RuntimeException | Error unless) {
            load.close();
            throw unless;
        }
        try (load) {
            if (stored != null && !put(key, stored, load)) {
                counts.refused.increment();
            }
        } catch (RuntimeException failed) {
            failures.tell("storing a result", "so it is not cached", failed);
        }
    }

    private boolean put(Object key, Object stored, EntryLoad load) {
        Cache<Object, Object> target = target(stored);
        if (load != UNGUARDED) {
            return JambryCache.of(target).putLoaded(key, stored, load);
        }
        target.put(key, stored);
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

    void writeAll(Map<?, ?> results, EntryLoad load) {
        Map<Object, Object> values = new HashMap<>();
        Map<Object, Object> nothings = new HashMap<>();
        results.forEach((key, result) -> {
            Object stored = stored(result);
            if (stored != null) {
                (stored == Nothing.NOTHING ? nothings : values).put(key, stored);
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
    void replace(Object key, @Nullable Object value) {
        try {
            Object stored = value == null && settings.nullTtl() == null ? null : stored(value);
            if (stored == null) {
                cache.remove(key);
            } else {
                target(stored).put(key, stored);
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
        return JambryCache.of(cache).withExpiry(new FixedExpiryPolicy(life, null, life));
    }
}
