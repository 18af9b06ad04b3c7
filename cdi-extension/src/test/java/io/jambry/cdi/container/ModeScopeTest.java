// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheKeyExclude;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.function.CacheMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What annotated methods do in the scope of a {@link CacheMode}, also when their results come after it. */
class ModeScopeTest {

    private Container container;
    private Books books;
    private JambryCache<Long, Object> cache;

    @BeforeEach
    void deploy() {
        container = Container.of(Books.class, Caches.class);
        books = container.get(Books.class);
        cache = container.get(Caches.class).books;
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @ApplicationScoped
    static class Books {

        private final CompletableFuture<String> later = new CompletableFuture<>();

        void complete(String title) {
            later.complete(title);
        }

        @CacheResult(cacheName = "books")
        public String title(long isbn) {
            return "called";
        }

        @Cached(cache = "books")
        public CompletionStage<String> later(long isbn) {
            return later.copy();
        }

        @CacheUpdate(cache = "books")
        public CompletionStage<String> rename(long isbn) {
            return later.copy();
        }

        @CachePut(cacheName = "books")
        public CompletionStage<String> put(@CacheKey long isbn, @CacheValue String title) {
            return later.copy();
        }

        @CacheEvict(cache = "books")
        public CompletableFuture<String> forget(long isbn, @CacheKeyExclude String reason) {
            return later.copy();
        }
    }

    @Dependent
    static class Caches {

        @Inject
        @CacheName("books")
        JambryCache<Long, Object> books;
    }

    @Test
    void bypass_neitherReadsNorStores() throws Exception {
        cache.put(1L, "known");

        assertThat(CacheMode.BYPASS.during(() -> books.title(1))).isEqualTo("called");
        assertThat(CacheMode.BYPASS.during(() -> books.title(2))).isEqualTo("called");

        assertThat(books.title(1)).isEqualTo("known");
        assertThat(cache.containsKey(2L)).isFalse();
    }

    @Test
    void refresh_storesWithoutReading() throws Exception {
        cache.put(1L, "known");

        assertThat(CacheMode.REFRESH.during(() -> books.title(1))).isEqualTo("called");

        assertThat(cache.get(1L)).isEqualTo("called");
    }

    @Test
    void resultThatComesAfterTheScope_isTreatedAsInIt() throws Exception {
        cache.put(2L, "known");
        cache.put(3L, "known");
        Callable<Object> calls = () -> {
            books.later(1);
            books.rename(2);
            books.put(3, "put");
            return null;
        };
        CacheMode.BYPASS.during(calls);

        books.complete("done");

        assertThat(cache.containsKey(1L)).isFalse();
        assertThat(cache.get(2L)).isEqualTo("known");
        assertThat(cache.get(3L)).isEqualTo("known");
        calls.call();
        assertThat(cache.get(1L)).isEqualTo("done");
        assertThat(cache.get(2L)).isEqualTo("done");
        assertThat(cache.get(3L)).isEqualTo("put");
    }

    @Test
    void eviction_isCarriedOutInEveryMode_alsoForACallerWhoCancels() throws Exception {
        for (CacheMode mode : CacheMode.values()) {
            cache.put((long) mode.ordinal(), "known");
            mode.during(() -> books.forget(mode.ordinal(), "out of print")).cancel(true);
        }
        assertThat(cache.size()).isEqualTo(CacheMode.values().length);

        books.complete("done");

        assertThat(cache.size()).isZero();
    }
}
