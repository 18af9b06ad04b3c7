// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.method;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import io.jambry.cdi.method.CdiSettings.Given;
import io.jambry.function.CacheLock;
import io.jambry.function.FunctionCache;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one of our own annotations says, with what settings say instead.
 *
 * @param cacheName the name of the cache, with its version
 * @param ttl how long a result lives; null leaves that to the cache
 * @param jitter by how many per cent it is made shorter
 * @param nullTtl how long it is remembered that there is none; null does not remember it
 * @param lock what callers do that miss at the same time
 * @param lockTimeout how long they wait
 */
record OwnValues(
        String cacheName,
        @Nullable Duration ttl,
        int jitter,
        @Nullable Duration nullTtl,
        CacheLock lock,
        Duration lockTimeout) {

    /** Reads them, or throws {@link io.jambry.cdi.CacheAnnotationException}. */
    static OwnValues of(MethodFacts method, Annotation annotation, CdiSettings settings) {
        if (annotation instanceof Cached cached) {
            Reader reader = new Reader(method, "@Cached", cached.cache(), settings);
            OwnValues values = reader.values(
                    cached.version(),
                    cached.ttl(),
                    cached.jitter(),
                    cached.nullTtl(),
                    cached.lock(),
                    cached.lockTimeout());
            return values.in(CacheLimits.scoped(values.cacheName, method, cached, settings));
        }
        if (annotation instanceof CachedBatch batch) {
            return new Reader(method, "@CachedBatch", batch.cache(), settings)
                    .values(batch.version(), batch.ttl(), batch.jitter(), batch.nullTtl(), CacheLock.NONE, "");
        }
        if (annotation instanceof CacheUpdate update) {
            return new Reader(method, "@CacheUpdate", update.cache(), settings)
                    .values(update.version(), update.ttl(), update.jitter(), "", CacheLock.NONE, "");
        }
        CacheEvict evict = (CacheEvict) annotation;
        return new Reader(method, "@CacheEvict", evict.cache(), settings)
                .values(evict.version(), "", 0, "", CacheLock.NONE, "");
    }

    private OwnValues in(String otherCache) {
        return new OwnValues(otherCache, ttl, jitter, nullTtl, lock, lockTimeout);
    }

    FunctionCache<Object, Object> applyTo(FunctionCache<Object, Object> results) {
        FunctionCache<Object, Object> changed =
                results.lock(lock).lockTimeout(lockTimeout).jitter(jitter);
        if (ttl != null) {
            changed = changed.ttl(ttl);
        }
        return nullTtl == null ? changed : changed.nullTtl(nullTtl);
    }

    /** Reads the values of one annotation, each from the settings or else from the annotation. */
    private record Reader(MethodFacts method, String annotation, String cacheName, CdiSettings settings) {

        Reader(MethodFacts method, String annotation, String cacheName, CdiSettings settings) {
            this.method = method;
            this.annotation = annotation;
            this.cacheName = cacheName.isEmpty() ? method.defaultCacheName() : cacheName;
            this.settings = settings;
        }

        OwnValues values(String version, String ttl, int jitter, String nullTtl, CacheLock lock, String lockTimeout) {
            String kept = given("version", version).map(Given::text).orElse("");
            return new OwnValues(
                    kept.isEmpty() ? cacheName : cacheName + "@" + kept,
                    given("ttl", ttl).map(Given::duration).orElse(null),
                    given("jitter", Integer.toString(jitter))
                            .map(Given::percent)
                            .orElse(0),
                    given("null-ttl", nullTtl).map(Given::duration).orElse(null),
                    settings.given(method, cacheName, "lock")
                            .map(given -> given.choice(CacheLock.class))
                            .orElse(settings.lock() == CacheLock.NONE ? CacheLock.NONE : lock),
                    given("lock-timeout", lockTimeout).map(Given::duration).orElseGet(settings::lockTimeout));
        }

        private Optional<Given> given(String key, String written) {
            return settings.given(method, cacheName, key)
                    .or(() -> written.isBlank()
                            ? Optional.empty()
                            : Optional.of(
                                    new Given(annotation + " on " + method.shown() + ": '" + key + "'", written)));
        }
    }
}
