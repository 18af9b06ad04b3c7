// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Read-write locks of two managers, which are to each other as two JVMs are. */
class ReadWriteLockTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static Site site;
    private static Locks here;
    private static Locks there;

    private String name;
    private DistributedReadWriteLock lock;
    private DistributedReadWriteLock other;

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
        lock = here.readWriteLock(name);
        other = there.readWriteLock(name);
    }

    private void awaitWaiters(int count) {
        Awaitility.await().pollInSameThread().until(() -> lock.info().waiters().size() == count);
    }

    private void assertNothingIsLeft() {
        Awaitility.await().pollInSameThread().until(() -> site.keys().stream().noneMatch(key -> key.contains(name)));
    }

    @Test
    void readLock_severalReaders_holdItTogether() {
        lock.readLock().lock();
        try (Actor actor = new Actor()) {
            actor.act(() -> lock.readLock().lock());
            assertThat(other.readLock().tryLock()).isTrue();
            assertThat(lock.info().holders())
                    .hasSize(3)
                    .allSatisfy(holder -> assertThat(holder.mode()).isEqualTo(LockInfo.Mode.SHARED));
            actor.act(() -> lock.readLock().unlock());
        }
        other.readLock().unlock();
        lock.readLock().unlock();
        assertNothingIsLeft();
    }

    @Test
    void writeLock_whileOthersRead_waitsForAllOfThem() {
        lock.readLock().lock();
        other.readLock().lock();
        try (Actor actor = new Actor()) {
            Future<?> writing = actor.begin(() -> lock.writeLock().lock());
            awaitWaiters(1);
            lock.readLock().unlock();
            assertThat(writing).isNotDone();
            other.readLock().unlock();
            Actor.get(writing);
            assertThat(other.readLock().tryLock()).isFalse();
            assertThat(other.writeLock().tryLock()).isFalse();
            actor.act(() -> lock.writeLock().unlock());
        }
        assertThat(other.readLock().tryLock()).isTrue();
        other.readLock().unlock();
        assertNothingIsLeft();
    }

    @Test
    void readLock_whileAWriterWaits_waitsBehindIt() {
        DistributedReadWriteLock fair =
                there.readWriteLock(name, LockOptions.builder().fair(true).build());
        lock.readLock().lock();
        try (Actor writer = new Actor();
                Actor reader = new Actor()) {
            Future<?> writing = writer.begin(() -> fair.writeLock().lock());
            awaitWaiters(1);
            Locks third = site.open();
            DistributedReadWriteLock late =
                    third.readWriteLock(name, LockOptions.builder().fair(true).build());
            assertThat(reader.<Boolean>answer(() -> late.readLock().tryLock())).isFalse();
            Future<?> reading = reader.begin(() -> late.readLock().lock());
            awaitWaiters(2);
            lock.readLock().unlock();
            Actor.get(writing);
            assertThat(reading).isNotDone();
            writer.act(() -> fair.writeLock().unlock());
            Actor.get(reading);
            reader.act(() -> late.readLock().unlock());
        }
    }

    @Test
    void readLock_severalWaiters_areLetInTogether() {
        lock.writeLock().lock();
        try (Actor first = new Actor();
                Actor second = new Actor()) {
            DistributedReadWriteLock third = site.open().readWriteLock(name);
            Future<?> one = first.begin(() -> other.readLock().lock());
            Future<?> two = second.begin(() -> third.readLock().lock());
            awaitWaiters(2);
            lock.writeLock().unlock();
            Actor.get(one);
            Actor.get(two);
            assertThat(lock.info().holders()).hasSize(2);
            first.act(() -> other.readLock().unlock());
            second.act(() -> third.readLock().unlock());
        }
        assertNothingIsLeft();
    }

    @Test
    void fencingToken_ofReaders_isOneForAllBetweenTwoWriters() {
        lock.writeLock().lock();
        long before = lock.writeLock().fencingToken();
        lock.writeLock().unlock();
        lock.readLock().lock();
        other.readLock().lock();
        long reading = lock.readLock().fencingToken();
        assertThat(reading).isGreaterThan(before).isEqualTo(other.readLock().fencingToken());
        lock.readLock().unlock();
        other.readLock().unlock();
        lock.writeLock().lock();
        assertThat(lock.writeLock().fencingToken()).isGreaterThan(reading);
        lock.writeLock().unlock();
    }

    @Test
    void locks_again_countInThisThread() {
        lock.writeLock().lock();
        lock.writeLock().lock();
        lock.readLock().lock();
        lock.readLock().lock();
        assertThat(lock.writeLock().holdCount()).isEqualTo(2);
        assertThat(lock.readLock().holdCount()).isEqualTo(2);
        assertThat(lock.readLock().isHeldByCurrentThread()).isTrue();
        lock.readLock().unlock();
        lock.readLock().unlock();
        assertThat(lock.readLock().isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(() -> lock.readLock().unlock()).isExactlyInstanceOf(IllegalMonitorStateException.class);
        lock.writeLock().unlock();
        assertThat(other.readLock().tryLock()).isFalse();
        lock.writeLock().unlock();
        assertThatThrownBy(() -> lock.writeLock().unlock())
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("write lock '" + name + "' is not held by this thread");
        assertNothingIsLeft();
    }

    @Test
    void unlock_writeLockWhileReading_isADowngrade() {
        lock.writeLock().lock();
        long writing = lock.writeLock().fencingToken();
        lock.readLock().lock();
        lock.writeLock().unlock();
        assertThat(lock.writeLock().isHeldByCurrentThread()).isFalse();
        assertThat(lock.readLock().isHeldByCurrentThread()).isTrue();
        assertThat(lock.readLock().fencingToken()).isGreaterThan(writing);
        assertThat(other.writeLock().tryLock()).isFalse();
        assertThat(other.readLock().tryLock()).isTrue();
        other.readLock().unlock();
        lock.readLock().unlock();
        assertThat(other.writeLock().tryLock()).isTrue();
        other.writeLock().unlock();
        assertNothingIsLeft();
    }

    @Test
    void unlock_downgradeAfterALoss_tellsItAtBothLocks() {
        DistributedReadWriteLock brief = here.readWriteLock(
                name, LockOptions.builder().lease(Duration.ofMillis(200)).build());
        brief.writeLock().lock();
        brief.readLock().lock();
        Awaitility.await().pollInSameThread().until(() -> !brief.writeLock().isHeldByCurrentThread());
        assertThatThrownBy(() -> brief.readLock().lock()).isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> brief.writeLock().unlock()).isInstanceOf(LockLostException.class);
        assertThatThrownBy(() -> brief.readLock().unlock()).isInstanceOf(LockLostException.class);
        assertThat(lock.readLock().holdCount()).isZero();
        assertThat(lock.writeLock().tryLock()).isTrue();
        lock.writeLock().unlock();
    }

    @Test
    void writeLock_byAThreadThatReads_isRefused() {
        lock.readLock().lock();
        assertThatThrownBy(() -> lock.writeLock().lock())
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("cannot be locked by a thread that holds the read lock")
                .hasMessageContaining("tryUpgrade");
        assertThatThrownBy(() -> lock.writeLock().tryLock()).isInstanceOf(IllegalMonitorStateException.class);
        assertThatThrownBy(() -> lock.writeLock().acquire(LockOptions.DEFAULT))
                .isInstanceOf(IllegalMonitorStateException.class);
        lock.readLock().unlock();
    }

    @Test
    void tryUpgrade_onlyReader_writesAndReadsAgainAfterwards() {
        lock.readLock().lock();
        long reading = lock.readLock().fencingToken();
        assertThat(lock.tryUpgrade()).isTrue();
        assertThat(lock.writeLock().isHeldByCurrentThread()).isTrue();
        assertThat(lock.writeLock().fencingToken()).isGreaterThan(reading);
        assertThat(other.readLock().tryLock()).isFalse();
        lock.writeLock().unlock();
        assertThat(lock.readLock().isHeldByCurrentThread()).isTrue();
        assertThat(other.readLock().tryLock()).isTrue();
        other.readLock().unlock();
        lock.readLock().unlock();
        assertNothingIsLeft();
    }

    @Test
    void tryUpgrade_otherReaders_changesNothing() {
        lock.readLock().lock();
        other.readLock().lock();
        assertThat(lock.tryUpgrade()).isFalse();
        assertThat(lock.readLock().isHeldByCurrentThread()).isTrue();
        other.readLock().unlock();
        assertThat(lock.tryUpgrade()).isTrue();
        lock.readLock().unlock();
        assertThat(other.readLock().tryLock()).isFalse();
        lock.writeLock().unlock();
        assertNothingIsLeft();
    }

    @Test
    void tryUpgrade_whileAWriterOfThisJvmWaits_isGotBeforeIt() {
        lock.readLock().lock();
        try (Actor actor = new Actor()) {
            Future<?> writing = actor.begin(() -> lock.writeLock().lock());
            awaitWaiters(1);
            assertThat(lock.tryUpgrade()).isTrue();
            assertThat(writing).isNotDone();
            lock.readLock().unlock();
            lock.writeLock().unlock();
            Actor.get(writing);
            actor.act(() -> lock.writeLock().unlock());
        }
        assertNothingIsLeft();
    }

    @Test
    void tryUpgrade_withoutReading_isRefused() {
        assertThatThrownBy(() -> lock.tryUpgrade())
                .isExactlyInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("read lock '" + name + "' is not held by this thread");
    }

    @Test
    void acquire_handlesOfBothLocks_excludeAsThreadsDo() throws Exception {
        LockOptions atOnce = LockOptions.builder().waitLimit(Duration.ZERO).build();
        LockHandle reading = lock.readLock().acquire(LockOptions.DEFAULT);
        LockHandle readingToo = lock.readLock().acquire(atOnce);
        assertThatThrownBy(() -> lock.writeLock().acquire(atOnce)).hasMessageContaining("was not got");
        reading.close();
        readingToo.close();
        LockHandle writing = other.writeLock()
                .acquireAsync(LockOptions.DEFAULT)
                .toCompletableFuture()
                .get();
        assertThat(lock.readLock().tryLock()).isFalse();
        writing.close();
        assertNothingIsLeft();
    }

    @Test
    void name_ofALockAndAReadWriteLock_areTwoLocks() throws Exception {
        lock.writeLock().lock();
        assertThat(here.lock(name).tryLock(LONG, LONG)).isTrue();
        here.lock(name).unlock();
        lock.writeLock().unlock();
    }
}
