// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Functions of two managers, as two JVMs have them, of which one is run in the cluster. */
class ClusterLockTest {

    private final AtomicInteger calls = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private FunctionCache<String, Object> mine;
    private FunctionCache<String, Object> other;

    /** The first load of a member waits for the beat of all others, so there is one for all tests. */
    private static Shared shared;

    private static Cache<String, Object> cache;
    private static Cache<String, Object> otherCache;

    @BeforeAll
    static void openForAll() throws Exception {
        shared = new Shared(Map.of());
        cache = shared.open();
        otherCache = shared.open();
        for (Cache<String, Object> one : List.of(cache, otherCache)) {
            FunctionCache.of(one).lock(CacheLock.CLUSTER).get("first", () -> "loaded");
        }
    }

    @AfterAll
    static void closeForAll() {
        shared.close();
    }

    @BeforeEach
    void open() {
        cache.clear();
        mine = FunctionCache.of(cache).lock(CacheLock.CLUSTER);
        other = FunctionCache.of(otherCache).lock(CacheLock.CLUSTER);
    }

    @AfterEach
    void close() {
        release.countDown();
        threads.shutdownNow();
    }

    private Object awaited(String result) throws InterruptedException {
        calls.incrementAndGet();
        release.await();
        return result;
    }

    private Future<Object> begin(FunctionCache<String, Object> functions, String result) {
        return threads.submit(() -> functions.get("k", () -> awaited(result)));
    }

    @Test
    void lock_bothMiss_oneRunsTheFunction() throws Exception {
        Future<Object> first = begin(mine, "first");
        await().until(() -> calls.get() == 1);
        List<Future<Object>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(begin(other, "second"));
        }
        await().until(() -> other.statistics().shared() == 19);

        release.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("first");
        for (Future<Object> one : waiting) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo("first");
        }
        assertThat(calls).hasValue(1);
        assertThat(other.statistics().calls()).isZero();
        assertThat(other.statistics().shared()).isEqualTo(20);
    }

    @Test
    void lock_functionThrows_isRunByOneMoreAndFailsForNobodyElse() throws Exception {
        Future<Object> failing = threads.submit(() -> mine.get("k", () -> {
            awaited("");
            throw new IllegalStateException("broken");
        }));
        await().until(() -> calls.get() == 1);
        Future<Object> next = begin(other, "second");
        release.countDown();

        assertThatThrownBy(failing::get).hasRootCauseMessage("broken");
        assertThat(next.get(10, TimeUnit.SECONDS)).isEqualTo("second");
        assertThat(cache.get("k")).isEqualTo("second");
    }

    @Test
    void lock_functionLeavesNothing_isWaitedForTwiceAtMost() throws Exception {
        int members = 5;
        List<FunctionCache<String, Object>> all = new ArrayList<>(List.of(mine, other));
        while (all.size() < members) {
            all.add(FunctionCache.of(shared.open()).lock(CacheLock.CLUSTER));
        }
        for (FunctionCache<String, Object> one : all) {
            assertThat(one.get("warm", () -> "warm")).isEqualTo("warm");
        }
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Object>> results = new ArrayList<>();
        long start = System.nanoTime();
        for (FunctionCache<String, Object> one : all) {
            results.add(threads.submit(() -> one.get("k", () -> {
                calls.incrementAndGet();
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.sleep(1000);
                running.decrementAndGet();
                return null;
            })));
        }
        for (Future<Object> result : results) {
            assertThat(result.get(30, TimeUnit.SECONDS)).isNull();
        }

        // one after the other would be five seconds
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(4500));
        assertThat(calls).hasValue(members);
        assertThat(most.get()).isGreaterThan(1);
    }

    @Test
    void lockTimeout_over_runsTheFunctionUncached() throws Exception {
        Future<Object> slow = begin(mine, "slow");
        await().until(() -> calls.get() == 1);

        FunctionCache<String, Object> impatient = other.lockTimeout(Duration.ofMillis(50));
        assertThat(impatient.get("k", () -> "own")).isEqualTo("own");
        assertThat(otherCache.containsKey("k")).isFalse();
        assertThat(impatient.statistics().timeouts()).isEqualTo(1);

        release.countDown();
        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo("slow");
        assertThat(otherCache.get("k")).isEqualTo("slow");
    }

    @Test
    void entryRemovedByAnotherMember_whileTheFunctionRuns_isNotStored() throws Exception {
        Future<Object> load = begin(mine, "stale");
        await().until(() -> calls.get() == 1);

        otherCache.remove("k");
        release.countDown();

        assertThat(load.get(10, TimeUnit.SECONDS)).isEqualTo("stale");
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(mine.statistics().refused()).isEqualTo(1);
    }

    @Test
    void refresh_ofTwo_isRunByOneAndHadByBoth() throws Exception {
        cache.put("k", "old");
        FunctionCache<String, Object> refreshing = mine.mode(CacheMode.REFRESH);
        Future<Object> first = begin(refreshing, "new");
        await().until(() -> calls.get() == 1);
        Future<Object> second = begin(other.mode(CacheMode.REFRESH), "newer");
        await().during(Duration.ofMillis(100)).until(() -> calls.get() == 1);

        release.countDown();

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(calls).hasValue(1);
    }

    @Test
    void async_bothMiss_oneRunsTheFunction() throws Exception {
        CompletableFuture<Object> source = new CompletableFuture<>();
        CompletableFuture<Object> first = mine.getAsync("k", () -> source);
        CompletableFuture<Object> second = other.getAsync("k", () -> CompletableFuture.completedFuture("second"));
        await().during(Duration.ofMillis(100)).until(() -> !second.isDone());

        source.complete("first");

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("first");
    }

    @Test
    void async_loadFails_theNextOneRunsTheFunction() throws Exception {
        CompletableFuture<Object> source = new CompletableFuture<>();
        CompletableFuture<Object> first = mine.getAsync("k", () -> source);
        CompletableFuture<Object> second = other.getAsync("k", () -> CompletableFuture.completedFuture("second"));

        source.completeExceptionally(new IllegalStateException("broken"));

        assertThatThrownBy(first::get).hasRootCauseMessage("broken");
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo("second");
        assertThat(cache.get("k")).isEqualTo("second");
    }

    @Test
    void brokenCache_neverFailsTheCall() throws Exception {
        Cache<String, Object> broken = shared.open();
        FunctionCache<String, Object> functions = FunctionCache.of(broken).lock(CacheLock.CLUSTER);
        broken.close();

        assertThat(functions.get("k", () -> "own")).isEqualTo("own");
        assertThat(functions.statistics().failures()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("unchecked") // a proxy of the interface
    void cacheOfAnotherProvider_isRefused() {
        Cache<String, Object> foreign = (Cache<String, Object>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> "foreign");

        assertThatThrownBy(() -> FunctionCache.of(foreign).lock(CacheLock.CLUSTER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cache 'foreign' is of another provider (")
                .hasMessageEndingWith(
                        "which cannot keep other JVMs from doing the same: use CacheLock.LOCAL, or a cache of Jambry");
    }
}
