// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.cdi.NoCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import javax.cache.annotation.GeneratedCacheKey;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the annotations of JSR-107 do, attribute by attribute. */
class StandardAnnotationsTest {

    private Container container;

    @BeforeEach
    void deploy() {
        container = Container.of(
                Books.class,
                Offers.class,
                Shelf.class,
                PocketBooks.class,
                Labelled.class,
                Prefixed.class,
                OwnCaches.class);
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    @CacheDefaults(cacheName = "books")
    @ApplicationScoped
    static class Books {

        final AtomicInteger calls = new AtomicInteger();

        @CacheResult
        public String title(long isbn) {
            return "title " + calls.incrementAndGet();
        }

        @CacheResult
        public String titleFor(@CacheKey long isbn, String reader) {
            return "title " + calls.incrementAndGet() + " for " + reader;
        }

        @CacheResult(skipGet = true)
        public String titleAnew(long isbn) {
            return "new title " + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "nothing")
        public String nothing(long isbn) {
            calls.incrementAndGet();
            return null;
        }

        @CacheResult(cacheName = "optional")
        public Optional<String> maybe(long isbn) {
            calls.incrementAndGet();
            return isbn > 0 ? Optional.of("title") : Optional.empty();
        }

        @CacheResult(cacheName = "later")
        public CompletionStage<String> later(long isbn) {
            return CompletableFuture.completedFuture("title " + calls.incrementAndGet());
        }

        @CacheResult(cacheName = "word")
        String packagePrivate(String word) {
            return word + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "failing", exceptionCacheName = "failures")
        public String failing(long isbn) {
            throw new IllegalStateException("call " + calls.incrementAndGet());
        }

        @CacheResult(
                cacheName = "failing-some",
                exceptionCacheName = "failures-some",
                cachedExceptions = RuntimeException.class,
                nonCachedExceptions = IllegalArgumentException.class)
        public String failingBy(boolean argument) {
            calls.incrementAndGet();
            throw argument ? new IllegalArgumentException() : new IllegalStateException();
        }

        @CacheResult(cacheName = "failing-plain")
        public String failingUncached(long isbn) {
            throw new IllegalStateException("call " + calls.incrementAndGet());
        }

        @CacheResult(cacheName = "failing", exceptionCacheName = "failures", skipGet = true)
        public String failingAnew(long isbn) {
            throw new IllegalStateException("call " + calls.incrementAndGet());
        }

        @CachePut
        public void rename(long isbn, @CacheValue String title) {}

        @CachePut(afterInvocation = false)
        public void renameBefore(long isbn, @CacheValue String title) {
            throw new IllegalStateException();
        }

        @CachePut
        public void renameFailing(long isbn, @CacheValue String title) {
            throw new IllegalStateException();
        }

        @CachePut(noCacheFor = IllegalStateException.class)
        public void renameNotFor(@CacheKey long isbn, @CacheValue String title, RuntimeException failure) {
            throw failure;
        }

        @CacheRemove
        public void forget(long isbn) {}

        @CacheRemove
        public void forgetFailing(long isbn) {
            throw new IllegalStateException();
        }

        @CacheRemove(afterInvocation = false)
        public void forgetBefore(long isbn) {
            throw new IllegalStateException();
        }

        @CacheRemove(evictFor = RuntimeException.class, noEvictFor = IllegalArgumentException.class)
        public void forgetFor(@CacheKey long isbn, RuntimeException failure) {
            throw failure;
        }

        @CacheRemoveAll
        public void forgetAll() {}

        @CacheRemoveAll(evictFor = IllegalStateException.class)
        public void forgetAllFailing() {
            throw new IllegalStateException();
        }

        public String callsItself(long isbn) {
            return title(isbn);
        }
    }

    /** Generated keys are of the class that makes them. */
    static class Prefix implements CacheKeyGenerator {

        record Key(String parameters) implements GeneratedCacheKey {}

        @Override
        public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<?> call) {
            return new Key("p" + call.getKeyParameters()[0].getValue());
        }

        public Prefix() {}
    }

    @ApplicationScoped
    static class OwnCaches implements CacheResolverFactory {

        final List<String> asked = new ArrayList<>();

        @Override
        public CacheResolver getCacheResolver(CacheMethodDetails<?> method) {
            asked.add(method.getCacheName());
            return new CacheResolver() {
                @Override
                public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<?> call) {
                    var manager = javax.cache.Caching.getCachingProvider().getCacheManager();
                    Cache<K, V> known = manager.getCache("chosen");
                    return known == null ? manager.createCache("chosen", new MutableConfiguration<>()) : known;
                }
            };
        }

        @Override
        public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
            return getCacheResolver(method);
        }
    }

    @ApplicationScoped
    static class Prefixed {

        final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "prefixed", cacheKeyGenerator = Prefix.class)
        public int generated(@CacheKey String word, int other) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "resolved", cacheResolverFactory = OwnCaches.class)
        public int resolved(String word) {
            return calls.incrementAndGet();
        }
    }

    @CacheResult(cacheName = "offers")
    @ApplicationScoped
    static class Offers {

        final AtomicInteger calls = new AtomicInteger();

        public String offer(int number) {
            return "offer " + calls.incrementAndGet();
        }

        @NoCache
        public String fresh(int number) {
            return "offer " + calls.incrementAndGet();
        }

        @CacheRemoveAll(cacheName = "offers")
        public String end() {
            return "ended " + calls.incrementAndGet();
        }

        public void touch(int number) {
            calls.incrementAndGet();
        }
    }

    @CacheDefaults(cacheName = "shelf")
    abstract static class Shelves {

        final AtomicInteger calls = new AtomicInteger();

        @CacheResult
        public int inherited(int number) {
            return calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class Shelf extends Shelves {

        @CacheRemove
        public void forget(int number) {}
    }

    @ApplicationScoped
    @CacheDefaults(cacheName = "pockets")
    static class PocketBooks {

        @CacheResult
        public Pocket pocket(String word, int... numbers) {
            return new Pocket(word);
        }
    }

    record Pocket(String word) implements Serializable {}

    @Stereotype
    @CacheResult(cacheName = "labelled")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Label {}

    @Label
    @ApplicationScoped
    static class Labelled {

        final AtomicInteger calls = new AtomicInteger();

        public int number(String word) {
            return calls.incrementAndGet();
        }
    }

    private Books books() {
        return container.get(Books.class);
    }

    private static void failing(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(RuntimeException.class);
    }

    @Test
    void cacheResult_secondCall_isAnsweredFromTheCache() {
        assertThat(books().title(1)).isEqualTo("title 1");
        assertThat(books().title(1)).isEqualTo("title 1");
        assertThat(books().title(2)).isEqualTo("title 2");
    }

    @Test
    void cacheResult_withCacheKey_leavesOtherParametersOut() {
        assertThat(books().titleFor(1, "Ada")).isEqualTo("title 1 for Ada");
        assertThat(books().titleFor(1, "Bob")).isEqualTo("title 1 for Ada");
    }

    @Test
    void cacheResult_skipGet_runsAndStores() {
        books().title(1);
        assertThat(books().titleAnew(1)).isEqualTo("new title 2");
        assertThat(books().title(1)).isEqualTo("new title 2");
    }

    @Test
    void cacheResult_null_isNotStored() {
        assertThat(books().nothing(1)).isNull();
        assertThat(books().nothing(1)).isNull();
        assertThat(container.get(Books.class).title(9)).isEqualTo("title 3");
    }

    @Test
    void cacheResult_optional_isStoredAsItsContentAndEmptyIsNot() {
        assertThat(books().maybe(1)).contains("title");
        assertThat(books().maybe(1)).contains("title");
        assertThat(books().maybe(-1)).isEmpty();
        assertThat(books().maybe(-1)).isEmpty();
        assertThat(books().title(9)).isEqualTo("title 4");
    }

    @Test
    void cacheResult_stage_isStoredWhenDone() {
        assertThat(books().later(1).toCompletableFuture().join()).isEqualTo("title 1");
        assertThat(books().later(1).toCompletableFuture().join()).isEqualTo("title 1");
    }

    @Test
    void cacheResult_packagePrivateMethod_isCached() {
        assertThat(books().packagePrivate("a")).isEqualTo("a1");
        assertThat(books().packagePrivate("a")).isEqualTo("a1");
    }

    @Test
    void cacheResult_exceptionCacheName_rethrowsTheCachedException() {
        assertThatThrownBy(() -> books().failing(1)).hasMessage("call 1");
        assertThatThrownBy(() -> books().failing(1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("call 1");
        assertThatThrownBy(() -> books().failing(2)).hasMessage("call 2");
    }

    @Test
    void cacheResult_skipGet_passesTheExceptionCacheByAndStoresAnew() {
        assertThatThrownBy(() -> books().failing(1)).hasMessage("call 1");
        assertThatThrownBy(() -> books().failingAnew(1)).hasMessage("call 2");
        assertThatThrownBy(() -> books().failing(1)).hasMessage("call 2");
    }

    @Test
    void cacheResult_exceptionLists_sayWhichAreCached() {
        failing(() -> books().failingBy(true));
        failing(() -> books().failingBy(true));
        failing(() -> books().failingBy(false));
        failing(() -> books().failingBy(false));
        assertThat(books().title(9)).isEqualTo("title 4");
    }

    @Test
    void cacheResult_withoutExceptionCache_cachesNoException() {
        assertThatThrownBy(() -> books().failingUncached(1)).hasMessage("call 1");
        assertThatThrownBy(() -> books().failingUncached(1)).hasMessage("call 2");
    }

    @Test
    void cachePut_storesTheValueParameter() {
        books().title(1);
        books().rename(1, "renamed");
        assertThat(books().title(1)).isEqualTo("renamed");
    }

    @Test
    void cachePut_nullValue_removesTheEntry() {
        books().rename(1, "renamed");
        books().rename(1, null);
        assertThat(books().title(1)).isEqualTo("title 1");
    }

    @Test
    void cachePut_failure_preventsUnlessBeforeInvocation() {
        failing(() -> books().renameFailing(1, "renamed"));
        assertThat(books().title(1)).isEqualTo("title 1");
        failing(() -> books().renameBefore(1, "renamed"));
        assertThat(books().title(1)).isEqualTo("renamed");
    }

    @Test
    void cachePut_noCacheFor_storesForAllOthers() {
        failing(() -> books().renameNotFor(1, "renamed", new IllegalStateException()));
        assertThat(books().title(1)).isEqualTo("title 1");
        failing(() -> books().renameNotFor(1, "renamed", new IllegalArgumentException()));
        assertThat(books().title(1)).isEqualTo("renamed");
    }

    @Test
    void cacheRemove_removesOneEntry() {
        books().title(1);
        books().title(2);
        books().forget(1);
        assertThat(books().title(1)).isEqualTo("title 3");
        assertThat(books().title(2)).isEqualTo("title 2");
    }

    @Test
    void cacheRemove_failure_preventsUnlessBeforeInvocation() {
        books().title(1);
        failing(() -> books().forgetFailing(1));
        assertThat(books().title(1)).isEqualTo("title 1");
        failing(() -> books().forgetBefore(1));
        assertThat(books().title(1)).isEqualTo("title 2");
    }

    @Test
    void cacheRemove_bothLists_meanInTheOneAndNotInTheOther() {
        books().title(1);
        failing(() -> books().forgetFor(1, new IllegalArgumentException()));
        assertThat(books().title(1)).isEqualTo("title 1");
        failing(() -> books().forgetFor(1, new IllegalStateException()));
        assertThat(books().title(1)).isEqualTo("title 2");
    }

    @Test
    void cacheRemoveAll_removesAll_alsoForListedFailures() {
        books().title(1);
        books().title(2);
        books().forgetAll();
        assertThat(books().title(1)).isEqualTo("title 3");
        failing(() -> books().forgetAllFailing());
        assertThat(books().title(1)).isEqualTo("title 4");
    }

    @Test
    void classLevel_concernsPublicMethodsThatReturnSomething() {
        Offers offers = container.get(Offers.class);
        assertThat(offers.offer(1)).isEqualTo("offer 1");
        assertThat(offers.offer(1)).isEqualTo("offer 1");
        assertThat(offers.fresh(1)).isEqualTo("offer 2");
        assertThat(offers.fresh(1)).isEqualTo("offer 3");
        offers.touch(1);
        offers.touch(1);
        assertThat(offers.offer(2)).isEqualTo("offer 6");
    }

    @Test
    void classLevel_methodWithItsOwnAnnotation_goesByThatAlone() {
        Offers offers = container.get(Offers.class);
        offers.offer(1);
        assertThat(offers.end()).isEqualTo("ended 2");
        assertThat(offers.end()).isEqualTo("ended 3");
        assertThat(offers.offer(1)).isEqualTo("offer 4");
    }

    @Test
    void stereotype_carriesTheAnnotation() {
        Labelled labelled = container.get(Labelled.class);
        assertThat(labelled.number("a")).isEqualTo(1);
        assertThat(labelled.number("a")).isEqualTo(1);
    }

    @Test
    void inheritedMethod_isCached_withDefaultsOfItsClass() {
        Shelf shelf = container.get(Shelf.class);
        assertThat(shelf.inherited(1)).isEqualTo(1);
        assertThat(shelf.inherited(1)).isEqualTo(1);
        shelf.forget(1);
        assertThat(shelf.inherited(1)).isEqualTo(2);
    }

    @Test
    void keyOfArrays_isComparedByContents() {
        PocketBooks pockets = container.get(PocketBooks.class);
        Pocket first = pockets.pocket("a", 1, 2);
        assertThat(pockets.pocket("a", 1, 2)).isEqualTo(first);
    }

    @Test
    void cacheKeyGenerator_classWithoutBean_isMadeAndAsked() {
        Prefixed prefixed = container.get(Prefixed.class);
        assertThat(prefixed.generated("a", 1)).isEqualTo(1);
        assertThat(prefixed.generated("a", 2)).isEqualTo(1);
        assertThat(prefixed.generated("b", 2)).isEqualTo(2);
    }

    @Test
    void cacheResolverFactory_bean_isAskedOnceForAMethod() {
        Prefixed prefixed = container.get(Prefixed.class);
        assertThat(prefixed.resolved("a")).isEqualTo(1);
        assertThat(prefixed.resolved("a")).isEqualTo(1);
        assertThat(prefixed.resolved("b")).isEqualTo(2);
        assertThat(javax.cache.Caching.getCachingProvider().getCacheManager().getCache("chosen"))
                .hasSize(2);
    }

    @Test
    void selfInvocation_isNotIntercepted() {
        assertThat(books().callsItself(1)).isEqualTo("title 1");
        assertThat(books().callsItself(1)).isEqualTo("title 2");
    }

    @Test
    void declaredKeyType_takesTheParameterItself() {
        Cache<String, Object> typed = javax.cache.Caching.getCachingProvider()
                .getCacheManager()
                .createCache("word", new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));

        books().packagePrivate("a");

        assertThat(typed.get("a")).isEqualTo("a1");
    }

    @Test
    void cacheNames_unset_areThoseOfTheMethod() {
        try (Container other = Container.with(Map.of(), Unnamed.class)) {
            other.get(Unnamed.class).word("a", 1);
            assertThat(javax.cache.Caching.getCachingProvider()
                            .getCacheManager()
                            .getCacheNames())
                    .contains(Unnamed.class.getName() + ".word(java.lang.String,int)");
        }
    }

    @ApplicationScoped
    static class Unnamed {

        @CacheResult
        public String word(String word, int number) {
            return word;
        }
    }
}
