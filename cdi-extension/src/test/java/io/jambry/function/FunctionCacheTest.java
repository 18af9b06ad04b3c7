// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FunctionCacheTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private CacheManager manager;
    private Cache<String, Object> cache;

    @BeforeEach
    void open() {
        manager = Caching.getCachingProvider()
                .getCacheManager(URI.create("jambry:functions"), null, Jambry.propertiesByUrl("memory:"));
        cache = manager.createCache(
                "functions", new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        manager.close();
    }

    private Object numbered(String word) {
        return word + calls.incrementAndGet();
    }

    private long restOf(String key) {
        var rest = JambryCache.of(cache).timeToLive(key).orElseThrow();
        return rest.getTimeUnit().toMillis(rest.getDurationAmount());
    }

    @Test
    void wrap_secondCall_isAnsweredFromTheCache() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        Function<String, Object> cached = functions.wrap(this::numbered);

        assertThat(cached.apply("a")).isEqualTo("a1");
        assertThat(cached.apply("a")).isEqualTo("a1");

        assertThat(cache.get("a")).isEqualTo("a1");
        assertThat(functions.statistics()).isEqualTo(new FunctionStatistics(1, 1, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void wrap_supplierAndFunctionOfTwo_areCached() {
        Supplier<Object> supplier = FunctionCache.of(cache).wrap("s", () -> numbered("s"));
        assertThat(supplier.get()).isEqualTo("s1");
        assertThat(supplier.get()).isEqualTo("s1");

        var both = FunctionCache.of(cache)
                .wrap((String a, Integer b) -> a + "/" + b, (String a, Integer b) -> numbered(a));
        assertThat(both.apply("x", 1)).isEqualTo("x2");
        assertThat(both.apply("x", 1)).isEqualTo("x2");
        assertThat(both.apply("x", 2)).isEqualTo("x3");
    }

    @Test
    void ttl_withJitter_endsWithinTheGivenPart() {
        Function<String, Object> cached =
                FunctionCache.of(cache).ttl(Duration.ofMinutes(10)).jitter(50).wrap(this::numbered);
        List<Long> rests = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            assertThat(cached.apply("k" + i)).isNotNull();
            rests.add(restOf("k" + i));
        }

        assertThat(rests).allMatch(rest -> rest > 280_000 && rest <= 600_000);
        assertThat(Set.copyOf(rests)).hasSizeGreaterThan(10);
    }

    @Test
    void nullTtl_remembersThatThereIsNothing() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache).nullTtl(Duration.ofMinutes(1));
        Function<String, Object> cached = functions.wrap(key -> {
            calls.incrementAndGet();
            return null;
        });

        assertThat(cached.apply("a")).isNull();
        assertThat(cached.apply("a")).isNull();

        assertThat(calls).hasValue(1);
        assertThat(restOf("a")).isBetween(30_000L, 60_000L);
    }

    @Test
    void unless_keepsResultsOut() {
        Function<String, Object> cached =
                FunctionCache.of(cache).unless("a1"::equals).wrap(this::numbered);

        assertThat(cached.apply("a")).isEqualTo("a1");
        assertThat(cached.apply("a")).isEqualTo("a2");
        assertThat(cached.apply("a")).isEqualTo("a2");
    }

    @Test
    void lock_local_runsTheFunctionOnceForAllWhoMiss() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        CountDownLatch release = new CountDownLatch(1);
        Function<String, Object> slow = functions.wrap(key -> {
            awaitLatch(release);
            return numbered(key);
        });
        List<Future<Object>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(threads.submit(() -> slow.apply("a")));
        }
        await().until(() -> functions.statistics().shared() == 49);

        release.countDown();

        for (Future<Object> result : results) {
            assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("a1");
        }
        assertThat(calls).hasValue(1);
    }

    @Test
    void lock_manyRounds_neverRunsTheFunctionTwiceForAKey() throws Exception {
        Function<String, Object> cached = FunctionCache.of(cache).wrap(this::numbered);
        int keys = 300;
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            done.add(threads.submit(() -> {
                for (int key = 0; key < keys; key++) {
                    assertThat(cached.apply("k" + key)).isNotNull();
                }
            }));
        }
        for (Future<?> one : done) {
            one.get(30, TimeUnit.SECONDS);
        }

        assertThat(calls).hasValue(keys);
    }

    @Test
    void lock_failure_isThrownToAllWhoWaitAndNothingIsStored() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        CountDownLatch release = new CountDownLatch(1);
        Function<String, Object> failing = functions.wrap(key -> {
            awaitLatch(release);
            throw new IllegalStateException("call " + calls.incrementAndGet());
        });
        Future<Object> first = threads.submit(() -> failing.apply("a"));
        Future<Object> second = threads.submit(() -> failing.apply("a"));
        await().until(() -> functions.statistics().shared() == 1);
        release.countDown();

        assertThatThrownBy(first::get).hasRootCauseMessage("call 1");
        assertThatThrownBy(second::get).hasRootCauseMessage("call 1");
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void lockTimeout_over_runsTheFunctionUncached() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache).lockTimeout(Duration.ofMillis(20));
        CountDownLatch release = new CountDownLatch(1);
        Future<Object> slow = threads.submit(() -> functions.get("a", () -> {
            awaitLatch(release);
            return "slow";
        }));
        await().until(() -> functions.statistics().calls() == 1);

        assertThat(functions.get("a", () -> "own")).isEqualTo("own");
        assertThat(cache.containsKey("a")).isFalse();
        release.countDown();

        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(cache.get("a")).isEqualTo("slow");
        assertThat(functions.statistics().timeouts()).isEqualTo(1);
    }

    @Test
    void entryRemovedInThisJvm_whileTheFunctionRuns_isNotStored() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);

        for (Runnable removal : List.<Runnable>of(() -> cache.remove("a"), cache::removeAll, cache::clear)) {
            assertThat(functions.get("a", () -> {
                        removal.run();
                        return "stale";
                    }))
                    .isEqualTo("stale");
            assertThat(cache.containsKey("a")).isFalse();
        }

        assertThat(functions.statistics().refused()).isEqualTo(3);
    }

    @Test
    void lock_cluster_worksInOneJvmToo() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache).lock(CacheLock.CLUSTER);
        FunctionCache<String, Object> others = FunctionCache.of(cache).lock(CacheLock.CLUSTER);
        CountDownLatch release = new CountDownLatch(1);
        Future<Object> first = threads.submit(() -> functions.get("a", () -> {
            awaitLatch(release);
            return numbered("a");
        }));
        await().until(() -> functions.statistics().calls() == 1);
        Future<Object> second = threads.submit(() -> others.get("a", () -> numbered("b")));
        release.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("a1");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("a1");
    }

    @Test
    void functionThatNeedsItself_doesNotWaitForItself() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);

        Object result = functions.get("a", () -> "outer " + functions.get("a", () -> "inner"));

        assertThat(result).isEqualTo("outer inner");
    }

    @Test
    void wrapAsync_sharesOneCall_andStoresItsResult() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        CompletableFuture<Object> source = new CompletableFuture<>();
        Function<String, CompletableFuture<Object>> cached = functions.wrapAsync(key -> {
            calls.incrementAndGet();
            return source;
        });
        CompletableFuture<Object> first = cached.apply("a");
        CompletableFuture<Object> second = cached.apply("a");
        first.cancel(true);

        source.complete("done");

        assertThat(second).isCompletedWithValue("done");
        assertThat(cached.apply("a")).isCompletedWithValue("done");
        assertThat(calls).hasValue(1);
    }

    @Test
    void wrapAsync_failure_isNotStored() {
        Function<String, CompletableFuture<Object>> failing = FunctionCache.of(cache)
                .wrapAsync(key ->
                        CompletableFuture.failedFuture(new IllegalStateException("call " + calls.incrementAndGet())));

        assertThatThrownBy(() -> failing.apply("a").join()).hasRootCauseMessage("call 1");
        assertThatThrownBy(() -> failing.apply("a").join()).hasRootCauseMessage("call 2");
    }

    @Test
    void wrapAsync_waitIsOver_runsTheFunctionUncached() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache).lockTimeout(Duration.ofMillis(20));
        CompletableFuture<Object> never = new CompletableFuture<>();
        CompletableFuture<Object> first = functions.getAsync("a", () -> never);

        assertThat(functions
                        .getAsync("a", () -> CompletableFuture.completedFuture("own"))
                        .join())
                .isEqualTo("own");
        assertThat(first).isNotDone();
    }

    @Test
    void wrapAll_callsForWhatIsMissing_inTheOrderOfTheKeys() {
        cache.put("b", "known");
        List<Set<String>> asked = new ArrayList<>();
        Function<Set<String>, Map<String, Object>> cached = FunctionCache.of(cache)
                .wrapAll(keys -> {
                    asked.add(Set.copyOf(keys));
                    return Map.of("a", "new");
                });

        Map<String, Object> results = cached.apply(new java.util.LinkedHashSet<>(List.of("c", "b", "a")));

        assertThat(results).containsExactly(Map.entry("b", "known"), Map.entry("a", "new"));
        assertThat(asked).containsExactly(Set.of("a", "c"));
        assertThat(cache.get("a")).isEqualTo("new");
    }

    @Test
    void wrapAll_entriesRemovedWhileTheFunctionRuns_areNotStored() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache).nullTtl(Duration.ofMinutes(1));
        Function<Set<String>, Map<String, Object>> cached = functions.wrapAll(keys -> {
            cache.removeAll(Set.of("b", "none"));
            return Map.of("a", "1", "b", "2", "c", "3");
        });

        assertThat(cached.apply(Set.of("a", "b", "none", "still none"))).containsOnlyKeys("a", "b");

        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.containsKey("b")).isFalse();
        assertThat(cache.containsKey("none")).isFalse();
        assertThat(cache.containsKey("still none")).isTrue();
        assertThat(functions.statistics().refused()).isEqualTo(2);
    }

    @Test
    void modes_readAndWriteAsTheySay() throws Exception {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        assertThat(functions.mode(CacheMode.READ_ONLY).get("a", () -> 1)).isEqualTo(1);
        assertThat(cache.containsKey("a")).isFalse();
        assertThat(functions.mode(CacheMode.WRITE_ONLY).get("a", () -> 2)).isEqualTo(2);
        assertThat(functions.mode(CacheMode.REFRESH).get("a", () -> 3)).isEqualTo(3);
        assertThat(functions.mode(CacheMode.BYPASS).get("a", () -> 4)).isEqualTo(4);
        assertThat(functions.get("a", () -> 5)).isEqualTo(3);

        Object inScope = CacheMode.BYPASS.during(() -> functions.get("a", () -> 6));
        assertThat(inScope).isEqualTo(6);
        assertThat(functions.get("a", () -> 7)).isEqualTo(3);
    }

    @Test
    void failingCache_neverFailsTheCall() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        cache.close();

        assertThat(functions.wrap(this::numbered).apply("a")).isEqualTo("a1");
        assertThat(functions.statistics().failures()).isEqualTo(2);
    }

    @Test
    void update_thatCannotBeStored_removesTheStaleEntry() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);
        cache.put("a", "stale");

        functions.update("a", new Object());

        assertThat(cache.containsKey("a")).isFalse();
        assertThat(functions.statistics().failures()).isEqualTo(1);
    }

    @Test
    void badInput_isRefused() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache);

        assertThatThrownBy(() -> functions.ttl(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ttl is PT0S: give a millisecond at least");
        assertThatThrownBy(() -> functions.nullTtl(Duration.ofSeconds(-1)))
                .hasMessage("nullTtl is PT-1S: give a millisecond at least");
        assertThatThrownBy(() -> functions.lockTimeout(Duration.ZERO))
                .hasMessage("lockTimeout is PT0S: give a millisecond at least");
        assertThatThrownBy(() -> functions.jitter(101)).hasMessage("jitter is 101 per cent: give 0 to 100");
        assertThatThrownBy(() -> FunctionCache.of(null)).hasMessage("cache");
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
