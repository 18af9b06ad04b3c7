// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
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

    private final Cache<Object, Object> cache;
    private final FunctionSettings settings;
    private final PassedOver failures;

    Entries(Cache<Object, Object> cache, FunctionSettings settings, PassedOver failures) {
        this.cache = cache;
        this.settings = settings;
        this.failures = failures;
    }

    @Nullable
    Object read(Object key) {
        try {
            return source().get(key);
        } catch (RuntimeException failed) {
            failures.tell("reading an entry", "so the function is called", failed);
            return null;
        }
    }

    Map<Object, Object> readAll(Set<?> keys) {
        try {
            return source().getAll(Set.copyOf(keys));
        } catch (RuntimeException failed) {
            failures.tell("reading " + keys.size() + " entries", "so the function is called", failed);
            return Map.of();
        }
    }

    void write(Object key, @Nullable Object result) {
        Object stored = stored(result);
        if (stored == null) {
            return;
        }
        try {
            target(stored).put(key, stored);
        } catch (RuntimeException failed) {
            failures.tell("storing a result", "so it is not cached", failed);
        }
    }

    void writeAll(Map<?, ?> results) {
        Map<Object, Object> values = new HashMap<>();
        results.forEach((key, result) -> {
            Object stored = stored(result);
            if (stored == Nothing.NOTHING) {
                write(key, null);
            } else if (stored != null) {
                values.put(key, stored);
            }
        });
        if (values.isEmpty()) {
            return;
        }
        try {
            target(values).putAll(values);
        } catch (RuntimeException failed) {
            failures.tell("storing " + values.size() + " results", "so they are not cached", failed);
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

    /** The result that something found stands for. */
    @SuppressWarnings("unchecked") // what is not the mark was put by a function of the cache's types
    static <V> @Nullable V result(Object found) {
        return found == Nothing.NOTHING ? null : (V) found;
    }

    /** What to store for a result, or null to store nothing. */
    private @Nullable Object stored(@Nullable Object result) {
        if (result == null) {
            return settings.nullTtl() == null ? null : Nothing.NOTHING;
        }
        return settings.unless().test(result) ? null : result;
    }

    /** Where entries are read, and so renewed if their time to live slides. */
    private Cache<Object, Object> source() {
        Duration ttl = settings.sliding() ? settings.ttl() : null;
        return ttl == null ? cache : livingFor(ttl);
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
