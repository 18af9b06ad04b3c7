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
 * @param sliding whether reads renew that
 * @param jitter by how many per cent it is made shorter
 * @param nullTtl how long it is remembered that there is none; null does not remember it
 * @param lock what callers do that miss at the same time
 * @param lockTimeout how long they wait
 * @param earlyRefresh how early results are made anew before they expire; 0 for not
 */
record OwnValues(
        String cacheName,
        @Nullable Duration ttl,
        boolean sliding,
        int jitter,
        @Nullable Duration nullTtl,
        CacheLock lock,
        Duration lockTimeout,
        double earlyRefresh) {

    /** Reads them, or throws {@link io.jambry.cdi.CacheAnnotationException}. */
    static OwnValues of(MethodFacts method, Annotation annotation, CdiSettings settings) {
        if (annotation instanceof Cached cached) {
            Reader reader = new Reader(method, "@Cached", cached.cache(), settings);
            OwnValues values = reader.values(
                    cached.version(),
                    cached.ttl(),
                    cached.sliding(),
                    cached.jitter(),
                    cached.nullTtl(),
                    cached.lock(),
                    cached.lockTimeout(),
                    cached.earlyRefresh());
            return values.in(CacheLimits.scoped(values.cacheName, method, cached, settings));
        }
        if (annotation instanceof CachedBatch batch) {
            return new Reader(method, "@CachedBatch", batch.cache(), settings)
                    .values(
                            batch.version(),
                            batch.ttl(),
                            false,
                            batch.jitter(),
                            batch.nullTtl(),
                            CacheLock.NONE,
                            "",
                            0);
        }
        if (annotation instanceof CacheUpdate update) {
            return new Reader(method, "@CacheUpdate", update.cache(), settings)
                    .values(update.version(), update.ttl(), false, update.jitter(), "", CacheLock.NONE, "", 0);
        }
        CacheEvict evict = (CacheEvict) annotation;
        return new Reader(method, "@CacheEvict", evict.cache(), settings)
                .values(evict.version(), "", false, 0, "", CacheLock.NONE, "", 0);
    }

    private OwnValues in(String otherCache) {
        return new OwnValues(otherCache, ttl, sliding, jitter, nullTtl, lock, lockTimeout, earlyRefresh);
    }

    FunctionCache<Object, Object> applyTo(FunctionCache<Object, Object> results) {
        FunctionCache<Object, Object> changed =
                results.lock(lock).lockTimeout(lockTimeout).jitter(jitter).earlyRefresh(earlyRefresh);
        if (ttl != null) {
            changed = changed.ttl(ttl);
        }
        if (sliding) {
            changed = changed.sliding();
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

        OwnValues values(
                String version,
                String ttl,
                boolean sliding,
                int jitter,
                String nullTtl,
                CacheLock lock,
                String lockTimeout,
                double earlyRefresh) {
            String kept = given("version", version).map(Given::text).orElse("");
            Duration life = given("ttl", ttl).map(Given::duration).orElse(null);
            Duration nullLife = given("null-ttl", nullTtl).map(Given::duration).orElse(null);
            double early = given("early-refresh", Double.toString(earlyRefresh))
                    .map(Given::earlyRefresh)
                    .orElse(0.0);
            return new OwnValues(
                    kept.isEmpty() ? cacheName : cacheName + "@" + kept,
                    life,
                    sliding(sliding, life, nullLife, early > 0),
                    given("jitter", Integer.toString(jitter))
                            .map(Given::percent)
                            .orElse(0),
                    nullLife,
                    settings.given(method, cacheName, "lock")
                            .map(given -> given.choice(CacheLock.class))
                            .orElse(settings.lock() == CacheLock.NONE ? CacheLock.NONE : lock),
                    given("lock-timeout", lockTimeout).map(Given::duration).orElseGet(settings::lockTimeout),
                    early);
        }

        private boolean sliding(
                boolean written, @Nullable Duration ttl, @Nullable Duration nullTtl, boolean refreshesEarly) {
            Given given = given("sliding", Boolean.toString(written)).orElseThrow();
            boolean sliding = given.flag();
            if (sliding && ttl == null) {
                throw given.refused("give a ttl, too: it is what reads renew");
            }
            if (sliding && nullTtl != null) {
                throw given.refused(
                        "reads would renew what is remembered to be absent, too; leave this or the time to live of absence away");
            }
            if (sliding && refreshesEarly) {
                throw given.refused("what is read does not come near its end; leave this or the early refresh away");
            }
            return sliding;
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
