// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.JambryCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * A short use of all there is, so that every command that Jambry knows is sent. A step that fails does not stop the others.
 * Confined to one thread.
 */
final class ProviderWorkload {

    /** Longer than a connection is trusted without a sign of life: a renewal, every third of it, asks for one first. */
    private static final String LEASE = "4500ms";

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final Duration MINUTE = Duration.ONE_MINUTE;

    /** As a setting among the others: whether to listen to expiry, for which more privileges are needed. */
    static final String LISTENS = "workload.listens";

    private final List<RuntimeException> failures = new ArrayList<>();
    private final boolean listens;

    private ProviderWorkload(boolean listens) {
        this.listens = listens;
    }

    /**
     * Does everything once, and stays for a while, with what is done now and then in the background.
     *
     * @param settings of Jambry
     * @param enough tells that there is nothing more to wait for
     * @return what went wrong
     */
    static List<RuntimeException> run(Map<String, String> settings, BooleanSupplier enough) {
        Properties properties = new Properties();
        properties.setProperty("jambry.lease", LEASE);
        properties.putAll(settings);
        ProviderWorkload workload = new ProviderWorkload(settings.containsKey(LISTENS));
        var provider = Caching.getCachingProvider();
        try (CacheManager manager =
                provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), properties)) {
            workload.step(() -> workload.caches(manager));
            long deadline = System.nanoTime() + PATIENCE_NANOS;
            while (!enough.getAsBoolean() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
        return workload.failures;
    }

    private Object caches(CacheManager manager) {
        step(() -> manager.getCache("unknown"));
        Cache<String, Long> numbers = manager.createCache(
                "numbers", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        entries(JambryCache.of(numbers));
        step(() -> {
            Cache<String, String> timed = manager.createCache(
                    "timed",
                    new MutableConfiguration<String, String>()
                            .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(MINUTE)));
            timed.putAll(Map.of("a", "1", "b", "2", "c", "3"));
            return timed.getAndPut("a", "4");
        });
        step(() -> {
            Cache<String, String> touched = manager.createCache(
                    "touched",
                    new MutableConfiguration<String, String>()
                            .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(MINUTE)));
            touched.put("a", "1");
            return touched.get("a");
        });
        if (listens) {
            step(() -> listened(manager));
        }
        step(manager::getCacheNames);
        step(() -> {
            numbers.close();
            return null;
        });
        step(() -> manager.getCache("numbers", String.class, Long.class));
        step(() -> {
            manager.destroyCache("numbers");
            return null;
        });
        return manager;
    }

    private Object listened(CacheManager manager) {
        Cache<String, String> ending = manager.createCache(
                "ending",
                new MutableConfiguration<String, String>()
                        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(MINUTE)));
        CacheEntryExpiredListener<String, String> listener = events -> {};
        ending.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(listener), null, /* isOldValueRequired= */ true, false));
        step(() -> {
            ending.put("a", "1");
            return null;
        });
        step(() -> ending.get("a"));
        return ending;
    }

    private void entries(JambryCache<String, Long> cache) {
        step(() -> {
            cache.put("a", 1L);
            return null;
        });
        step(() -> cache.get("a"));
        step(() -> cache.getAll(Set.of("a", "b", "c")));
        step(() -> cache.containsKey("a"));
        step(() -> cache.putIfAbsent("b", 1L));
        step(() -> cache.getAndPut("b", 2L));
        step(() -> cache.replace("a", 1L, 2L));
        step(() -> cache.replace("a", 3L));
        step(() -> cache.remove("a", 7L));
        step(() -> cache.invoke("a", (entry, arguments) -> {
            entry.setValue(9L);
            return null;
        }));
        step(() -> cache.increment("n", 1));
        step(() -> cache.increment("n", 1));
        step(() -> cache.touch("n", MINUTE));
        step(() -> cache.timeToLive("n"));
        step(() -> cache.persist("n"));
        step(() -> cache.getOrCompute("m", key -> 5L));
        step(() -> {
            cache.forEach(entry -> {});
            return null;
        });
        step(cache::size);
        step(() -> cache.getAndRemove("b"));
        step(() -> cache.remove("a"));
        step(() -> {
            cache.put("z", 1L);
            cache.clear();
            return null;
        });
    }

    private void step(Callable<?> step) {
        try {
            step.call();
        } catch (RuntimeException e) {
            failures.add(e);
        } catch (Exception e) {
            failures.add(new IllegalStateException(e));
        }
    }
}
