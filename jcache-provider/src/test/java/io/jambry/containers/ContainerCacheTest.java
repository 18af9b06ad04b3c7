// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Opened;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.spi.CachingProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs do most with a cache, on the server of each image. Two providers stand for two JVMs. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.jambry.containers.ServerImage#all")
@Tag("containers")
class ContainerCacheTest {

    private static final int THREADS = 4;
    private static final int TIMES = 50;
    /** More than one batch of a command over many keys. */
    private static final int MANY = 2_500;

    private static final Opened OPENED = new Opened();

    private static ServerContainer server;
    private static CachingProvider here;
    private static CachingProvider there;

    @Parameter
    ServerImage image;

    @BeforeParameterizedClassInvocation
    static void start(ServerImage image) {
        server = OPENED.add(ServerContainer.start(image));
        here = OPENED.add(new JambryCachingProvider());
        there = OPENED.add(new JambryCachingProvider());
    }

    @AfterParameterizedClassInvocation
    static void closeAll() throws Exception {
        OPENED.closeAll();
    }

    private static CacheManager manager(CachingProvider provider) {
        return provider.getCacheManager(URI.create(server.url()), null, new Properties());
    }

    private static Cache<String, Long> create(String name, MutableConfiguration<String, Long> configuration) {
        return manager(here).createCache(name, configuration);
    }

    private static MutableConfiguration<String, Long> longs() {
        return new MutableConfiguration<String, Long>().setTypes(String.class, Long.class);
    }

    /** The same entries, as another JVM sees them. */
    private static Cache<String, Long> elsewhere(Cache<String, Long> cache) {
        return manager(there).getCache(cache.getName(), String.class, Long.class);
    }

    @Test
    void put_isSeenElsewhere() {
        Cache<String, Long> cache = create("put", longs());
        cache.put("k", 1L);

        assertThat(elsewhere(cache).get("k")).isEqualTo(1);
        assertThat(elsewhere(cache).getAndRemove("k")).isEqualTo(1);
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void replaceAndRemove_withAnOldValue_changeOnlyThatValue() {
        Cache<String, Long> cache = create("compare", longs());
        cache.put("k", 1L);

        assertThat(cache.replace("k", 2L, 3L)).isFalse();
        assertThat(cache.replace("k", 1L, 2L)).isTrue();
        assertThat(cache.remove("k", 1L)).isFalse();
        assertThat(cache.remove("k", 2L)).isTrue();
        assertThat(cache.replace("k", 2L, 3L)).isFalse();
        assertThat(cache.containsKey("k")).isFalse();
    }

    @Test
    void putAll_manyEntries_areAllThere() {
        Cache<String, Long> cache = create("many", longs());
        Map<String, Long> entries =
                IntStream.range(0, MANY).boxed().collect(Collectors.toMap(number -> "k" + number, Integer::longValue));
        cache.putAll(entries);

        assertThat(elsewhere(cache).getAll(entries.keySet())).isEqualTo(entries);
    }

    @Test
    void invoke_manyThreadsOfTwoProviders_loseNoUpdate() throws Exception {
        Cache<String, Long> cache = create("sum", longs());
        List<Cache<String, Long>> views = List.of(cache, elsewhere(cache));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = IntStream.range(0, THREADS)
                    .<Future<?>>mapToObj(thread -> threads.submit(() -> addOften(views.get(thread % 2))))
                    .toList();
            for (Future<?> run : runs) {
                run.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(cache.get("k")).isEqualTo((long) THREADS * TIMES);
    }

    private static void addOften(Cache<String, Long> cache) {
        for (int time = 0; time < TIMES; time++) {
            cache.invoke("k", (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1L);
                return null;
            });
        }
    }

    @Test
    void expiry_afterCreation_takesTheEntryAway() {
        Cache<String, Long> soon = create("soon", expiring(300));
        Cache<String, Long> late = create("late", expiring(600_000));
        soon.put("k", 1L);
        late.put("k", 1L);

        Awaitility.await().until(() -> !soon.containsKey("k"));
        assertThat(soon.get("k")).isNull();
        assertThat(late.get("k")).isEqualTo(1);
    }

    private static MutableConfiguration<String, Long> expiring(long millis) {
        return longs().setExpiryPolicyFactory(
                        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, millis)));
    }

    @Test
    void listener_hearsEachChangeInOrder() {
        Cache<String, Long> cache = create("heard", longs());
        Notes notes = new Notes();
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(notes), null, /* isOldValueRequired= */ true, /* isSynchronous= */ true));

        cache.put("k", 1L);
        cache.put("k", 2L);
        cache.invoke("k", (entry, arguments) -> {
            entry.setValue(entry.getValue() + 1);
            return null;
        });
        cache.remove("k");

        assertThat(notes.heard).containsExactly("CREATED 1", "UPDATED 1 to 2", "UPDATED 2 to 3", "REMOVED 3");
    }

    /** A listener that writes down what it hears. */
    private static final class Notes
            implements CacheEntryCreatedListener<String, Long>,
                    CacheEntryUpdatedListener<String, Long>,
                    CacheEntryRemovedListener<String, Long> {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(event -> heard.add("CREATED " + event.getValue()));
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(event -> heard.add("UPDATED " + event.getOldValue() + " to " + event.getValue()));
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Long>> events) {
            events.forEach(event -> heard.add("REMOVED " + event.getOldValue()));
        }
    }
}
