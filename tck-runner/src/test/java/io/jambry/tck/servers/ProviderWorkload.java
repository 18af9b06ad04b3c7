// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.CacheClusterMXBean;
import io.jambry.JambryCache;
import io.jambry.lock.Locks;
import io.jambry.tck.servers.PrivilegesDocument.Need;
import java.lang.management.ManagementFactory;
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
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;

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
    private static final Duration SOON = new Duration(TimeUnit.SECONDS, 1);

    private final List<RuntimeException> failures = new ArrayList<>();

    private final List<Need> needs;

    private ProviderWorkload(List<Need> needs) {
        this.needs = needs;
    }

    /**
     * Does everything once, and stays for a while, with what is done now and then in the background.
     *
     * @param settings of Jambry
     * @param needs what is used beyond entries
     * @param enough tells that there is nothing more to wait for
     * @return what went wrong
     */
    static List<RuntimeException> run(Map<String, String> settings, List<Need> needs, BooleanSupplier enough) {
        Properties properties = new Properties();
        properties.setProperty("jambry.lease", LEASE);
        properties.putAll(settings);
        ProviderWorkload workload = new ProviderWorkload(needs);
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
                "numbers",
                new MutableConfiguration<String, Long>()
                        .setTypes(String.class, Long.class)
                        .setStatisticsEnabled(needs.contains(Need.MEMORY)));
        if (needs.contains(Need.LISTENERS)) {
            step(() -> heard(manager));
            listened(numbers);
        }
        if (needs.contains(Need.EXPIRY)) {
            step(() -> ending(manager));
        }
        if (needs.contains(Need.LOCKS)) {
            LocksWorkload.steps(manager.unwrap(Locks.class)).forEach(this::step);
        }
        entries(JambryCache.of(numbers));
        if (needs.contains(Need.MEMORY)) {
            step(() -> {
                numbers.put("a", 1L);
                return memory();
            });
        }
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

    /** As long as one cache is listened to, the channel of another is left by itself. */
    private static Object heard(CacheManager manager) {
        Cache<String, Long> cache = manager.createCache(
                "heard", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        cache.registerCacheEntryListener(listening((CacheEntryCreatedListener<String, Long>) events -> {}));
        return cache;
    }

    private void listened(Cache<String, Long> cache) {
        CacheEntryListenerConfiguration<String, Long> listening =
                listening((CacheEntryCreatedListener<String, Long>) events -> {});
        step(() -> {
            cache.registerCacheEntryListener(listening);
            return null;
        });
        entries(JambryCache.of(cache));
        step(() -> {
            cache.deregisterCacheEntryListener(listening);
            return null;
        });
    }

    private static Object ending(CacheManager manager) {
        Cache<String, Long> cache = manager.createCache(
                "ending",
                new MutableConfiguration<String, Long>()
                        .setTypes(String.class, Long.class)
                        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(SOON)));
        cache.registerCacheEntryListener(listening((CacheEntryExpiredListener<String, Long>) events -> {}));
        cache.put("a", 1L);
        cache.put("a", 2L);
        cache.put("b", 1L);
        cache.remove("b");
        return cache.get("a");
    }

    private static Object memory() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name =
                server.queryNames(new ObjectName("io.jambry:type=CacheCluster,Cache=numbers,*"), null).stream()
                        .findFirst()
                        .orElseThrow();
        return JMX.newMXBeanProxy(server, name, CacheClusterMXBean.class).estimateMemoryBytes();
    }

    private static <K, V> CacheEntryListenerConfiguration<K, V> listening(CacheEntryListener<K, V> listener) {
        return new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, false);
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
