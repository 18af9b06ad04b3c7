// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.LogLines;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LockMonitorTest {

    private final Site site = Site.shared();
    private final Locks here = site.open();
    private final Locks there = site.open();

    @AfterEach
    void close() {
        site.close();
    }

    private LockInfo only(String name) {
        return here.monitor().locks().stream()
                .filter(info -> info.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void locks_heldAndWaitedFor_areListedWithWhoAndHowLong() throws Exception {
        DistributedLock lock = here.lock("orders");
        lock.lock();
        here.lock("free").lock();
        here.lock("free").unlock();
        here.readWriteLock("prices").readLock().lock();
        there.semaphore("workers").trySetPermits(2);
        LockHandle permit = there.semaphore("workers").acquire(LockOptions.DEFAULT);
        try (Actor actor = new Actor()) {
            Future<?> waiting = actor.begin(there.lock("orders")::lock);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !only("orders").waiters().isEmpty());

            assertThat(here.monitor().locks())
                    .extracting(info -> info.kind() + " " + info.name())
                    .containsExactly("lock orders", "read-write lock prices", "semaphore workers");
            LockInfo orders = only("orders");
            assertThat(orders).isNotNull();
            LockInfo.Holder holder = orders.holders().get(0);
            assertThat(holder.party().thread()).isEqualTo(Thread.currentThread().getId());
            assertThat(holder.party().client())
                    .contains("." + ProcessHandle.current().pid() + ".");
            assertThat(holder.mode()).isEqualTo(LockInfo.Mode.EXCLUSIVE);
            assertThat(holder.fencingToken()).as("nobody has asked for it").isZero();
            assertThat(holder.held()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(20));
            long token = lock.fencingToken();
            LockInfo.Holder withToken = only("orders").holders().get(0);
            assertThat(withToken.fencingToken()).isEqualTo(token);
            assertThat(withToken.held()).isBetween(holder.held(), Duration.ofSeconds(20));
            assertThat(holder.remainingLease()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
            LockInfo.Waiter waiter = orders.waiters().get(0);
            assertThat(waiter.party().thread()).isEqualTo(actor.thread().getId());
            assertThat(waiter.party().client()).isNotEqualTo(holder.party().client());
            assertThat(waiter.waiting()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
            LockInfo.Holder reader = only("prices").holders().get(0);
            assertThat(reader.mode()).isEqualTo(LockInfo.Mode.SHARED);
            assertThat(reader.held()).isBetween(Duration.ZERO, Duration.ofSeconds(20));
            assertThat(only("workers").holders().get(0).fencingToken()).isEqualTo(permit.fencingToken());

            lock.unlock();
            Actor.get(waiting);
            actor.act(there.lock("orders")::unlock);
        }
        here.readWriteLock("prices").readLock().unlock();
        permit.close();
        assertThat(here.monitor().locks()).isEmpty();
    }

    @Test
    void findCycles_twoWhoWaitForEachOther_areReported() throws Exception {
        try (Actor first = new Actor();
                Actor second = new Actor()) {
            DistributedLock a = here.lock("a");
            DistributedLock b = there.lock("b");
            first.act(a::lock);
            second.act(b::lock);
            assertThat(here.monitor().findCycles()).isEmpty();
            Future<?> one = first.begin(here.lock("b")::lockInterruptibly);
            Future<?> two = second.begin(there.lock("a")::lockInterruptibly);

            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !here.monitor().findCycles().isEmpty());

            assertThat(there.monitor().findCycles()).singleElement().satisfies(cycle -> {
                assertThat(cycle.waits())
                        .hasSize(2)
                        .extracting(LockMonitor.Wait::name)
                        .contains("a", "b");
                assertThat(cycle.toString())
                        .contains("thread " + first.thread().getId() + " waits for lock 'b'")
                        .contains("thread " + second.thread().getId() + " waits for lock 'a'");
            });
            first.interrupt();
            assertThatThrownBy(() -> Actor.get(one)).isNotNull();
            first.act(a::unlock);
            Actor.get(two);
            assertThat(here.monitor().findCycles()).isEmpty();
        }
    }

    @Test
    void findCycles_threadsOfOneJvm_areReportedThere() throws Exception {
        try (Actor first = new Actor();
                Actor second = new Actor()) {
            first.act(here.lock("a")::lock);
            second.act(here.lock("b")::lock);
            Future<?> one = first.begin(here.lock("b")::lockInterruptibly);
            Future<?> two = second.begin(here.lock("a")::lockInterruptibly);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> here.monitor().findCycles().size() == 1);
            first.interrupt();
            assertThatThrownBy(() -> Actor.get(one)).isNotNull();
            first.act(here.lock("a")::unlock);
            Actor.get(two);
        }
    }

    @Test
    void findCycles_readerBehindAWriterThatWaitsForIt_isReported() throws Exception {
        LockOptions fair = LockOptions.builder().fair(true).build();
        try (Actor first = new Actor();
                Actor second = new Actor();
                Actor third = new Actor()) {
            // first reads and waits for what third has, third reads behind a writer that waits for first
            first.act(here.readWriteLock("data", fair).readLock()::lock);
            third.act(there.lock("index")::lock);
            Future<?> writing =
                    second.begin(site.open().readWriteLock("data", fair).writeLock()::lockInterruptibly);
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> only("data").waiters().size() == 1);
            Future<?> indexing = first.begin(here.lock("index")::lockInterruptibly);
            Future<?> reading = third.begin(there.readWriteLock("data", fair).readLock()::lockInterruptibly);

            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> !here.monitor().findCycles().isEmpty());

            assertThat(here.monitor().findCycles().get(0).waits()).hasSize(3);
            first.interrupt();
            second.interrupt();
            third.interrupt();
            for (Future<?> waiting : List.of(writing, indexing, reading)) {
                assertThatThrownBy(() -> Actor.get(waiting)).isNotNull();
            }
        }
    }

    @Test
    void forceRelease_heldLock_isTakenLoggedAndTold() {
        DistributedLock lock = here.lock(
                "stuck",
                LockOptions.builder().renewedLease(Duration.ofSeconds(1)).build());
        lock.lock();
        try (LogLines audit = LogLines.of("io.jambry.lock.audit")) {
            LockInfo before = there.monitor().forceRelease(LockInfo.Kind.LOCK, "stuck", "ticket 4711");

            assertThat(before.holders()).hasSize(1);
            assertThat(audit.all()).singleElement().satisfies(line -> {
                String text = MessageFormat.format(
                        line.getMessage(), line.getParameters() == null ? new Object[0] : line.getParameters());
                assertThat(text)
                        .contains("lock 'stuck' of namespace '" + site.namespace() + "' was released by force")
                        .contains("because: ticket 4711")
                        .contains("taken from 1 of")
                        .contains(before.holders().get(0).party().client());
            });
        }
        assertThat(there.lock("stuck").tryLock()).isTrue();
        Awaitility.await().pollInSameThread().until(() -> !lock.isHeldByCurrentThread());
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("somebody took the lock away");
        there.lock("stuck").unlock();
    }

    @Test
    void forceRelease_readersAndPermits_areTaken() throws Exception {
        here.readWriteLock("data").readLock().lock();
        there.readWriteLock("data").readLock().lock();
        assertThat(here.monitor()
                        .forceRelease(LockInfo.Kind.READ_WRITE_LOCK, "data", "test")
                        .holders())
                .hasSize(2);
        assertThat(site.open().readWriteLock("data").writeLock().tryLock()).isTrue();
        here.semaphore("s").trySetPermits(1);
        here.semaphore("s").acquire(LockOptions.DEFAULT);
        here.monitor().forceRelease(LockInfo.Kind.SEMAPHORE, "s", "test");
        assertThat(here.semaphore("s").availablePermits()).isOne();
    }

    @Test
    void forceRelease_withoutReason_isRefused() {
        assertThatThrownBy(() -> here.monitor().forceRelease(LockInfo.Kind.LOCK, "x", " "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the reason is empty");
    }
}
