// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.AsyncCache;
import io.jambry.CacheEntryGapListener;
import io.jambry.ConfigurationException;
import io.jambry.JambryCache;
import io.jambry.cache.Backing;
import java.io.Closeable;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose threads a manager uses, and with which class loader code of the application runs on them. */
class ManagedThreadsTest {

    private final ExecutorService executor = Executors.newCachedThreadPool(work -> new Thread(work, "container"));
    private final ScheduledThreadPoolExecutor scheduler =
            new ScheduledThreadPoolExecutor(1, work -> new Thread(work, "container-timer"));
    private final ClassLoader application =
            new URLClassLoader(new URL[0], getClass().getClassLoader());
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Set<ClassLoader> loaders = ConcurrentHashMap.newKeySet();
    private AutoCloseable naming;

    @BeforeEach
    void begin() {
        naming = NamingInThisJvm.begin();
        NamingInThisJvm.bind("java:comp/executor", executor);
        NamingInThisJvm.bind("java:comp/scheduler", scheduler);
    }

    @AfterEach
    void end() throws Exception {
        naming.close();
        executor.shutdownNow();
        scheduler.shutdownNow();
    }

    /** Notes where code of the application runs, and leaves the thread in disorder. */
    private void here(String what) {
        note(what);
        Thread.currentThread().setContextClassLoader(null);
    }

    private void note(String what) {
        threads.put(what, Thread.currentThread());
        loaders.add(Thread.currentThread().getContextClassLoader());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void applicationCode_onEveryThreadThatIsNotItsOwn_hasItsClassLoader(boolean managed) throws Exception {
        Map<String, String> settings = managed
                ? Map.of(
                        "managed-executor",
                        "java:comp/executor",
                        "managed-scheduler",
                        "java:comp/scheduler",
                        "defaults.expired-sweep",
                        "10ms")
                : Map.of("defaults.expired-sweep", "10ms");
        CacheManager manager = Backing.MEMORY.manager(settings, application);
        CacheLoader<String, String> loader = new CacheLoader<>() {
            @Override
            public String load(String key) {
                here("load " + key);
                return "loaded";
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                here("loadAll");
                return Map.of("loaded", "v");
            }
        };
        CacheEntryCreatedListener<String, String> created = events -> here("listener");
        CacheEntryExpiredListener<String, String> expired = events -> here("expired");
        MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setReadThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<>(loader))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(created), null, false, false))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(expired), null, false, true));
        @SuppressWarnings("unchecked")
        JambryCache<String, String> cache =
                manager.createCache("threads", configuration).unwrap(JambryCache.class);

        for (int round = 0; round < 3; round++) {
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(Set.of("loaded"), true, done);
            done.get(10, TimeUnit.SECONDS);
            cache.async().get("read-" + round).toCompletableFuture().join();
            cache.async()
                    .invoke("k", (entry, arguments) -> {
                        here("processor");
                        return null;
                    })
                    .toCompletableFuture()
                    .join();
        }
        cache.withExpiry(new CreatedExpiryPolicy(new Duration(TimeUnit.MILLISECONDS, 1)))
                .put("short", "v");
        Awaitility.await().until(() -> threads.containsKey("listener") && threads.containsKey("expired"));
        manager.getCachingProvider().close();

        assertThat(loaders).containsExactly(application);
        assertThat(threads.keySet())
                .contains("loadAll", "load read-0", "load read-2", "processor", "listener", "expired");
        Set<String> names = new HashSet<>();
        threads.forEach((what, thread) -> names.add(thread.getName().replaceAll("-\\d+$", "")));
        if (managed) {
            assertThat(names).containsExactlyInAnyOrder("container", "container-timer");
        } else {
            assertThat(names)
                    .containsExactlyInAnyOrder(
                            "jambry-cache-tests-background", "jambry-cache-tests-async", "jambry-cache-tests-keeper");
        }
    }

    /** All that an application gives to a cache, each noting where it runs. */
    private final class Everything
            implements CacheLoader<String, String>,
                    CacheWriter<String, String>,
                    ExpiryPolicy,
                    CacheEntryEventFilter<String, String>,
                    CacheEntryCreatedListener<String, String>,
                    CacheEntryExpiredListener<String, String>,
                    CacheEntryGapListener<String, String>,
                    Closeable {

        private final String name;

        Everything(String name) {
            this.name = name;
        }

        @Override
        public String load(String key) {
            note("load");
            return "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            note("loadAll");
            return Map.of("loaded", "v");
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            note("write");
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            note("writeAll");
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            note("delete");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            note("deleteAll");
            keys.clear();
        }

        @Override
        public Duration getExpiryForCreation() {
            note("policy");
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public boolean evaluate(CacheEntryEvent<? extends String, ? extends String> event) {
            note(name + " filter");
            return true;
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(name + " listener");
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            note(name + " expired");
        }

        @Override
        public void onGap(String reason, Cache<String, String> cache) {
            note(name + " gap");
        }

        @Override
        public void close() {
            note(name + " close");
        }

        MutableCacheEntryListenerConfiguration<String, String> listening(boolean synchronous) {
            return new MutableCacheEntryListenerConfiguration<>(
                    new SingletonFactory<>(this), new SingletonFactory<>(this), true, synchronous);
        }
    }

    /** Changes come from this thread, which has another class loader, and from a manager of another application. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void applicationCode_ofASharedCache_hasItsClassLoaderWhoeverMadeTheChange(boolean managed) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("defaults.expired-sweep", "100ms", "lease", "900ms"));
        if (managed) {
            settings.put("managed-executor", "java:comp/executor");
            settings.put("managed-scheduler", "java:comp/scheduler");
        }
        String name = "threads-" + UUID.randomUUID();
        Everything parts = new Everything("customization");
        MutableConfiguration<String, String> types =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>(types)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<>(parts))
                .setCacheWriterFactory(new SingletonFactory<>(parts))
                .setExpiryPolicyFactory(new SingletonFactory<>(parts))
                .addCacheEntryListenerConfiguration(new Everything("synchronous").listening(true))
                .addCacheEntryListenerConfiguration(new Everything("asynchronous").listening(false));
        CacheManager manager = Backing.EMBEDDED.manager(settings, application);
        CacheManager others = Backing.EMBEDDED.manager(Map.of("lease", "900ms"));
        try {
            AsyncCache<String, String> cache =
                    JambryCache.of(manager.createCache(name, configuration)).async();
            JambryCache<String, String> foreign = JambryCache.of(others.createCache(name, types));

            foreign.put("foreign", "v");
            cache.put("k", "v").toCompletableFuture().join();
            cache.putAll(Map.of("many", "v")).toCompletableFuture().join();
            cache.get("load").toCompletableFuture().join();
            cache.getAll(Set.of("loaded")).toCompletableFuture().join();
            cache.remove("k").toCompletableFuture().join();
            cache.removeAll(Set.of("many")).toCompletableFuture().join();
            cache.invoke("k", (entry, arguments) -> {
                        note("processor");
                        return null;
                    })
                    .toCompletableFuture()
                    .join();
            foreign.touch("foreign", new Duration(TimeUnit.MILLISECONDS, 50));
            Awaitility.await()
                    .until(() -> threads.keySet()
                            .containsAll(Set.of(
                                    "synchronous filter",
                                    "synchronous listener",
                                    "synchronous expired",
                                    "asynchronous filter",
                                    "asynchronous listener",
                                    "asynchronous expired")));
            // what closes a cache that others destroy is not the application either
            others.destroyCache(name);
            Awaitility.await()
                    .until(() -> threads.keySet()
                            .containsAll(Set.of("customization close", "synchronous close", "asynchronous close")));
        } finally {
            others.destroyCache(name);
            others.getCachingProvider().close();
            manager.getCachingProvider().close();
        }

        assertThat(loaders).containsExactly(application);
        assertThat(threads.keySet())
                .contains("load", "loadAll", "write", "writeAll", "delete", "deleteAll", "policy", "processor");
        Set<String> names = new HashSet<>();
        threads.forEach((what, thread) -> names.add(thread.getName().replaceAll("-\\d+$", "")));
        if (managed) {
            assertThat(names).containsExactly("container");
        } else {
            assertThat(names).containsExactlyInAnyOrder("jambry-cache-tests-background", "jambry-cache-tests-async");
        }
    }

    @Test
    void close_managed_endsTheDutiesAndLeavesTheExecutors() {
        CacheManager manager = Backing.MEMORY.manager(
                Map.of("managed-executor", "java:comp/executor", "managed-scheduler", "java:comp/scheduler"));
        manager.createCache("duties", new MutableConfiguration<>());
        assertThat(scheduler.getQueue()).isNotEmpty();

        manager.getCachingProvider().close();

        assertThat(scheduler.isShutdown()).isFalse();
        assertThat(executor.isShutdown()).isFalse();
        scheduler.purge();
        assertThat(scheduler.getQueue()).isEmpty();
    }

    @Test
    void open_nameIsNotBound_saysWhatToDo() {
        assertThatThrownBy(() -> Backing.MEMORY.manager(Map.of("managed-executor", "java:comp/nothing")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("setting 'managed-executor' is 'java:comp/nothing', where JNDI finds nothing")
                .hasMessageContaining("or leave it out for threads of our own");
    }

    @Test
    void open_nameIsSomethingElse_saysWhatIsThere() {
        NamingInThisJvm.bind("java:comp/text", "text");

        assertThatThrownBy(() -> Backing.MEMORY.manager(Map.of("managed-scheduler", "java:comp/text")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "setting 'managed-scheduler' is 'java:comp/text', where JNDI has a java.lang.String instead of a "
                                + ScheduledExecutorService.class.getName());
    }
}
