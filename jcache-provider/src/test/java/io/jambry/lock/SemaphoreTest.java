// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class SemaphoreTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Site site;
    private static Locks here;
    private static Locks there;

    private String name;
    private DistributedSemaphore semaphore;
    private DistributedSemaphore other;

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
    void makeSemaphores(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        semaphore = here.semaphore(name);
        other = there.semaphore(name);
    }

    @Test
    void acquire_moreThanThereAre_waitsForOneToComeBack() throws Exception {
        assertThat(semaphore.trySetPermits(2)).isTrue();
        LockHandle first = semaphore.acquire(LockOptions.DEFAULT);
        LockHandle second = other.acquire(LockOptions.DEFAULT);
        assertThat(second.fencingToken()).isGreaterThan(first.fencingToken());
        assertThat(semaphore.availablePermits()).isZero();
        assertThat(semaphore.tryAcquire(Duration.ZERO)).isEmpty();
        try (Actor actor = new Actor()) {
            Future<Optional<LockHandle>> waiting = actor.ask(() -> semaphore.tryAcquire(LONG));
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> semaphore.info().waiters().size() == 1);
            second.close();
            LockHandle third = Actor.get(waiting).orElseThrow();
            assertThat(semaphore.info().holders())
                    .extracting(LockInfo.Holder::fencingToken)
                    .containsExactlyInAnyOrder(first.fencingToken(), third.fencingToken());
            third.close();
        }
        first.close();
        first.close();
        assertThat(semaphore.availablePermits()).isEqualTo(2);
    }

    @Test
    void acquire_severalWaiters_allGetOneWhenAllComeBack() throws Exception {
        semaphore.setPermits(3);
        List<LockHandle> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            taken.add(semaphore.acquire(LockOptions.DEFAULT));
        }
        List<CompletableFuture<LockHandle>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(other.acquireAsync(LockOptions.DEFAULT).toCompletableFuture());
        }
        Awaitility.await()
                .pollInSameThread()
                .until(() -> semaphore.info().waiters().size() == 1);
        taken.forEach(LockHandle::close);
        for (CompletableFuture<LockHandle> each : waiting) {
            each.get(30, TimeUnit.SECONDS).close();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(3);
    }

    @Test
    void acquire_holderDies_comesBackWithItsLease() throws Exception {
        semaphore.trySetPermits(1);
        Locks dying = site.open();
        dying.semaphore(name)
                .acquire(LockOptions.builder()
                        .renewedLease(Duration.ofMillis(500))
                        .build());
        site.crash(dying);
        long start = System.nanoTime();
        semaphore.acquire(LockOptions.DEFAULT).close();
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
    }

    @Test
    void acquire_leaseHasPassed_isLost() throws Exception {
        semaphore.trySetPermits(1);
        LockHandle permit = semaphore.acquire(
                LockOptions.builder().lease(Duration.ofMillis(200)).build());
        LockHandle next = other.tryAcquire(LONG).orElseThrow();
        assertThat(permit.isHeld()).isFalse();
        assertThatThrownBy(permit::close)
                .isInstanceOf(LockLostException.class)
                .hasMessageStartingWith("semaphore '" + name + "' was lost");
        assertThat(other.availablePermits()).isZero();
        next.close();
    }

    @Test
    void setPermits_whileSomebodyWaits_letsItIn() throws Exception {
        semaphore.trySetPermits(1);
        LockHandle first = semaphore.acquire(LockOptions.DEFAULT);
        CompletableFuture<LockHandle> waiting =
                other.acquireAsync(LockOptions.DEFAULT).toCompletableFuture();
        Awaitility.await()
                .pollInSameThread()
                .until(() -> semaphore.info().waiters().size() == 1);
        semaphore.setPermits(2);
        waiting.get(30, TimeUnit.SECONDS).close();
        semaphore.setPermits(1);
        assertThat(semaphore.availablePermits()).isZero();
        first.close();
    }

    @Test
    void acquire_numberNotSet_isRefused() {
        assertThat(semaphore.permits()).isEmpty();
        assertThat(semaphore.availablePermits()).isZero();
        assertThatThrownBy(() -> semaphore.acquire(LockOptions.DEFAULT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("semaphore '" + name + "' has no number of permits")
                .hasMessageContaining("trySetPermits");
        assertThatThrownBy(() -> semaphore
                        .acquireAsync(LockOptions.DEFAULT)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> semaphore.trySetPermits(0)).hasMessage("permits is less than 1: 0");
    }

    @Test
    void acquire_notGotInTime_isNotExecuted() throws Exception {
        semaphore.trySetPermits(1);
        LockHandle taken = other.acquire(LockOptions.DEFAULT);
        assertThatThrownBy(() -> semaphore.acquire(
                        LockOptions.builder().waitLimit(Duration.ofMillis(50)).build()))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("semaphore '" + name + "' was not got within 50 ms");
        taken.close();
    }
}
