// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.JambryCache;
import io.jambry.cdi.CacheEvict;
import io.jambry.cdi.CacheKeyExclude;
import io.jambry.cdi.CacheName;
import io.jambry.cdi.CacheUpdate;
import io.jambry.cdi.Cached;
import io.jambry.cdi.CachedCall;
import io.jambry.cdi.CallCondition;
import io.jambry.cdi.Managed;
import io.jambry.function.CacheMode;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the annotations do with methods that return {@link Uni} or {@link Mono}: the same for both. */
class LazyResultsTest {

    private Container container;
    private Shelf shelf;
    private JambryCache<Object, Object> books;

    @BeforeEach
    void deploy() {
        container = Container.with(
                Map.of("jambry.cdi.combine", "true"),
                Source.class,
                UniShelf.class,
                MonoShelf.class,
                Caches.class,
                NotToday.class);
        Caches caches = container.get(Caches.class);
        books = caches.books;
        caches.manager.enableStatistics("books", true);
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    /** Where both shelves get what they return: it comes when somebody waits for it. */
    @ApplicationScoped
    static class Source {

        private final AtomicInteger titles = new AtomicInteger();
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private volatile CompletableFuture<String> later = new CompletableFuture<>();

        CompletionStage<String> title() {
            return CompletableFuture.completedFuture("title " + titles.incrementAndGet());
        }

        CompletionStage<String> failure() {
            return CompletableFuture.failedFuture(new IllegalStateException("run " + titles.incrementAndGet()));
        }

        /** Has begun when {@link #runs} counts it. */
        CompletionStage<String> later() {
            titles.incrementAndGet();
            return later.copy();
        }

        void called(String method) {
            calls.add(method);
        }

        List<String> calls() {
            return calls;
        }

        int runs() {
            return titles.get();
        }

        void complete(String title) {
            later.complete(title);
        }
    }

    static class NotToday implements CallCondition {
        public NotToday() {}

        @Override
        public boolean test(CachedCall call) {
            return false;
        }
    }

    @ApplicationScoped
    static class UniShelf {

        @Inject
        Source source;

        @Cached(cache = "books")
        public Uni<String> title(long isbn) {
            source.called("title");
            return Uni.createFrom().completionStage(source::title);
        }

        @Cached(cache = "books")
        public Uni<String> later(long isbn) {
            return Uni.createFrom().completionStage(source::later);
        }

        @Cached(cache = "books")
        public Uni<String> failing(long isbn) {
            return Uni.createFrom().completionStage(source::failure);
        }

        @Cached(cache = "books")
        public Uni<String> refusing(long isbn) {
            throw new IllegalArgumentException("call");
        }

        @Cached(cache = "books", nullTtl = "1m")
        public Uni<String> nothing(long isbn) {
            return Uni.createFrom().completionStage(source::title).onItem().transform(title -> (String) null);
        }

        @Cached(cache = "books", when = NotToday.class)
        public Uni<String> uncached(long isbn) {
            return Uni.createFrom().completionStage(source::title);
        }

        @Cached(cache = "books")
        public Uni<String> reader(long isbn) {
            return Uni.createFrom().context(context -> Uni.createFrom().item(context.<String>get("reader")));
        }

        @CacheUpdate(cache = "books")
        public Uni<String> rename(long isbn, @CacheKeyExclude String title) {
            return Uni.createFrom().completionStage(source::later);
        }

        @CacheEvict(cache = "books")
        public Uni<String> forget(long isbn) {
            return Uni.createFrom().completionStage(source::later);
        }

        @CacheEvict(cache = "books", before = true)
        public Uni<String> forgetBefore(long isbn) {
            return Uni.createFrom().completionStage(source::failure);
        }

        @CacheResult(cacheName = "results", exceptionCacheName = "failures")
        public Uni<String> result(long isbn) {
            return Uni.createFrom().completionStage(source::failure);
        }

        @CacheRemove(cacheName = "others")
        @CacheResult(cacheName = "both")
        public Uni<String> both(long isbn) {
            return Uni.createFrom().completionStage(source::title);
        }

        @CachePut(cacheName = "books")
        public Uni<String> put(long isbn, @CacheValue String title) {
            return Uni.createFrom().completionStage(source::title);
        }

        @CacheRemoveAll(cacheName = "books", evictFor = IllegalStateException.class)
        public Uni<String> forgetAll() {
            return Uni.createFrom().completionStage(source::failure);
        }
    }

    @ApplicationScoped
    static class MonoShelf {

        @Inject
        Source source;

        @Cached(cache = "books")
        public Mono<String> title(long isbn) {
            source.called("title");
            return Mono.fromCompletionStage(source::title);
        }

        @Cached(cache = "books")
        public Mono<String> later(long isbn) {
            return Mono.fromCompletionStage(source::later);
        }

        @Cached(cache = "books")
        public Mono<String> failing(long isbn) {
            return Mono.fromCompletionStage(source::failure);
        }

        @Cached(cache = "books")
        public Mono<String> refusing(long isbn) {
            throw new IllegalArgumentException("call");
        }

        @Cached(cache = "books", nullTtl = "1m")
        public Mono<String> nothing(long isbn) {
            return Mono.fromCompletionStage(source::title).flatMap(title -> Mono.empty());
        }

        @Cached(cache = "books", when = NotToday.class)
        public Mono<String> uncached(long isbn) {
            return Mono.fromCompletionStage(source::title);
        }

        @Cached(cache = "books")
        public Mono<String> reader(long isbn) {
            return Mono.deferContextual(context -> Mono.just(context.<String>get("reader")));
        }

        @CacheUpdate(cache = "books")
        public Mono<String> rename(long isbn, @CacheKeyExclude String title) {
            return Mono.fromCompletionStage(source::later);
        }

        @CacheEvict(cache = "books")
        public Mono<String> forget(long isbn) {
            return Mono.fromCompletionStage(source::later);
        }

        @CacheEvict(cache = "books", before = true)
        public Mono<String> forgetBefore(long isbn) {
            return Mono.fromCompletionStage(source::failure);
        }

        @CacheResult(cacheName = "results", exceptionCacheName = "failures")
        public Mono<String> result(long isbn) {
            return Mono.fromCompletionStage(source::failure);
        }

        @CacheRemove(cacheName = "others")
        @CacheResult(cacheName = "both")
        public Mono<String> both(long isbn) {
            return Mono.fromCompletionStage(source::title);
        }

        @CachePut(cacheName = "books")
        public Mono<String> put(long isbn, @CacheValue String title) {
            return Mono.fromCompletionStage(source::title);
        }

        @CacheRemoveAll(cacheName = "books", evictFor = IllegalStateException.class)
        public Mono<String> forgetAll() {
            return Mono.fromCompletionStage(source::failure);
        }
    }

    @Dependent
    static class Caches {

        @Inject
        @CacheName("books")
        JambryCache<Object, Object> books;

        @Inject
        @Managed
        CacheManager manager;
    }

    /** One of the two shelves, and how its results are subscribed to. */
    enum Shelf {
        UNI(UniShelf.class) {
            @Override
            @SuppressWarnings("unchecked") // whatever comes is an object
            CompletableFuture<Object> subscribe(Object result, String reader) {
                return ((Uni<Object>) result).subscribe().asCompletionStage(Context.of("reader", reader));
            }
        },
        MONO(MonoShelf.class) {
            @Override
            @SuppressWarnings("unchecked") // whatever comes is an object
            CompletableFuture<Object> subscribe(Object result, String reader) {
                return ((Mono<Object>) result)
                        .contextWrite(context -> context.put("reader", reader))
                        .toFuture();
            }
        };

        private final Class<?> type;

        Shelf(Class<?> type) {
            this.type = type;
        }

        abstract CompletableFuture<Object> subscribe(Object result, String reader);

        CompletableFuture<Object> subscribe(Object result) {
            return subscribe(result, "nobody");
        }

        Object call(Container container, String method, Object... arguments) {
            Class<?>[] types = {long.class, String.class};
            try {
                return type.getDeclaredMethod(method, Arrays.copyOf(types, arguments.length))
                        .invoke(container.get(type), arguments);
            } catch (ReflectiveOperationException unfit) {
                throw new AssertionError(method, unfit);
            }
        }
    }

    private Object call(String method, Object... arguments) {
        return shelf.call(container, method, arguments);
    }

    private Object result(Object lazy) {
        return shelf.subscribe(lazy).join();
    }

    private Source source() {
        return container.get(Source.class);
    }

    @ParameterizedTest
    @EnumSource
    void cached_withoutSubscriber_neitherReadsNorCalls(Shelf shelf) {
        this.shelf = shelf;
        books.put(1L, "known");
        long gets = books.statistics().getCacheGets();

        Object missing = call("title", 2L);
        Object known = call("title", 1L);

        assertThat(missing).isNotNull();
        assertThat(known).isNotNull();
        assertThat(source().calls()).isEmpty();
        assertThat(books.statistics().getCacheGets()).isEqualTo(gets);
        assertThat(result(known)).isEqualTo("known");
        assertThat(books.statistics().getCacheGets()).isEqualTo(gets + 1);
    }

    @ParameterizedTest
    @EnumSource
    void cached_eachSubscriber_asksTheCacheAnew(Shelf shelf) {
        this.shelf = shelf;
        Object title = call("title", 1L);

        assertThat(result(title)).isEqualTo("title 1");
        assertThat(result(title)).isEqualTo("title 1");
        books.remove(1L);
        assertThat(result(title)).isEqualTo("title 2");
        assertThat(books.get(1L)).isEqualTo("title 2");
        assertThat(result(call("title", 1L))).isEqualTo("title 2");

        // as without caching: the method is called once, and what it returned is subscribed to by each who misses
        assertThat(source().calls()).containsExactly("title");
    }

    @ParameterizedTest
    @EnumSource
    void cached_subscriberThatCancels_endsNothingOfOthers(Shelf shelf) {
        this.shelf = shelf;
        CompletableFuture<Object> first = shelf.subscribe(call("later", 1L));
        CompletableFuture<Object> second = shelf.subscribe(call("later", 1L));
        CompletableFuture<Object> third = shelf.subscribe(call("later", 1L));

        first.cancel(true);
        second.cancel(true);
        source().complete("title");

        assertThat(third.join()).isEqualTo("title");
        assertThat(books.get(1L)).isEqualTo("title");
        assertThat(source().runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void cached_onlySubscriberCancels_resultIsStoredAllTheSame(Shelf shelf) {
        this.shelf = shelf;
        shelf.subscribe(call("later", 1L)).cancel(true);

        source().complete("title");

        assertThat(books.get(1L)).isEqualTo("title");
    }

    @ParameterizedTest
    @EnumSource
    void cached_failure_reachesTheSubscriberAsItIs_andIsNotStored(Shelf shelf) {
        this.shelf = shelf;
        Object failing = call("failing", 1L);

        assertThatThrownBy(() -> result(failing))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run 1");
        assertThatThrownBy(() -> result(failing)).cause().hasMessage("run 2");
        assertThatThrownBy(() -> result(call("refusing", 1L)))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("call");
        assertThat(books.containsKey(1L)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void cached_nullTtl_remembersThatNothingCame(Shelf shelf) {
        this.shelf = shelf;

        assertThat(result(call("nothing", 1L))).isNull();
        assertThat(result(call("nothing", 1L))).isNull();

        assertThat(source().runs()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void cached_conditionSaysNo_resultComesUncached(Shelf shelf) {
        this.shelf = shelf;

        assertThat(result(call("uncached", 1L))).isEqualTo("title 1");
        assertThat(result(call("uncached", 1L))).isEqualTo("title 2");
    }

    @ParameterizedTest
    @EnumSource
    void cached_contextOfTheSubscriber_reachesTheMethod(Shelf shelf) {
        this.shelf = shelf;

        assertThat(shelf.subscribe(call("reader", 1L), "Ada").join()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource
    void cached_calledInAScope_staysInItsMode(Shelf shelf) throws Exception {
        this.shelf = shelf;
        books.put(1L, "known");
        Callable<Object> title = () -> call("title", 1L);

        Object bypassing = CacheMode.BYPASS.during(title);
        Object refreshing = CacheMode.REFRESH.during(title);
        Object reading = title.call();

        assertThat(result(bypassing)).isEqualTo("title 1");
        assertThat(books.get(1L)).isEqualTo("known");
        assertThat(CacheMode.BYPASS.during(() -> result(refreshing))).isEqualTo("title 2");
        assertThat(books.get(1L)).isEqualTo("title 2");
        assertThat(result(reading)).isEqualTo("title 2");
    }

    @ParameterizedTest
    @EnumSource
    void cacheUpdate_storesWhatCame_whetherOrNotTheSubscriberStillWaits(Shelf shelf) {
        this.shelf = shelf;
        books.put(1L, "old");
        Object renaming = call("rename", 1L, "new");
        assertThat(source().runs()).isZero();

        CompletableFuture<Object> cancelled = shelf.subscribe(renaming);
        assertThat(books.get(1L)).isEqualTo("old");
        cancelled.cancel(true);
        source().complete("new");

        assertThat(books.get(1L)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void cacheEvict_evictsWhenTheMethodIsDone_whetherOrNotTheSubscriberStillWaits(Shelf shelf) {
        this.shelf = shelf;
        books.put(1L, "known");
        Object forgetting = call("forget", 1L);
        CompletableFuture<Object> cancelled = shelf.subscribe(forgetting);
        assertThat(books.containsKey(1L)).isTrue();

        cancelled.cancel(true);
        source().complete("done");

        assertThat(books.containsKey(1L)).isFalse();
        books.put(1L, "known again");
        assertThat(result(forgetting)).isEqualTo("done");
        assertThat(books.containsKey(1L)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void cacheEvict_before_evictsWhenSubscribedTo(Shelf shelf) {
        this.shelf = shelf;
        books.put(1L, "known");
        Object forgetting = call("forgetBefore", 1L);
        assertThat(books.containsKey(1L)).isTrue();

        assertThatThrownBy(() -> result(forgetting)).cause().hasMessage("run 1");
        assertThat(books.containsKey(1L)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void standardAnnotations_cacheFailuresAndRemoveAfterThem(Shelf shelf) {
        this.shelf = shelf;
        Object result = call("result", 1L);
        assertThatThrownBy(() -> result(result)).cause().hasMessage("run 1");
        assertThatThrownBy(() -> result(result)).cause().hasMessage("run 1");
        assertThatThrownBy(() -> result(call("result", 1L))).cause().hasMessage("run 1");

        books.put(1L, "known");
        Object forgetting = call("forgetAll");
        assertThat(books.containsKey(1L)).isTrue();
        assertThatThrownBy(() -> result(forgetting)).cause().hasMessage("run 2");
        assertThat(books.containsKey(1L)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void standardAnnotations_put_storesTheParameterAfterTheMethod(Shelf shelf) {
        this.shelf = shelf;
        Object putting = call("put", 1L, "put");
        long before = books.size();

        assertThat(result(putting)).isEqualTo("title 1");

        assertThat(before).isZero();
        assertThat(books.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void standardAnnotations_severalOnAMethod_workForEachSubscriber(Shelf shelf) {
        this.shelf = shelf;
        Object both = call("both", 1L);

        assertThat(result(both)).isEqualTo("title 1");
        assertThat(result(both)).isEqualTo("title 1");
        assertThat(result(call("both", 1L))).isEqualTo("title 1");
    }

    @Dependent
    static class WithoutResults {
        @CacheResult(cacheName = "a")
        public Uni<Void> uni(String key) {
            return Uni.createFrom().voidItem();
        }

        @Cached(cache = "a")
        public Mono<Void> mono(String key) {
            return Mono.empty();
        }
    }

    @Dependent
    static class Streams {
        @Cached(cache = "a")
        public Multi<String> multi(String key) {
            return Multi.createFrom().empty();
        }

        @CacheResult(cacheName = "a")
        public Flux<String> flux(String key) {
            return Flux.empty();
        }
    }

    @Dependent
    static class Disagreeing {
        @Cached(cache = "a")
        public Uni<String> uni(String key) {
            return Uni.createFrom().item(key);
        }

        @Cached(cache = "a")
        public Mono<Integer> mono(String key) {
            return Mono.just(1);
        }
    }

    @Test
    void rules_lookAtWhatComesOfTheResult() {
        assertThat(Container.refusal(Map.of(), WithoutResults.class))
                .contains("@CacheResult on " + WithoutResults.class.getName()
                        + "#uni: the method returns nothing that could be cached")
                .contains("@Cached on " + WithoutResults.class.getName()
                        + "#mono: the method returns nothing that could be cached");
        assertThat(Container.refusal(Map.of(), Streams.class))
                .contains("@Cached on " + Streams.class.getName()
                        + "#multi: it returns io.smallrye.mutiny.Multi, which can be used only once")
                .contains("@CacheResult on " + Streams.class.getName()
                        + "#flux: it returns reactor.core.publisher.Flux, which can be used only once");
        assertThat(Container.refusal(Map.of(), Disagreeing.class)).contains("so each would get results of the other");
    }
}
