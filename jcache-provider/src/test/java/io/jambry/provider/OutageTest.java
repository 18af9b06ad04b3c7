// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.CacheSettings.ReadFailure;
import io.jambry.CacheSettings.WriteFailure;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cache does when its server goes away, by {@code on-read-failure} and {@code on-write-failure}. */
class OutageTest {

    private static final CacheSettings TOLERANT = CacheSettings.builder()
            .onReadFailure(ReadFailure.MISS)
            .onWriteFailure(WriteFailure.SKIP)
            .build();

    private final EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
    private final CachingProvider provider = new JambryCachingProvider();

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    @Test
    void read_tolerant_isAMiss() {
        Cache<String, String> cache = cache(TOLERANT, strings());
        cache.put("key", "value");
        assertThat(cache.get("key")).isEqualTo("value");

        server.close();

        assertThat(cache.get("key")).isNull();
        assertThat(cache.getAll(Set.of("key", "other"))).isEmpty();
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void plainWrite_tolerant_isSkipped() {
        Cache<String, String> cache = cache(TOLERANT, strings());
        Recorder heard = new Recorder();
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(heard), null, /* isOldValueRequired= */ false, /* isSynchronous= */ true));
        cache.put("before", "value");

        server.close();
        cache.put("key", "value");

        assertThat(heard.events).containsExactly("before");
    }

    @Test
    void writeOfMany_tolerant_isSkipped() {
        Cache<String, String> cache = cache(TOLERANT, strings());
        server.close();

        cache.putAll(Map.of("one", "1", "two", "2"));

        assertThat(cache.getAll(Set.of("one", "two"))).isEmpty();
    }

    @Test
    void whatDecidesOrRemoves_tolerant_fails() {
        Cache<String, String> cache = cache(TOLERANT, strings());
        server.close();

        assertUnreachable(() -> cache.remove("key"));
        assertUnreachable(() -> cache.putIfAbsent("key", "value"));
        assertUnreachable(() -> cache.replace("key", "value"));
        assertUnreachable(() -> cache.removeAll(Set.of("key")));
        assertUnreachable(cache::clear);
        assertUnreachable(() -> cache.iterator().hasNext());
    }

    @Test
    void everything_byDefault_fails() {
        Cache<String, String> cache = cache(CacheSettings.builder().build(), strings());
        server.close();

        assertUnreachable(() -> cache.get("key"));
        assertUnreachable(() -> cache.put("key", "value"));
    }

    /** A connection that was open when the server went away cannot tell whether a command still reached it. */
    private static void assertUnreachable(ThrowingCallable operation) {
        assertThatThrownBy(operation)
                .isInstanceOfAny(NotExecutedException.class, OutcomeUnknownException.class)
                .hasMessageContaining(" on 127.0.0.1:");
    }

    private Cache<String, String> cache(CacheSettings settings, MutableConfiguration<String, String> configuration) {
        Properties properties = settings.toDefaultProperties();
        properties.setProperty("jambry.timeout", "1s");
        return provider.getCacheManager(URI.create(server.url()), null, properties)
                .createCache("prices", configuration);
    }

    private static MutableConfiguration<String, String> strings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    private static final class Recorder
            implements CacheEntryCreatedListener<String, String>, CacheEntryUpdatedListener<String, String> {

        private final List<String> events = new ArrayList<>();

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> created) {
            created.forEach(event -> events.add(event.getKey()));
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> updated) {
            updated.forEach(event -> events.add(event.getKey()));
        }
    }

    @Test
    void read_tolerantWithLoader_isLoaded() {
        MutableConfiguration<String, String> configuration =
                strings().setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(new Echo()));
        Cache<String, String> cache = cache(TOLERANT, configuration);
        server.close();

        assertThat(cache.get("key")).isEqualTo("loaded key");
        assertThat(cache.getAll(Set.of("key"))).containsEntry("key", "loaded key");
    }

    /** Loads what says where it comes from. */
    private static final class Echo implements CacheLoader<String, String> {

        @Override
        public String load(String key) {
            return "loaded " + key;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }
}
