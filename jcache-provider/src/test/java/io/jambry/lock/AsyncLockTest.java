// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Locks that no thread waits for. */
class AsyncLockTest {

    private static Site site;
    private static Locks here;
    private static Locks there;

    private String name;
    private DistributedLock lock;
    private DistributedLock other;

    @BeforeAll
    static void open() {
        site = Site.shared();
        here = site.open();
        there = site.open();
    }

    @AfterAll
    static void close() {
        site.close();
    }

    @BeforeEach
    void makeLocks(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        lock = here.lock(name);
        other = there.lock(name);
    }

    private static CompletableFuture<LockHandle> begin(DistributedLock of) {
        return of.acquireAsync(LockOptions.DEFAULT).toCompletableFuture();
    }

    private static LockHandle get(CompletableFuture<LockHandle> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }

    @Test
    void acquireAsync_free_isGotAndGivenBack() throws Exception {
        LockHandle handle = get(begin(lock));
        assertThat(handle.isHeld()).isTrue();
        assertThat(other.tryLock()).isFalse();
        handle.closeAsync().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(handle.isHeld()).isFalse();
        handle.closeAsync().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertThat(other.tryLock()).isTrue();
        other.unlock();
    }

    @Test
    void acquireAsync_heldByAnotherJvm_isGotAfterwards() throws Exception {
        other.lock();
        CompletableFuture<LockHandle> waiting = begin(lock);
        Awaitility.await().pollInSameThread().until(() -> lock.info().waiters().size() == 1);
        assertThat(waiting).isNotDone();
        other.unlock();
        get(waiting).close();
    }

    @Test
    void acquireAsync_byAThreadThatHoldsIt_isGotWhenItUnlocks() throws Exception {
        lock.lock();
        CompletableFuture<LockHandle> waiting = begin(lock);
        assertThat(waiting).isNotDone();
        lock.unlock();
        get(waiting).close();
    }

    @Test
    void acquireAsync_notGotInTime_isNotExecuted() {
        other.lock();
        LockOptions brief =
                LockOptions.builder().waitLimit(Duration.ofMillis(100)).build();
        CompletableFuture<LockHandle> onTheServer = lock.acquireAsync(brief).toCompletableFuture();
        CompletableFuture<LockHandle> inLine = lock.acquireAsync(brief).toCompletableFuture();
        for (CompletableFuture<LockHandle> waiting : List.of(onTheServer, inLine)) {
            assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("was not got within 100 ms");
        }
        CompletableFuture<LockHandle> atOnce = lock.acquireAsync(
                        LockOptions.builder().waitLimit(Duration.ZERO).build())
                .toCompletableFuture();
        assertThatThrownBy(() -> atOnce.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(NotExecutedException.class);
        other.unlock();
        Awaitility.await().pollInSameThread().until(() -> site.keys().stream().noneMatch(key -> key.contains(name)));
        assertThat(here.monitor().statistics().waiting()).isZero();
    }

    @Test
    void acquireAsync_cancelled_standsInLineNoMore() throws Exception {
        other.lock();
        CompletableFuture<LockHandle> first = begin(lock);
        CompletableFuture<LockHandle> second = begin(lock);
        CompletableFuture<LockHandle> third = begin(lock);
        Awaitility.await().pollInSameThread().until(() -> lock.info().waiters().size() == 1);
        first.cancel(true);
        second.cancel(true);
        other.unlock();
        get(third).close();
        Awaitility.await().pollInSameThread().until(() -> site.keys().stream().noneMatch(key -> key.contains(name)));
    }

    @Test
    void acquireAsync_manyAtOnce_excludeEachOtherWithoutThreads() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        int threads = Thread.activeCount();
        List<CompletableFuture<Void>> sections = new ArrayList<>();
        for (DistributedLock each : List.of(lock, other)) {
            IntStream.range(0, 200)
                    .forEach(i -> sections.add(begin(each).thenCompose(handle -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        inside.decrementAndGet();
                        return handle.closeAsync();
                    })));
        }
        CompletableFuture.allOf(sections.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertThat(most).hasValue(1);
        assertThat(Thread.activeCount()).isLessThan(threads + 60);
    }

    @Test
    void acquireAsync_closedManager_fails() {
        Locks locks = site.open();
        other.lock();
        CompletableFuture<LockHandle> waiting =
                locks.lock(name).acquireAsync(LockOptions.DEFAULT).toCompletableFuture();
        Awaitility.await().pollInSameThread().until(() -> lock.info().waiters().size() == 1);
        site.crash(locks);
        other.unlock();
        assertThatThrownBy(() -> locks.lock(name).acquireAsync(LockOptions.DEFAULT))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> waiting.get(30, TimeUnit.SECONDS)).isNotNull();
    }
}
