// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConfigurationException;
import io.jambry.DecodingException;
import io.jambry.LogLines;
import io.jambry.event.FeedCounters;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications share a cache, and one of them lacks the class of a value. */
class MissingClassTest {

    private static final Map<String, String> SETTINGS = Map.of("defaults.allow-classes", Parcel.class.getName());

    /** What only one application has. */
    private record Parcel(String content) implements Serializable {}

    private static final class WithoutParcel extends ClassLoader {

        WithoutParcel() {
            super(MissingClassTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(Parcel.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    private final String name = "missing-class-" + UUID.randomUUID();
    private final LogLines records = LogLines.of(FeedCounters.class.getName());
    private final CacheManager having = Backing.EMBEDDED.manager(SETTINGS);
    private final CacheManager lacking = Backing.EMBEDDED.manager(SETTINGS, new WithoutParcel());

    @AfterEach
    void close() {
        records.close();
        having.destroyCache(name);
        lacking.getCachingProvider().close();
        having.getCachingProvider().close();
    }

    @Test
    void event_withAValueOfAMissingClass_isCountedLoggedOnceAndFailsOnlyWhoLooks() {
        Cache<String, Serializable> there = having.createCache(
                name, new MutableConfiguration<String, Serializable>().setTypes(String.class, Serializable.class));
        Cache<String, Serializable> here = lacking.getCache(name, String.class, Serializable.class);
        List<Serializable> seen = new CopyOnWriteArrayList<>();
        List<Serializable> seenThere = new CopyOnWriteArrayList<>();
        List<String> keys = new CopyOnWriteArrayList<>();
        here.registerCacheEntryListener(listening(events -> events.forEach(event -> seen.add(event.getValue()))));
        here.registerCacheEntryListener(listening(events -> events.forEach(event -> keys.add(event.getKey()))));
        there.registerCacheEntryListener(listening(events -> events.forEach(event -> seenThere.add(event.getValue()))));

        for (String key : List.of("a", "b", "c")) {
            // whoever wrote it can do nothing about it
            there.put(key, new Parcel(key));
        }
        there.put("d", "text");

        assertThat(seen).containsExactly("text");
        assertThat(keys).containsExactly("a", "b", "c", "d");
        assertThat(seenThere).containsExactly(new Parcel("a"), new Parcel("b"), new Parcel("c"), "text");
        assertThat(there.get("c")).isEqualTo(new Parcel("c"));
        FeedCounters counters = SharedScene.counters(here.unwrap(StandardCache.class));
        assertThat(counters.undecodable()).isEqualTo(3);
        assertThat(counters.told()).isEqualTo(4);
        assertThat(records.all())
                .singleElement()
                .satisfies(entry -> assertThat(entry.getMessage()).contains(name));
        System.out.printf(
                "[jambry] class missing in one of two applications: %d events undecodable, logged %d time, %d others heard%n",
                counters.undecodable(), records.all().size(), seen.size());
    }

    @Test
    void asynchronousEvents_withAValueOfAMissingClass_areLoggedOnceAndLaterOnesHeard() {
        Cache<String, Serializable> there = having.createCache(
                name, new MutableConfiguration<String, Serializable>().setTypes(String.class, Serializable.class));
        Cache<String, Serializable> here = lacking.getCache(name, String.class, Serializable.class);
        List<Serializable> seen = new CopyOnWriteArrayList<>();
        CacheEntryCreatedListener<String, Serializable> looking =
                events -> events.forEach(event -> seen.add(event.getValue()));
        here.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(looking), null, /* isOldValueRequired= */ false, /* isSynchronous= */ false));

        for (int i = 0; i < 50; i++) {
            there.put("parcel-" + i, new Parcel("content"));
        }
        there.put("text", "text");

        Awaitility.await().until(() -> seen.contains("text"));
        assertThat(seen).containsExactly("text");
        FeedCounters counters = SharedScene.counters(here.unwrap(StandardCache.class));
        assertThat(counters.undecodable()).isEqualTo(50);
        assertThat(here.unwrap(StandardCache.class).life().listenerFailures()).isZero();
        assertThat(records.all()).hasSize(1);
    }

    @Test
    void read_ofAMissingClass_failsThatReadAndNamesTheClass() {
        Cache<String, Serializable> there = having.createCache(
                name, new MutableConfiguration<String, Serializable>().setTypes(String.class, Serializable.class));
        Cache<String, Serializable> here = lacking.getCache(name, String.class, Serializable.class);
        there.put("parcel", new Parcel("content"));
        there.put("text", "text");

        Thread thread = Thread.currentThread();
        ClassLoader ofTheTest = thread.getContextClassLoader();
        thread.setContextClassLoader(lacking.getClassLoader());
        try {
            assertThatThrownBy(() -> here.get("parcel"))
                    .isInstanceOf(DecodingException.class)
                    .hasMessageContaining("cache '" + name + "'")
                    .hasMessageContaining("class " + Parcel.class.getName() + " is not on the class path")
                    .hasMessageNotContaining("content");
            assertThat(here.get("text")).isEqualTo("text");
            assertThat(here.containsKey("parcel")).isTrue();
        } finally {
            thread.setContextClassLoader(ofTheTest);
        }
        assertThat(there.get("parcel")).isEqualTo(new Parcel("content"));
    }

    @Test
    void getCache_declaredWithAMissingClass_namesItAndLeavesTheOthersAlone() {
        Cache<String, Parcel> there = having.createCache(
                name, new MutableConfiguration<String, Parcel>().setTypes(String.class, Parcel.class));
        there.put("k", new Parcel("content"));

        assertThatThrownBy(() -> lacking.getCache(name))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("cache '" + name + "' has the value-type " + Parcel.class.getName()
                        + ", which the class loader of this cache manager does not find; correct 'value-type',"
                        + " create the cache with types it finds, or put the class on its class path");

        there.put("k", new Parcel("more"));
        assertThat(there.get("k")).isEqualTo(new Parcel("more"));
        assertThat(lacking.isClosed()).isFalse();
    }

    private static MutableCacheEntryListenerConfiguration<String, Serializable> listening(
            CacheEntryCreatedListener<String, Serializable> listener) {
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(listener), null, /* isOldValueRequired= */ false, /* isSynchronous= */ true);
    }
}
