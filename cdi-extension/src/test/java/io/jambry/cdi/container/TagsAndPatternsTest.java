// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheKeyExclude;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Evictions by tag and by pattern, in memory and on a server. */
class TagsAndPatternsTest {

    /** Where entries are. */
    enum Backing {
        MEMORY,
        SERVER
    }

    private Container container;

    @AfterEach
    void undeploy() {
        if (container != null) {
            container.close();
        }
    }

    @ApplicationScoped
    static class Books {

        private final AtomicInteger calls = new AtomicInteger();
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Cached(
                cache = "books",
                tags = {"books", "author:{1}"})
        public String book(long isbn, String author) {
            return author + " " + calls.incrementAndGet();
        }

        @Cached(cache = "authors", tags = "author:{0}", nullTtl = "1m")
        public String author(String name) {
            return name.equals("nobody") ? null : name + " " + calls.incrementAndGet();
        }

        @CachedBatch(cache = "authors", tags = "author:{1}")
        public Map<String, String> authors(@CacheKeyExclude String reader, List<String> names) {
            return names.stream().collect(Collectors.toMap(name -> name, name -> name + " " + calls.incrementAndGet()));
        }

        @CacheUpdate(cache = "authors", tags = "author:{0}")
        public String rename(String name, @CacheKeyExclude String other) {
            return other;
        }

        @Cached(cache = "slow", tags = "slow")
        public String slow(String name) throws InterruptedException {
            begun.countDown();
            release.await();
            return name + " " + calls.incrementAndGet();
        }

        boolean awaitBegin() throws InterruptedException {
            return begun.await(20, TimeUnit.SECONDS);
        }

        void release() {
            release.countDown();
        }

        @CacheEvict(tag = "books")
        public void forgetBooks() {}

        @CacheEvict(tag = {"author:{0}", "unknown"})
        public void forgetAuthor(String name) {}

        @CacheEvict(tag = "slow")
        public void forgetSlow() {}

        @CacheEvict(cache = "words", pattern = "user:*")
        public void forgetUsers() {}

        @CacheEvict(cache = "words", pattern = "user:?")
        public CompletableFuture<Void> forgetSomeLater(CompletableFuture<Void> end) {
            return end;
        }
    }

    @Dependent
    static class Words {

        @Inject
        @CacheName("words")
        Cache<Object, Object> words;
    }

    private Books deploy(Backing backing) {
        container = Container.with(
                backing == Backing.MEMORY ? Map.of() : Server.shared().settings(), Books.class, Words.class);
        return container.get(Books.class);
    }

    @ParameterizedTest
    @EnumSource
    void evictByTag_concernsAllCachesAndNothingElse(Backing backing) {
        Books books = deploy(backing);
        assertThat(books.book(1, "Ada")).isEqualTo("Ada 1").isEqualTo(books.book(1, "Ada"));
        assertThat(books.book(2, "Bob")).isEqualTo("Bob 2");
        assertThat(books.author("Ada")).isEqualTo("Ada 3");
        assertThat(books.author("Bob")).isEqualTo("Bob 4");

        books.forgetAuthor("Ada");
        assertThat(books.book(2, "Bob")).isEqualTo("Bob 2");
        assertThat(books.author("Bob")).isEqualTo("Bob 4");
        assertThat(books.book(1, "Ada")).isEqualTo("Ada 5").isEqualTo(books.book(1, "Ada"));
        assertThat(books.author("Ada")).isEqualTo("Ada 6").isEqualTo(books.author("Ada"));

        books.forgetBooks();
        assertThat(books.author("Bob")).isEqualTo("Bob 4");
        assertThat(books.book(2, "Bob")).isEqualTo("Bob 7");
    }

    @ParameterizedTest
    @EnumSource
    void evictByTag_batchesUpdatesAndNulls_haveTags(Backing backing) {
        Books books = deploy(backing);
        assertThat(books.authors("", List.of("Ada", "Bob"))).isEqualTo(Map.of("Ada", "Ada 1", "Bob", "Bob 2"));
        assertThat(books.author("Ada")).isEqualTo("Ada 1");
        assertThat(books.rename("Eve", "Eva")).isEqualTo("Eva");
        assertThat(books.author("Eve")).isEqualTo("Eva");
        assertThat(books.author("nobody")).isNull();

        books.forgetAuthor("Ada");
        books.forgetAuthor("Eve");
        books.forgetAuthor("nobody");

        assertThat(books.authors("", List.of("Ada", "Bob")))
                .containsEntry("Bob", "Bob 2")
                .containsEntry("Ada", "Ada 3");
        assertThat(books.author("Eve")).isEqualTo("Eve 4");
        assertThat(books.author("nobody")).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void evictByTag_whileTheMethodRuns_itsResultIsReturnedAndDoesNotCount(Backing backing) throws Exception {
        Books books = deploy(backing);
        CompletableFuture<String> late = CompletableFuture.supplyAsync(() -> {
            try {
                return books.slow("a");
            } catch (InterruptedException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        assertThat(books.awaitBegin()).isTrue();

        books.forgetSlow();
        books.release();

        assertThat(late.get(20, TimeUnit.SECONDS)).isEqualTo("a 1");
        assertThat(books.slow("a")).isEqualTo("a 2").isEqualTo(books.slow("a"));
    }

    @ParameterizedTest
    @EnumSource
    void evictByPattern_removesTextKeysThatFit(Backing backing) {
        Books books = deploy(backing);
        Cache<Object, Object> words = container.get(Words.class).words;
        for (int i = 0; i < 2000; i++) {
            words.put("user:" + i, i);
        }
        words.put("user", "stays");
        words.put("other:1", "stays");
        words.put(7L, "stays");

        CompletableFuture<Void> end = new CompletableFuture<>();
        CompletableFuture<Void> forgotten = books.forgetSomeLater(end);
        assertThat(words.containsKey("user:1")).isTrue();
        end.complete(null);
        assertThat(forgotten).isCompleted();
        assertThat(words.containsKey("user:1")).isFalse();
        assertThat(words.containsKey("user:10")).isTrue();

        books.forgetUsers();
        assertThat(words).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder("user", "other:1", 7L);
    }

    static class ManyWays {
        @CacheEvict(cache = "a", all = true, pattern = "b*")
        public void forget() {}
    }

    static class TagOfOneCache {
        @CacheEvict(cache = "a", tag = "b")
        public void forget() {}
    }

    static class UnfitTag {
        @Cached(cache = "a", tags = "author:{2}")
        public String find(long isbn) {
            return "";
        }
    }

    static class UnfitPattern {
        @CacheEvict(cache = "a", pattern = "b\\")
        public void forget() {}
    }

    private static String on(Class<?> bean, String method) {
        return " on " + bean.getName() + "#" + method;
    }

    @Test
    void evictions_thatSayTooMuch_areRefused() {
        assertThat(Container.refusal(Map.of(), ManyWays.class))
                .contains("@CacheEvict" + on(ManyWays.class, "forget")
                        + ": 'all', 'tag' and 'pattern' each say by itself what is evicted; keep one of them");
        assertThat(Container.refusal(Map.of(), TagOfOneCache.class))
                .contains("@CacheEvict" + on(TagOfOneCache.class, "forget")
                        + ": 'tag' evicts from all caches that have results with it; leave 'cache' and 'version' out");
    }

    @Test
    void tagsAndPatterns_thatCannotBeRead_areRefused() {
        assertThat(Container.refusal(Map.of(), UnfitTag.class))
                .contains(
                        "@Cached" + on(UnfitTag.class, "find")
                                + ": 'tags' has the tag 'author:{2}', and the method has 1 parameters, counted from 0: correct the number");
        assertThat(Container.refusal(Map.of(), UnfitPattern.class))
                .contains("@CacheEvict" + on(UnfitPattern.class, "forget")
                        + ": 'pattern' is 'b\\': a backslash stands before the character that it is for");
    }
}
