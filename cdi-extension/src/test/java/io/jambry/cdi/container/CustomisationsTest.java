// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.cdi.CacheAnnotationException;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.Cached;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;

/** Loaders, writers, listeners and expiry policies that are beans. */
class CustomisationsTest {

    /** A bean with a qualifier. */
    private static <T> T bean(Container container, Class<T> type) {
        return container.itself().select(type, Any.Literal.INSTANCE).get();
    }

    private static Container deployed(Class<?>... beans) {
        return Container.of(beans);
    }

    @CacheName("books")
    @ApplicationScoped
    static class Loader implements CacheLoader<Long, String> {
        @Override
        public String load(Long isbn) {
            return "loaded " + isbn;
        }

        @Override
        public Map<Long, String> loadAll(Iterable<? extends Long> isbns) {
            Map<Long, String> loaded = new ConcurrentHashMap<>();
            isbns.forEach(isbn -> loaded.put(isbn, load(isbn)));
            return loaded;
        }
    }

    @CacheName("books")
    @ApplicationScoped
    static class Writer implements CacheWriter<Long, String> {

        private final ConcurrentMap<Object, Object> written = new ConcurrentHashMap<>();

        Map<Object, Object> written() {
            return written;
        }

        @Override
        public void write(Cache.Entry<? extends Long, ? extends String> entry) {
            written.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends Long, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            written.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }

    @CacheName("books")
    @ApplicationScoped
    static class Listener implements CacheEntryCreatedListener<Long, String> {

        private final List<Object> created = new CopyOnWriteArrayList<>();

        List<Object> created() {
            return created;
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends Long, ? extends String>> events) {
            events.forEach(event -> created.add(event.getKey()));
        }
    }

    @Dependent
    static class Policies {

        @Produces
        @CacheName("books")
        ExpiryPolicy ofBooks() {
            return new FixedExpiryPolicy(
                    new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10), null, javax.cache.expiry.Duration.ETERNAL);
        }

        @Produces
        @CacheName("results")
        ExpiryPolicy ofResults() {
            return new FixedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 5), null, null);
        }
    }

    @Dependent
    static class Users {

        @Inject
        @CacheName("books")
        Cache<Long, String> books;

        @Inject
        @CacheName("plain")
        Cache<Long, String> plain;

        @Inject
        @CacheName("results")
        Cache<Object, Object> results;
    }

    @ApplicationScoped
    static class Results {
        @Cached(cache = "results")
        public String result(long isbn) {
            return "result " + isbn;
        }
    }

    private static long minutesLeft(Cache<?, ?> cache, Object key) {
        @SuppressWarnings("unchecked") // only its keys are asked for
        var rest = JambryCache.of((Cache<Object, Object>) cache).timeToLive(key).orElseThrow();
        return (rest.getTimeUnit().toMillis(rest.getDurationAmount()) + 59_999) / 60_000;
    }

    @Test
    void beansOfACache_areUsedForIt_andForNoOther() {
        try (Container container =
                deployed(Loader.class, Writer.class, Listener.class, Policies.class, Users.class, Results.class)) {
            Users users = container.get(Users.class);
            Writer written = bean(container, Writer.class);
            Listener heard = bean(container, Listener.class);

            assertThat(users.books.get(1L)).isEqualTo("loaded 1");
            users.books.put(2L, "put");
            assertThat(written.written()).isEqualTo(Map.of(2L, "put"));
            await().atMost(Duration.ofSeconds(10)).until(() -> heard.created().containsAll(List.of(1L, 2L)));
            assertThat(minutesLeft(users.books, 2L)).isEqualTo(10);

            assertThat(users.plain.get(1L)).isNull();
            users.plain.put(2L, "put");
            assertThat(written.written()).hasSize(1);

            assertThat(container.get(Results.class).result(1)).isEqualTo("result 1");
            assertThat(minutesLeft(users.results, 1L)).isEqualTo(5);
        }
    }

    @Test
    void beansOfACache_areUsedAgain_whenTheServerKnowsItsDefinition() {
        Map<String, String> settings = Server.shared().settings();
        for (int start = 0; start < 2; start++) {
            try (Container container = Container.in("customised-again", settings, Loader.class, Users.class)) {
                assertThat(container.get(Users.class).books.get(1L + start)).isEqualTo("loaded " + (1 + start));
            }
        }
    }

    @CacheName("books")
    @ApplicationScoped
    static class OtherLoader extends Loader {}

    @Test
    void twoLoadersOfACache_areRefused() {
        try (Container container = deployed(Loader.class, OtherLoader.class, Users.class)) {
            assertThatThrownBy(() -> container.get(Users.class))
                    .isInstanceOf(CacheAnnotationException.class)
                    .hasMessage(
                            "cache 'books': 2 beans with its @CacheName are javax.cache.integration.CacheLoader, and it can have one; take the others away");
        }
    }
}
