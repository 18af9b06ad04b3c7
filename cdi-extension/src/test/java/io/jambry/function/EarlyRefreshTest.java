// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Results that are made anew before they expire. */
class EarlyRefreshTest {

    /** So early that each hit refreshes: a second is assumed of a function before its first call, and more than its life. */
    private static final double ALWAYS = 100;

    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Shared shared = new Shared(Map.of());

    @AfterEach
    void close() {
        threads.shutdownNow();
        shared.close();
    }

    private Object numbered() {
        return "call " + calls.incrementAndGet();
    }

    private FunctionCache<String, Object> always(Cache<String, Object> cache) {
        // what is stored by others costs as much as is assumed
        return FunctionCache.of(cache).ttl(Duration.ofMillis(500)).earlyRefresh(ALWAYS);
    }

    private void storeByAnother(Cache<String, Object> cache) throws Exception {
        FunctionCache.of(cache).ttl(Duration.ofMillis(500)).get("k", this::numbered);
    }

    @Test
    void hitCloseToTheEnd_refreshesInTheBackground_andAnswersWhatIsThere() throws Exception {
        Cache<String, Object> cache = shared.open();
        storeByAnother(cache);
        FunctionCache<String, Object> functions = always(cache);

        await().until(() -> {
            storeIfGone(cache);
            functions.get("k", this::numbered);
            return functions.statistics().refreshes() > 0;
        });

        await().until(() -> calls.get() > 1);
        assertThat(functions.statistics().refreshesDropped()).isZero();
    }

    private void storeIfGone(Cache<String, Object> cache) throws Exception {
        if (!cache.containsKey("k")) {
            storeByAnother(cache);
        }
    }

    @Test
    void executorWithoutRoom_dropsTheRefresh() throws Exception {
        Cache<String, Object> cache = shared.open();
        FunctionCache<String, Object> functions = always(cache).refreshOn(task -> {
            throw new RejectedExecutionException("full");
        });
        cache.put("k", "there");
        long before = functions.statistics().refreshesDropped();

        await().until(() -> {
            FunctionCache.of(cache).ttl(Duration.ofMillis(500)).update("k", "there");
            assertThat(functions.get("k", this::numbered)).isEqualTo("there");
            return functions.statistics().refreshesDropped() > before;
        });

        assertThat(calls).hasValue(0);
    }

    @Test
    void refreshThatDoesNotBegin_isTakenOverByWhoMisses() throws Exception {
        Cache<String, Object> cache = shared.open();
        List<Runnable> waiting = new ArrayList<>();
        FunctionCache<String, Object> functions = always(cache).refreshOn(waiting::add);
        await().until(() -> {
            FunctionCache.of(cache).ttl(Duration.ofMillis(500)).update("k", "there");
            assertThat(functions.get("k", this::numbered)).isEqualTo("there");
            return !waiting.isEmpty();
        });
        cache.remove("k");

        assertThat(functions.get("k", this::numbered)).isEqualTo("call 1");
        waiting.get(0).run();

        assertThat(calls).hasValue(1);
        assertThat(functions.statistics().refreshes()).isZero();
    }

    @Test
    void refreshThatFails_leavesTheEntryAndIsCounted() throws Exception {
        Cache<String, Object> cache = shared.open();
        FunctionCache<String, Object> functions = always(cache);

        await().until(() -> {
            FunctionCache.of(cache).ttl(Duration.ofMillis(500)).update("k", "there");
            assertThat(functions.get("k", () -> {
                        throw new IllegalStateException("broken");
                    }))
                    .isEqualTo("there");
            return functions.statistics().failures() > 0;
        });

        assertThat(functions.statistics().refreshes()).isPositive();
    }

    @Test
    void async_hitCloseToTheEnd_refreshes() throws Exception {
        Cache<String, Object> cache = shared.open();
        FunctionCache<String, Object> functions = always(cache);

        await().until(() -> {
            storeIfGone(cache);
            functions
                    .getAsync("k", () -> CompletableFuture.completedFuture(numbered()))
                    .get(10, TimeUnit.SECONDS);
            return functions.statistics().refreshes() > 0;
        });
    }

    @Test
    void entriesFarFromTheirEnd_orWithoutOne_areLeftAlone() throws Exception {
        Cache<String, Object> cache = shared.open();
        cache.put("eternal", "there");
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache).ttl(Duration.ofHours(1)).earlyRefresh(1);

        for (int i = 0; i < 1000; i++) {
            assertThat(functions.get("eternal", this::numbered)).isEqualTo("there");
            assertThat(functions.get("long", this::numbered)).isEqualTo("call 1");
        }

        assertThat(functions.statistics().refreshes()).isZero();
    }

    @Test
    void loadOverSeveralLives_nobodyWaitsForTheFunction() throws Exception {
        Cache<String, Object> cache = shared.open();
        long takes = 400;
        Duration ttl = Duration.ofMillis(2500);
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache).ttl(ttl).earlyRefresh(1);
        functions.get("k", () -> slow(takes));
        long end = System.nanoTime() + 3 * ttl.toNanos();

        List<Future<Long>> waits = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            waits.add(threads.submit(() -> {
                long longest = 0;
                while (System.nanoTime() - end < 0) {
                    long start = System.nanoTime();
                    functions.get("k", () -> slow(takes));
                    longest = Math.max(longest, System.nanoTime() - start);
                    LockSupport.parkNanos(1_000_000);
                }
                return longest;
            }));
        }
        long longest = 0;
        for (Future<Long> wait : waits) {
            longest = Math.max(longest, wait.get(60, TimeUnit.SECONDS));
        }
        FunctionStatistics statistics = functions.statistics();
        System.out.println("early refresh, function of " + takes + " ms, life of " + ttl.toMillis()
                + " ms: longest wait " + longest / 1000 + " us in " + statistics.hits() + " hits, "
                + statistics.refreshes() + " refreshes, " + (statistics.misses() - 1) + " misses");

        assertThat(statistics.refreshes()).isPositive();
        assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(takes));
        assertThat(statistics.misses()).isEqualTo(1);
    }

    private Object slow(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return numbered();
    }

    @Test
    void badInput_isRefused() {
        FunctionCache<String, Object> functions = FunctionCache.of(shared.open());

        for (double wrong : new double[] {-1, 101, Double.NaN}) {
            assertThatThrownBy(() -> functions.earlyRefresh(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("earlyRefresh is " + wrong + ": give 0 to 100, such as 1");
        }
        assertThatThrownBy(() -> functions.refreshOn(null)).hasMessage("executor");
    }
}
