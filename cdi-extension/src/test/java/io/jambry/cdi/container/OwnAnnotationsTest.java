// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheKeyExclude;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import io.jambry.cdi.CachedCall;
import io.jambry.cdi.CallCondition;
import io.jambry.cdi.Managed;
import io.jambry.cdi.ResultCondition;
import io.jambry.function.CacheLock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What our own annotations do, and what can be injected. */
class OwnAnnotationsTest {

    private Container container;

    @BeforeEach
    void deploy() {
        container = Container.of(Books.class, Users.class, Even.class);
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    static class FirstTitle implements ResultCondition {
        public FirstTitle() {}

        @Override
        public boolean test(Object result) {
            return result.equals("title 1");
        }
    }

    /** A condition that is a bean. */
    @Dependent
    static class Even implements CallCondition {
        @Override
        public boolean test(CachedCall call) {
            return (long) call.arguments().get(0) % 2 == 0;
        }
    }

    @ApplicationScoped
    static class Books {

        final AtomicInteger calls = new AtomicInteger();
        final List<Collection<Long>> batches = new CopyOnWriteArrayList<>();
        final CountDownLatch release = new CountDownLatch(1);

        @Cached(cache = "books", ttl = "10m")
        public String title(long isbn, @CacheKeyExclude String reader) {
            return "title " + calls.incrementAndGet();
        }

        @Cached(cache = "from-environment", ttl = "1h")
        public String fromEnvironment(long isbn) {
            return "title";
        }

        @Cached(cache = "books", version = "2")
        public String titleOfNextVersion(long isbn) {
            return "next " + calls.incrementAndGet();
        }

        @Cached(cache = "unless", unless = FirstTitle.class)
        public String unless(long isbn) {
            return "title " + calls.incrementAndGet();
        }

        @Cached(cache = "when", when = Even.class)
        public String when(long isbn) {
            return "title " + calls.incrementAndGet();
        }

        @Cached(cache = "nothing", nullTtl = "1m")
        public Optional<String> nothing(long isbn) {
            calls.incrementAndGet();
            return Optional.empty();
        }

        @Cached(cache = "later")
        public CompletableFuture<String> later(long isbn) {
            return CompletableFuture.completedFuture("title " + calls.incrementAndGet());
        }

        @Cached(cache = "slow")
        public String slow(long isbn) throws InterruptedException {
            calls.incrementAndGet();
            release.await();
            return "slow";
        }

        @Cached(cache = "unlocked", lock = CacheLock.NONE)
        public String unlocked(long isbn) throws InterruptedException {
            calls.incrementAndGet();
            release.await();
            return "slow";
        }

        int calls() {
            return calls.get();
        }

        void release() {
            release.countDown();
        }

        @CacheUpdate(cache = "books", ttl = "10m")
        public String rename(long isbn, @CacheKeyExclude String title) {
            return title;
        }

        @CacheEvict(cache = "books")
        public void forget(long isbn) {}

        @CacheEvict(cache = "books", all = true)
        public void forgetAll() {}

        @CachedBatch(cache = "books")
        public Map<Long, String> titles(Collection<Long> isbns) {
            batches.add(List.copyOf(isbns));
            Map<Long, String> titles = new HashMap<>();
            isbns.stream().filter(isbn -> isbn > 0).forEach(isbn -> titles.put(isbn, "batch " + isbn));
            return titles;
        }

        @CachedBatch(cache = "books")
        public List<String> titlesInOrder(List<Long> isbns) {
            batches.add(List.copyOf(isbns));
            return isbns.stream().map(isbn -> "list " + isbn).toList();
        }
    }

    @Dependent
    static class Users {

        @Inject
        @CacheName("books")
        Cache<Object, Object> books;

        @Inject
        @CacheName("typed")
        JambryCache<Long, String> typed;

        @Inject
        @Managed
        CacheManager manager;

        @Inject
        @Managed
        Jambry jambry;
    }

    private Books books() {
        return container.get(Books.class);
    }

    @Test
    void cached_onlyParameterIsTheKey_andLivesForItsTtl() {
        assertThat(books().title(1, "Ada")).isEqualTo("title 1");
        assertThat(books().title(1, "Bob")).isEqualTo("title 1");

        Users users = container.get(Users.class);
        assertThat(users.books.get(1L)).isEqualTo("title 1");
        assertThat(JambryCache.of(users.books).timeToLive(1L).orElseThrow().getDurationAmount())
                .isBetween(300_000L, 600_000L);
    }

    @Test
    void cached_settingOfTheEnvironment_goesBeforeTheAnnotation() {
        books().fromEnvironment(1);

        // JAMBRY_CDI_CACHE_FROM_ENVIRONMENT_TTL is 5m, in the environment of all runs
        Cache<Object, Object> cache = container.get(Users.class).manager.getCache("from-environment");
        assertThat(JambryCache.of(cache).timeToLive(1L).orElseThrow().getDurationAmount())
                .isBetween(240_000L, 300_000L);
    }

    @Test
    void cached_version_isKeptApart() {
        books().title(1, "");
        assertThat(books().titleOfNextVersion(1)).isEqualTo("next 2");
        assertThat(books().titleOfNextVersion(1)).isEqualTo("next 2");
        assertThat(container.get(Users.class).manager.getCache("books@2")).hasSize(1);
    }

    @Test
    void cached_unless_keepsResultsOut() {
        assertThat(books().unless(1)).isEqualTo("title 1");
        assertThat(books().unless(1)).isEqualTo("title 2");
        assertThat(books().unless(1)).isEqualTo("title 2");
    }

    @Test
    void cached_when_asksABeanWhetherToUseTheCache() {
        assertThat(books().when(1)).isEqualTo("title 1");
        assertThat(books().when(1)).isEqualTo("title 2");
        assertThat(books().when(2)).isEqualTo("title 3");
        assertThat(books().when(2)).isEqualTo("title 3");
    }

    @Test
    void cached_nullTtl_remembersEmpty() {
        assertThat(books().nothing(1)).isEmpty();
        assertThat(books().nothing(1)).isEmpty();
        assertThat(books().title(9, "")).isEqualTo("title 2");
    }

    @Test
    void cached_future_isStoredWhenDone() {
        assertThat(books().later(1)).isCompletedWithValue("title 1");
        assertThat(books().later(1)).isCompletedWithValue("title 1");
    }

    @Test
    void cached_concurrentMisses_callOnce_unlessWithoutLock() throws Exception {
        Books books = books();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<String>> results = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                results.add(threads.submit(() -> books.slow(1)));
            }
            for (int i = 0; i < 2; i++) {
                results.add(threads.submit(() -> books.unlocked(1)));
            }
            await().until(() -> books.calls() == 3);
            books.release();
            for (Future<String> result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
            }
            assertThat(books.calls()).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void cacheUpdate_storesTheResult_orRemoves() {
        books().rename(1, "renamed");
        assertThat(books().title(1, "")).isEqualTo("renamed");
        books().rename(1, null);
        assertThat(books().title(1, "")).isEqualTo("title 1");
    }

    @Test
    void cacheEvict_removesOneOrAll() {
        books().title(1, "");
        books().title(2, "");
        books().forget(1);
        assertThat(books().title(1, "")).isEqualTo("title 3");
        assertThat(books().title(2, "")).isEqualTo("title 2");
        books().forgetAll();
        assertThat(books().title(2, "")).isEqualTo("title 4");
    }

    @Test
    void cachedBatch_sharesEntriesWithTheSingleMethod() {
        books().title(2, "");
        assertThat(books().titles(List.of(3L, 2L, -1L)))
                .containsExactly(Map.entry(3L, "batch 3"), Map.entry(2L, "title 1"));
        assertThat(books().title(3, "")).isEqualTo("batch 3");
        assertThat(books().titlesInOrder(List.of(3L, 4L, 2L))).containsExactly("batch 3", "list 4", "title 1");
        assertThat(books().titles(List.of(2L, 3L, 4L))).hasSize(3);
    }

    @Test
    void settings_goBeforeTheAnnotation() {
        container.close();
        container = Container.with(
                Map.of(
                        "jambry.cdi.cache.books.ttl",
                        "1h",
                        "jambry.cdi.method.\"" + Books.class.getName() + "/rename\".ttl",
                        "2h"),
                Books.class,
                Users.class,
                Even.class);
        books().title(1, "");
        books().rename(2, "renamed");

        JambryCache<Object, Object> cache = JambryCache.of(container.get(Users.class).books);
        assertThat(cache.timeToLive(1L).orElseThrow().getDurationAmount()).isBetween(3_000_000L, 3_600_000L);
        assertThat(cache.timeToLive(2L).orElseThrow().getDurationAmount()).isBetween(6_600_000L, 7_200_000L);
    }

    @Test
    void injectionPoints_getCachesAndTheManager() {
        Users users = container.get(Users.class);

        users.typed.put(1L, "one");

        assertThat(users.jambry
                        .<Long, String>getCache("typed", Long.class, String.class)
                        .get(1L))
                .isEqualTo("one");
        assertThat(users.manager).isSameAs(users.jambry);
    }

    @Test
    void beansWithoutQualifier_areNotThere() {
        assertThat(container.itself().select(CacheManager.class).isUnsatisfied())
                .isTrue();
        assertThat(container.itself().select(Jambry.class).isUnsatisfied()).isTrue();
        assertThat(container.itself().select(Cache.class).isUnsatisfied()).isTrue();
    }

    @Dependent
    static class UnfitTtl {
        @Cached(cache = "a", ttl = "ten minutes")
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class UnfitJitter {
        @Cached(cache = "a", jitter = 200)
        public String get(String key) {
            return key;
        }
    }

    @Dependent
    static class UnfitBatch {
        @CachedBatch(cache = "a")
        public String get(String key) {
            return key;
        }
    }

    @Test
    void rule15_valuesThatCannotBeRead_areRefused() {
        assertThat(Container.refusal(Map.of(), UnfitTtl.class))
                .contains("@Cached on " + UnfitTtl.class.getName()
                        + "#get: 'ttl' is 'ten minutes': write 500ms, 10s, 5m, 1h, 2d or PT10S");
        assertThat(Container.refusal(Map.of(), UnfitJitter.class))
                .contains("@Cached on " + UnfitJitter.class.getName()
                        + "#get: 'jitter' is '200': give a whole number from 0 to 100");
        assertThat(Container.refusal(Map.of("jambry.cdi.cache.a.ttl", "soon"), UnfitJitter.class))
                .contains("setting 'jambry.cdi.cache.a.ttl' is 'soon': write 500ms");
    }

    @Test
    void batchOfAnotherShape_isRefused() {
        assertThat(Container.refusal(Map.of(), UnfitBatch.class))
                .contains("@CachedBatch on " + UnfitBatch.class.getName()
                        + "#get: it must take its keys as one Collection");
    }
}
