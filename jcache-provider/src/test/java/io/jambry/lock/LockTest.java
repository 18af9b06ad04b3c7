// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import javax.cache.CacheManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import redis.clients.jedis.Jedis;

/** Locks of two managers, which are to each other as two JVMs are. */
class LockTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final LockOptions SHORT_LEASE =
            LockOptions.builder().lease(Duration.ofMillis(300)).build();

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

    private void awaitWaiters(int count) {
        Awaitility.await().pollInSameThread().until(() -> lock.info().waiters().size() == count);
    }

    // ---- excluding

    @Test
    void lock_unlock_leavesNothingBehind() {
        lock.lock();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(lock.remainingLease()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
        assertThat(other.tryLock()).isFalse();
        lock.unlock();

        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(site.keys()).noneMatch(key -> key.contains(name));
        assertThat(other.tryLock()).isTrue();
        other.unlock();
    }

    @Test
    void lock_heldByAnotherJvm_waitsUntilItIsUnlocked() {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<Boolean> waiting = actor.ask(() -> {
                other.lock();
                return other.isHeldByCurrentThread();
            });
            awaitWaiters(1);
            assertThat(waiting).isNotDone();
            lock.unlock();
            assertThat(Actor.get(waiting)).isTrue();
            actor.act(other::unlock);
        }
    }

    @Test
    void lock_heldByAnotherThread_waitsUntilItIsUnlocked() {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(lock::lock);
            actor.awaitWaiting();
            // behind this thread, not on the server
            assertThat(lock.info().waiters()).isEmpty();
            lock.unlock();
            Actor.get(waiting);
            assertThat(lock.tryLock()).isFalse();
            actor.act(lock::unlock);
        }
    }

    @Test
    void lock_again_countsInThisThread() {
        lock.lock();
        long token = lock.fencingToken();
        lock.lock();
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.holdCount()).isEqualTo(3);
        assertThat(lock.fencingToken()).isEqualTo(token);
        lock.unlock();
        lock.unlock();
        assertThat(other.tryLock()).isFalse();
        lock.unlock();
        assertThat(lock.holdCount()).isZero();
        assertThat(other.tryLock()).isTrue();
        other.unlock();
    }

    @Test
    void lock_anotherObjectOfTheSameName_isTheSameLock() {
        lock.lock();
        DistributedLock same = here.lock(name);
        assertThat(same.isHeldByCurrentThread()).isTrue();
        same.unlock();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
    }

    @Test
    void lock_namesWithSpecialCharacters_areDifferentLocks() {
        List<DistributedLock> locks = new ArrayList<>();
        for (String special : List.of("a:b", "a{b}", "a*", "a", "ä", "a%3Ab", "{}", "lock:a")) {
            locks.add(here.lock(name + special));
        }
        locks.forEach(Lock::lock);
        assertThat(here.monitor().locks().stream().map(LockInfo::name))
                .containsAll(locks.stream().map(DistributedLock::name).toList());
        locks.forEach(Lock::unlock);
    }

    // ---- waiting

    @Test
    void tryLock_notFreeInTime_isFalse() throws Exception {
        lock.lock();
        long start = System.nanoTime();
        assertThat(other.tryLock(150, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(140).toNanos());
        assertThat(other.tryLock(0, TimeUnit.SECONDS)).isFalse();
        assertThat(other.tryLock(-1, TimeUnit.SECONDS)).isFalse();
        lock.unlock();
        // nobody is left in the queue
        Awaitility.await().pollInSameThread().until(() -> site.keys().stream().noneMatch(key -> key.contains(name)));
    }

    @Test
    void tryLock_freeInTime_isTrue() throws Exception {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<Boolean> waiting = actor.ask(() -> other.tryLock(20, TimeUnit.SECONDS));
            awaitWaiters(1);
            lock.unlock();
            assertThat(Actor.get(waiting)).isTrue();
            actor.act(other::unlock);
        }
    }

    @Test
    void lockInterruptibly_interrupted_throwsAndStandsInLineNoMore() {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(other::lockInterruptibly);
            awaitWaiters(1);
            actor.interrupt();
            assertThatThrownBy(() -> Actor.get(waiting)).hasRootCauseInstanceOf(InterruptedException.class);
            assertThat(actor.answer(other::isHeldByCurrentThread)).isFalse();
            awaitWaiters(0);
        }
        lock.unlock();
    }

    @Test
    void lockInterruptibly_interruptedBehindAThreadOfThisJvm_throws() {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(lock::lockInterruptibly);
            actor.awaitWaiting();
            actor.interrupt();
            assertThatThrownBy(() -> Actor.get(waiting)).hasRootCauseInstanceOf(InterruptedException.class);
        }
        lock.unlock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @Test
    void lockInterruptibly_interruptedBefore_throwsAlthoughItIsFree() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(lock::lockInterruptibly).isInstanceOf(InterruptedException.class);
        assertThat(lock.holdCount()).isZero();
    }

    @Test
    void lock_interrupted_goesOnWaitingAndKeepsTheFlag() {
        lock.lock();
        try (Actor actor = new Actor()) {
            Future<Boolean> waiting = actor.ask(() -> {
                other.lock();
                boolean flag = Thread.interrupted();
                other.unlock();
                return flag;
            });
            awaitWaiters(1);
            actor.interrupt();
            lock.unlock();
            assertThat(Actor.get(waiting)).isTrue();
        }
    }

    @Test
    void lock_fair_isGotInTheOrderOfComing() {
        LockOptions fair = LockOptions.builder().fair(true).build();
        List<DistributedLock> locks = List.of(here.lock(name, fair), there.lock(name, fair));
        List<Integer> order = new CopyOnWriteArrayList<>();
        List<Actor> actors = new ArrayList<>();
        List<Future<?>> ends = new ArrayList<>();
        DistributedLock first = site.open().lock(name, fair);
        first.lock();
        for (int i = 0; i < 2; i++) {
            int number = i;
            Actor actor = new Actor();
            actors.add(actor);
            ends.add(actor.begin(() -> {
                locks.get(number).lock();
                order.add(number);
                locks.get(number).unlock();
            }));
            awaitWaiters(i + 1);
        }
        first.unlock();
        ends.forEach(Actor::get);
        assertThat(order).containsExactly(0, 1);
        actors.forEach(Actor::close);
    }

    @Test
    void tryLock_fairAndOthersWait_isFalseAlthoughItIsFree() {
        LockOptions fair = LockOptions.builder().fair(true).build();
        try (Jedis server = site.server()) {
            long until = System.currentTimeMillis() + 60_000;
            server.zadd(site.key("lock", name, "q"), 1, "elsewhere:1:1");
            server.zadd(site.key("lock", name, "w"), until, "elsewhere:1:1");
            assertThat(here.lock(name, fair).tryLock()).isFalse();
            server.del(site.key("lock", name, "q"), site.key("lock", name, "w"));
        }
        assertThat(here.lock(name, fair).tryLock()).isTrue();
        here.lock(name, fair).unlock();
    }

    // ---- what is refused

    @Test
    void unlock_byWhoDoesNotHoldIt_isRefused() {
        assertThatThrownBy(lock::unlock)
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("lock '" + name + "' is not held by this thread");
        lock.lock();
        try (Actor actor = new Actor()) {
            assertThatThrownBy(() -> actor.act(lock::unlock)).isExactlyInstanceOf(IllegalMonitorStateException.class);
            assertThatThrownBy(() -> actor.act(other::unlock)).isExactlyInstanceOf(IllegalMonitorStateException.class);
        }
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(lock::fencingToken).isExactlyInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(lock::remainingLease).isExactlyInstanceOf(IllegalMonitorStateException.class);
    }

    @Test
    void newCondition_isUnsupported() {
        assertThatThrownBy(lock::newCondition)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("no conditions");
    }

    @Test
    void options_outOfRange_areRefusedNamingValueAndRange() {
        LockOptions.Builder builder = LockOptions.builder();
        assertThatThrownBy(() -> builder.lease(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lease is PT0S; it must be from 50 ms to 1 day");
        assertThatThrownBy(() -> builder.renewedLease(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lease is PT-1S");
        assertThatThrownBy(() -> builder.lease(Duration.ofDays(2))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.waitLimit(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("waitLimit is negative: PT-0.001S");
        assertThatThrownBy(() -> builder.minReplicas(-1)).hasMessage("minReplicas is negative: -1");
        assertThatThrownBy(() -> lock.tryLock(LONG, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lock.tryLock(LONG, Duration.ofMillis(-5)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> here.lock("")).hasMessage("the name is empty");
        assertThatThrownBy(() -> here.lock(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("name");
        assertThatThrownBy(() -> lock.acquire(null)).hasMessage("options");
        assertThat(lock.holdCount()).isZero();
    }

    @Test
    void options_defaults_areThoseOfTheDocument() {
        assertThat(LockOptions.DEFAULT).hasToString("LockOptions[waitLimit=none, lease=PT30S renewed]");
    }

    @Test
    void locks_ofAMemoryManager_areRefused() {
        try (JambryCachingProvider provider = new JambryCachingProvider()) {
            CacheManager manager = provider.getCacheManager(URI.create("memory:locks"), null, new Properties());
            assertThatThrownBy(() -> manager.unwrap(Locks.class))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("locks are kept by a server");
        }
    }

    @Test
    void lock_somethingElseUnderItsName_isAServerExceptionNamingTheLock() {
        try (Jedis server = site.server()) {
            server.lpush(site.key("lock", name, "lk"), "an element");
            assertThatThrownBy(lock::tryLock)
                    .isInstanceOf(ServerException.class)
                    .hasMessageStartingWith("lock '" + name + "': ")
                    .hasMessageContaining("something else has taken a name of this lock");
            server.del(site.key("lock", name, "lk"));
        }
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
    }

    @Test
    void lock_closedManager_isRefused() {
        Locks locks = site.open();
        DistributedLock closed = locks.lock(name);
        site.crash(locks);
        assertThatThrownBy(closed::lock)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
    }

    @Test
    void close_whileOthersWait_wakesThem() {
        lock.lock();
        Locks locks = site.open();
        try (Actor first = new Actor();
                Actor second = new Actor()) {
            Future<?> onTheServer = first.begin(locks.lock(name)::lock);
            awaitWaiters(1);
            Future<?> inLine = second.begin(locks.lock(name)::lock);
            second.awaitWaiting();
            site.crash(locks);
            assertThatThrownBy(() -> Actor.get(onTheServer)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> Actor.get(inLine)).isInstanceOf(IllegalStateException.class);
        }
        lock.unlock();
    }

    // ---- leases and tokens

    @Test
    void fencingToken_eachAcquisition_isGreaterThanAllBefore() throws Exception {
        long last = 0;
        for (int i = 0; i < 20; i++) {
            DistributedLock next = i % 2 == 0 ? lock : other;
            next.lock();
            assertThat(next.fencingToken()).isGreaterThan(last);
            last = next.fencingToken();
            next.unlock();
            try (LockHandle handle = next.acquire(LockOptions.DEFAULT)) {
                assertThat(handle.fencingToken()).isGreaterThan(last);
                last = handle.fencingToken();
            }
        }
        try (Jedis server = site.server()) {
            // as if the clock of the server had gone back
            server.set(site.key("lock", name, "f"), "8000000000000000");
        }
        lock.lock();
        assertThat(lock.fencingToken()).isEqualTo(8_000_000_000_000_001L);
        lock.unlock();
    }

    @Test
    void fencingToken_serverHasEndedTheLease_tellsTheLoss() {
        lock.lock();
        try (Jedis server = site.server()) {
            server.del(site.key("lock", name, "lk"));
        }
        assertThatThrownBy(lock::fencingToken)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("the server had ended its lease");
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void tryLock_explicitLease_isLostWhenItHasPassed() throws Exception {
        assertThat(lock.tryLock(LONG, Duration.ofMillis(300))).isTrue();
        assertThat(other.tryLock(LONG, LONG)).isTrue();

        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(lock.remainingLease()).isZero();
        assertThat(lock.holdCount()).isOne();
        assertThatThrownBy(lock::fencingToken).isInstanceOf(LockLostException.class);
        assertThatThrownBy(lock::lock).isInstanceOf(LockLostException.class);
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageStartingWith("lock '" + name + "' was lost after ")
                .hasMessageContaining("its lease of 300 ms has passed");
        assertThat(lock.holdCount()).isZero();
        assertThat(other.isHeldByCurrentThread()).isTrue();
        other.unlock();
    }

    @Test
    void lossListener_leaseHasPassed_isToldWhatUnlockWillThrow() throws Exception {
        AtomicReference<LockLostException> told = new AtomicReference<>();
        DistributedLock watched =
                here.lock(name, SHORT_LEASE.toBuilder().lossListener(told::set).build());
        watched.lock();
        long start = System.nanoTime();
        Awaitility.await().pollInSameThread().pollInterval(Duration.ofMillis(5)).until(() -> told.get() != null);
        assertThat(System.nanoTime() - start).isLessThan(Duration.ofMillis(1300).toNanos());
        assertThatThrownBy(watched::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessage(told.get().getMessage());
    }

    @Test
    void interruptsOnLoss_leaseHasPassed_interruptsTheHolderAlone() throws Exception {
        DistributedLock watched =
                here.lock(name, SHORT_LEASE.toBuilder().interruptsOnLoss(true).build());
        watched.lock();
        assertThatThrownBy(() -> new CountDownLatch(1).await(20, TimeUnit.SECONDS))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(watched::unlock).isInstanceOf(LockLostException.class);

        watched.lock();
        watched.unlock();
        assertThat(new CountDownLatch(1).await(400, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void lock_threadEndsWithoutUnlocking_isGivenBack() throws Exception {
        LockOptions quick =
                LockOptions.builder().renewedLease(Duration.ofSeconds(1)).build();
        DistributedLock forgotten = here.lock(name, quick);
        Thread thread = new Thread(forgotten::lock);
        thread.start();
        thread.join();
        assertThat(other.tryLock(LONG, LONG)).isTrue();
        other.unlock();
        // others may have it before this JVM has heard the answer
        assertThat(forgotten.tryLock(20, TimeUnit.SECONDS)).isTrue();
        forgotten.unlock();
    }

    @Test
    void minReplicas_withoutReplicas_isNotGot() throws Exception {
        // the server learns the scripts, which would take its time behind a WAIT that nobody answers
        other.lock();
        other.unlock();
        Locks locks = site.open(site.port(), Map.of("timeout", "300ms"));
        DistributedLock careful =
                locks.lock(name, LockOptions.builder().minReplicas(1).build());
        assertThatThrownBy(careful::tryLock)
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageStartingWith("lock '" + name + "': ")
                .hasMessageContaining("0 of 1 replicas acknowledged it");
        assertThat(other.tryLock(LONG, LONG)).isTrue();
        other.unlock();
    }

    // ---- handles

    @Test
    void acquire_closedByAnotherThread_isGivenBack() throws Exception {
        LockHandle handle = lock.acquire(LockOptions.DEFAULT);
        assertThat(handle.isHeld()).isTrue();
        assertThat(handle.fencingToken()).isPositive();
        assertThat(other.tryLock()).isFalse();
        assertThat(lock.holdCount()).isZero();
        try (Actor actor = new Actor()) {
            actor.act(handle::close);
        }
        assertThat(handle.isHeld()).isFalse();
        handle.close();
        assertThat(other.tryLock()).isTrue();
        other.unlock();
    }

    @Test
    void acquire_notGotInTime_isNotExecuted() {
        lock.lock();
        LockOptions brief =
                LockOptions.builder().waitLimit(Duration.ofMillis(50)).build();
        assertThatThrownBy(() -> other.acquire(brief))
                .isInstanceOf(NotExecutedException.class)
                .hasMessage("lock '" + name + "' was not got within 50 ms; others have it. LockMonitor tells who");
        lock.unlock();
    }

    @Test
    void acquire_byTheThreadThatHoldsIt_isRefused() {
        lock.lock();
        assertThatThrownBy(() -> lock.acquire(LockOptions.DEFAULT))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("would wait for itself");
        lock.unlock();
    }

    @Test
    void handle_renewed_lastsLongerAndNeverShorter() throws Exception {
        try (LockHandle handle = lock.acquire(SHORT_LEASE)) {
            handle.renew(Duration.ofHours(1));
            assertThat(handle.remainingLease()).isGreaterThan(Duration.ofMinutes(58));
            handle.renew(Duration.ofSeconds(1));
            assertThat(handle.remainingLease()).isGreaterThan(Duration.ofMinutes(58));
            try (Jedis server = site.server()) {
                assertThat(server.pttl(site.key("lock", name, "lk"))).isGreaterThan(3_000_000);
            }
            assertThatThrownBy(() -> handle.renew(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void handle_lost_tellsEverybodyWhoAsks() throws Exception {
        LockHandle handle = lock.acquire(SHORT_LEASE);
        List<String> told = new CopyOnWriteArrayList<>();
        handle.onLost(loss -> told.add("early"));
        Awaitility.await().pollInSameThread().until(() -> told.contains("early"));
        handle.onLost(loss -> told.add("late"));
        Awaitility.await().pollInSameThread().until(() -> told.contains("late"));
        assertThatThrownBy(() -> handle.renew(LONG)).isInstanceOf(LockLostException.class);
        assertThatThrownBy(handle::close).isInstanceOf(LockLostException.class);
    }

    // ---- re-entry

    @Test
    void lock_againWithRenewal_isRenewedUntilItIsUnlockedAsOften() throws Exception {
        assertThat(lock.tryLock(LONG, Duration.ofMillis(600))).isTrue();
        lock.lock();
        Awaitility.await().pollInSameThread().pollDelay(Duration.ofMillis(1500)).until(lock::isHeldByCurrentThread);
        lock.unlock();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(5)).until(() -> !lock.isHeldByCurrentThread());
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void statistics_afterSomeUse_countWhatWasDone() {
        Locks locks = site.open();
        DistributedLock counted = locks.lock(name);
        counted.lock();
        counted.lock();
        assertThat(other.tryLock()).isFalse();
        LockStatistics during = locks.monitor().statistics();
        assertThat(during.held()).isOne();
        counted.unlock();
        counted.unlock();
        LockStatistics after = locks.monitor().statistics();
        assertThat(after.held()).isZero();
        assertThat(after.waiting()).isZero();
        assertThat(after.acquired()).isOne();
        assertThat(after.released()).isOne();
        assertThat(after.heldNanos()).isPositive();
    }
}
