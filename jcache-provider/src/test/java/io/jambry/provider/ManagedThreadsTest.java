// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.JambryCache;
import io.jambry.cache.Backing;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
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
        threads.put(what, Thread.currentThread());
        loaders.add(Thread.currentThread().getContextClassLoader());
        Thread.currentThread().setContextClassLoader(null);
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
