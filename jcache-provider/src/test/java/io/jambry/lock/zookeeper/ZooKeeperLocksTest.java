// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.lock.DistributedLock;
import io.jambry.lock.DistributedReadWriteLock;
import io.jambry.lock.LockHandle;
import io.jambry.lock.LockLostException;
import io.jambry.lock.LockOptions;
import io.jambry.lock.Locks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two clients of one ZooKeeper, each with a session of its own, as two JVMs have. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ZooKeeperLocksTest {

    private static final int LONG_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<CuratorFramework> clients = new ArrayList<>();
    private TestingServer server;
    private CuratorFramework client;
    private Locks locks;
    private Locks others;

    @BeforeEach
    void open() throws Exception {
        server = new TestingServer();
        client = connect();
        locks = ZooKeeperLocks.of(client, "/locks");
        others = ZooKeeperLocks.of(connect(), "/locks");
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        clients.forEach(CuratorFramework::close);
        server.close();
    }

    private CuratorFramework connect() throws InterruptedException {
        CuratorFramework made = CuratorFrameworkFactory.newClient(
                server.getConnectString(), 20_000, LONG_SECONDS * 1000, new RetryOneTime(100));
        clients.add(made);
        made.start();
        assertThat(made.blockUntilConnected(LONG_SECONDS, TimeUnit.SECONDS)).isTrue();
        return made;
    }

    private <T> Future<T> begin(Callable<T> work) {
        return threads.submit(work);
    }

    private <T> T elsewhere(Callable<T> work) throws Exception {
        return get(begin(work));
    }

    private static <T> T get(Future<T> work) throws Exception {
        try {
            return work.get(LONG_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }

    private int nodes(String lock) throws Exception {
        return client.checkExists().forPath("/locks/" + lock) == null
                ? 0
                : client.getChildren().forPath("/locks/" + lock).size();
    }

    private void awaitNodes(String lock, int number) {
        Awaitility.await().until(() -> nodes(lock) == number);
    }

    private static Future<Boolean> lockAndUnlock(ExecutorService threads, DistributedLock lock) {
        return threads.submit(() -> {
            lock.lock();
            lock.unlock();
            return true;
        });
    }

    // ---- one holder

    @Test
    void lock_heldByOneClient_isNotGotByTheOtherUntilItIsUnlocked() throws Exception {
        DistributedLock lock = locks.lock("l");
        DistributedLock other = others.lock("l");
        lock.lock();
        assertThat(elsewhere(() -> other.tryLock())).isFalse();
        assertThat(elsewhere(() -> other.tryLock(50, TimeUnit.MILLISECONDS))).isFalse();
        awaitNodes("lock:l", 1);

        Future<Boolean> waiting = lockAndUnlock(threads, other);
        awaitNodes("lock:l", 2);
        assertThat(waiting).isNotDone();
        lock.unlock();
        assertThat(get(waiting)).isTrue();
        awaitNodes("lock:l", 0);
    }

    @Test
    void lock_twoClientsWithThreeThreadsEach_excludeEachOtherWithTokensThatGrow() throws Exception {
        int each = 30;
        List<Long> tokens = new ArrayList<>();
        AtomicBoolean inside = new AtomicBoolean();
        List<Future<Integer>> working = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            DistributedLock lock = (i % 2 == 0 ? locks : others).lock("l");
            working.add(begin(() -> {
                int met = 0;
                for (int section = 0; section < each; section++) {
                    lock.lock();
                    met += inside.getAndSet(true) ? 1 : 0;
                    tokens.add(lock.fencingToken());
                    Thread.yield();
                    inside.set(false);
                    lock.unlock();
                }
                return met;
            }));
        }
        for (Future<Integer> one : working) {
            assertThat(get(one)).isZero();
        }
        assertThat(tokens).hasSize(6 * each).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void fencingToken_nodeOfTheLockWasRemovedMeanwhile_stillGrows() throws Exception {
        DistributedLock lock = locks.lock("l");
        lock.lock();
        long before = lock.fencingToken();
        lock.unlock();
        client.delete().forPath("/locks/lock:l");
        lock.lock();
        assertThat(lock.fencingToken()).isGreaterThan(before).isPositive();
        lock.unlock();
    }

    @Test
    void lock_lockedAgain_isUnlockedAsOften() throws Exception {
        DistributedLock lock = locks.lock("l");
        lock.lock();
        long token = lock.fencingToken();
        assertThat(locks.lock("l").tryLock()).isTrue();
        lock.lockInterruptibly();
        assertThat(lock.tryLock(1, TimeUnit.SECONDS)).isTrue();
        assertThat(lock.holdCount()).isEqualTo(4);
        assertThat(lock.fencingToken()).isEqualTo(token);
        assertThat(nodes("lock:l")).isOne();
        lock.unlock();
        lock.unlock();
        lock.unlock();
        assertThat(elsewhere(() -> others.lock("l").tryLock())).isFalse();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(lock.holdCount()).isZero();
        assertThat(elsewhere(() -> others.lock("l").tryLock())).isTrue();
    }

    @Test
    void unlock_byAnotherThread_isRefused() {
        DistributedLock lock = locks.lock("l");
        lock.lock();
        assertThatThrownBy(() -> elsewhere(Executors.callable(() -> lock.unlock())))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessage("lock 'l' is not held by this thread");
        assertThatThrownBy(() -> elsewhere(lock::fencingToken)).isInstanceOf(IllegalMonitorStateException.class);
        lock.unlock();
    }

    @Test
    void lockInterruptibly_interruptedWhileItWaits_leavesTheQueue() throws Exception {
        locks.lock("l").lock();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        Future<Boolean> flag = begin(() -> {
            waiter.set(Thread.currentThread());
            try {
                others.lock("l").lockInterruptibly();
                throw new IllegalStateException("got it");
            } catch (InterruptedException e) {
                return Thread.currentThread().isInterrupted();
            }
        });
        awaitNodes("lock:l", 2);
        waiter.get().interrupt();
        assertThat(get(flag)).isFalse();
        awaitNodes("lock:l", 1);
        locks.lock("l").unlock();
    }

    @Test
    void lock_interruptedWhileItWaits_waitsOnAndKeepsTheFlag() throws Exception {
        DistributedLock lock = locks.lock("l");
        lock.lock();
        AtomicReference<Thread> waiter = new AtomicReference<>();
        DistributedLock other = others.lock("l");
        Future<Boolean> flag = begin(() -> {
            waiter.set(Thread.currentThread());
            other.lock();
            boolean isInterrupted = Thread.currentThread().isInterrupted();
            other.unlock();
            return isInterrupted && Thread.interrupted();
        });
        awaitNodes("lock:l", 2);
        waiter.get().interrupt();
        lock.unlock();
        assertThat(get(flag)).isTrue();
        awaitNodes("lock:l", 0);
    }

    @Test
    void names_ofAnyCharacters_areDifferentLocks() {
        for (String name : List.of("a/b", "a", ".", "..", "ü\u0001 %2F*", "zookeeper")) {
            assertThat(locks.lock(name).tryLock()).as(name).isTrue();
        }
        assertThat(locks.readWriteLock("a").writeLock().tryLock()).isTrue();
        assertThatThrownBy(() -> locks.lock(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a lock is empty");
    }

    // ---- loss

    @Test
    void loss_serverCannotBeReached_isToldAndTheLockCanBeHadAgainLater() throws Exception {
        AtomicReference<LockLostException> told = new AtomicReference<>();
        LockOptions options = LockOptions.builder().lossListener(told::set).build();
        DistributedLock lock = locks.lock("l", options);
        lock.lock();
        lock.lock();
        long before = lock.fencingToken();
        server.stop();
        Awaitility.await().atMost(Duration.ofSeconds(LONG_SECONDS)).until(() -> told.get() != null);
        String message = "lock 'l' was lost: the connection to ZooKeeper is SUSPENDED";
        assertThat(told.get()).hasMessage(message);
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThatThrownBy(lock::fencingToken).isInstanceOf(LockLostException.class);
        assertThatThrownBy(lock::tryLock).isInstanceOf(LockLostException.class);
        assertThat(lock.holdCount()).isEqualTo(2);
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class).hasMessage(message);
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class).hasMessage(message);
        assertThat(lock.holdCount()).isZero();

        server.restart();
        // the node of what was lost is deleted in the background
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(LONG_SECONDS))
                .ignoreExceptionsInstanceOf(NotExecutedException.class)
                .until(lock::tryLock);
        assertThat(lock.fencingToken()).isGreaterThan(before);
        lock.unlock();
    }

    @Test
    void loss_sessionEnds_isToldAndOthersGetTheLock() throws Exception {
        AtomicReference<LockLostException> told = new AtomicReference<>();
        DistributedLock lock =
                locks.lock("l", LockOptions.builder().lossListener(told::set).build());
        lock.lock();
        client.getZookeeperClient().getZooKeeper().getTestable().injectSessionExpiration();
        Awaitility.await().until(() -> told.get() != null);
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("the connection to ZooKeeper is ");
        assertThat(elsewhere(() -> others.lock("l").tryLock(LONG_SECONDS, TimeUnit.SECONDS)))
                .isTrue();
    }

    @Test
    void loss_threadIsToBeInterrupted_findsItsFlagSet() throws Exception {
        DistributedLock lock =
                locks.lock("l", LockOptions.builder().interruptsOnLoss(true).build());
        lock.lock();
        server.stop();
        assertThatThrownBy(() -> Thread.sleep(LONG_SECONDS * 1000)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(lock::unlock).isInstanceOf(LockLostException.class);
    }

    @Test
    void loss_afterUnlocking_isNotTold() throws Exception {
        AtomicReference<LockLostException> told = new AtomicReference<>();
        DistributedLock lock =
                locks.lock("l", LockOptions.builder().lossListener(told::set).build());
        DistributedLock witness = locks.lock("w", LockOptions.DEFAULT);
        lock.lock();
        lock.unlock();
        witness.lock();
        server.stop();
        Awaitility.await().pollInSameThread().until(() -> !witness.isHeldByCurrentThread());
        assertThat(told.get()).isNull();
    }

    @Test
    void holder_itsClientIsClosed_doesNotHoldItAnyMoreAndOthersGetIt() throws Exception {
        DistributedLock lock = locks.lock("l");
        lock.lock();
        client.close();
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(elsewhere(() -> others.lock("l").tryLock(LONG_SECONDS, TimeUnit.SECONDS)))
                .isTrue();
    }

    @Test
    void tryLock_serverCannotBeReached_failsNamingTheLock() throws Exception {
        try (CuratorFramework hasty =
                CuratorFrameworkFactory.newClient(server.getConnectString(), 10_000, 200, new RetryOneTime(10))) {
            hasty.start();
            hasty.blockUntilConnected();
            server.stop();
            DistributedLock lock = ZooKeeperLocks.of(hasty, "/locks").lock("l");
            assertThatThrownBy(lock::tryLock)
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageStartingWith("lock 'l' could not be taken on ZooKeeper: ");
            assertThat(lock.holdCount()).isZero();
        }
    }

    // ---- handles

    @Test
    void handle_closedByAnotherThread_givesTheLockBack() throws Exception {
        DistributedLock lock = locks.lock("l");
        LockHandle handle = lock.acquire(LockOptions.DEFAULT);
        assertThat(handle.isHeld()).isTrue();
        assertThat(handle.fencingToken()).isPositive();
        // it does not belong to this thread
        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThat(lock.tryLock()).isFalse();
        elsewhere(Executors.callable(handle::close));
        assertThat(handle.isHeld()).isFalse();
        handle.close();

        LockHandle next = others.lock("l").acquire(LockOptions.DEFAULT);
        assertThat(next.fencingToken()).isGreaterThan(handle.fencingToken());
        next.closeAsync().toCompletableFuture().get(LONG_SECONDS, TimeUnit.SECONDS);
        assertThat(nodes("lock:l")).isZero();
    }

    @Test
    void handle_notGotInTime_isRefused() throws Exception {
        locks.lock("l").lock();
        LockOptions hasty =
                LockOptions.builder().waitLimit(Duration.ofMillis(30)).build();
        assertThatThrownBy(() -> others.lock("l").acquire(hasty))
                .isInstanceOf(NotExecutedException.class)
                .hasMessage("lock 'l' was not got within 30 ms");
        assertThatThrownBy(() -> locks.lock("l").acquire(hasty))
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("would wait for itself");
        locks.lock("l").unlock();
    }

    @Test
    void handle_lost_tellsListenersOnceAndWhoClosesIt() throws Exception {
        LockHandle handle = locks.lock("l").acquire(LockOptions.DEFAULT);
        AtomicReference<LockLostException> told = new AtomicReference<>();
        handle.onLost(told::set);
        server.stop();
        Awaitility.await().until(() -> told.get() != null);
        assertThat(handle.isHeld()).isFalse();
        AtomicReference<LockLostException> toldLate = new AtomicReference<>();
        handle.onLost(toldLate::set);
        assertThat(toldLate.get()).hasMessage(told.get().getMessage());
        assertThatThrownBy(handle::close).isInstanceOf(LockLostException.class);
    }

    // ---- read-write

    @Test
    void readWriteLock_readers_shareItAndKeepWritersAway() throws Exception {
        DistributedReadWriteLock lock = locks.readWriteLock("l");
        DistributedReadWriteLock other = others.readWriteLock("l");
        lock.readLock().lock();
        assertThat(elsewhere(() -> {
                    boolean reads = other.readLock().tryLock();
                    other.readLock().unlock();
                    return reads;
                }))
                .isTrue();
        assertThat(elsewhere(() -> other.writeLock().tryLock())).isFalse();

        Future<Boolean> writing = lockAndUnlock(threads, other.writeLock());
        awaitNodes("rwlock:l", 2);
        // who comes after a writer that waits, waits for it
        assertThat(elsewhere(() -> locks.readWriteLock("l").readLock().tryLock()))
                .isFalse();
        lock.readLock().unlock();
        assertThat(get(writing)).isTrue();
    }

    @Test
    void readWriteLock_writer_excludesAllAndHasTokensThatGrow() throws Exception {
        DistributedReadWriteLock lock = locks.readWriteLock("l");
        DistributedReadWriteLock other = others.readWriteLock("l");
        lock.writeLock().lock();
        long token = lock.writeLock().fencingToken();
        assertThat(elsewhere(() -> other.readLock().tryLock())).isFalse();
        assertThat(elsewhere(() -> other.writeLock().tryLock())).isFalse();
        lock.writeLock().unlock();
        assertThat(elsewhere(() -> {
                    other.writeLock().lock();
                    return other.writeLock().fencingToken();
                }))
                .isGreaterThan(token);
    }

    @Test
    void readWriteLock_writerReads_goesOnReadingAfterwards() throws Exception {
        DistributedReadWriteLock lock = locks.readWriteLock("l");
        DistributedReadWriteLock other = others.readWriteLock("l");
        lock.writeLock().lock();
        assertThat(lock.readLock().tryLock()).isTrue();
        lock.readLock().lock();
        lock.writeLock().unlock();
        assertThat(lock.readLock().isHeldByCurrentThread()).isTrue();
        assertThat(elsewhere(() -> {
                    boolean reads = other.readLock().tryLock();
                    other.readLock().unlock();
                    return reads;
                }))
                .isTrue();
        assertThat(elsewhere(() -> other.writeLock().tryLock())).isFalse();
        lock.readLock().unlock();
        lock.readLock().unlock();
        assertThat(elsewhere(() -> other.writeLock().tryLock())).isTrue();
    }

    @Test
    void readWriteLock_readerWouldWrite_isRefused() {
        DistributedReadWriteLock lock = locks.readWriteLock("l");
        lock.readLock().lock();
        assertThatThrownBy(lock.writeLock()::lock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining("unlock the read lock first");
        lock.readLock().unlock();
        assertThat(lock.writeLock().tryLock()).isTrue();
        lock.writeLock().unlock();
    }

    // ---- what there is not

    @Test
    void whatASessionCannotDo_isRefusedClearly() throws Exception {
        DistributedLock lock = locks.lock("l");
        DistributedReadWriteLock readWrite = locks.readWriteLock("l");
        readWrite.readLock().lock();
        LockHandle handle = locks.lock("h").acquire(LockOptions.DEFAULT);
        LockOptions fixed = LockOptions.builder().lease(Duration.ofSeconds(1)).build();
        LockOptions replicated = LockOptions.builder().minReplicas(1).build();
        List<ThrowingCallable> refused = List.of(
                () -> lock.tryLock(Duration.ZERO, Duration.ofSeconds(1)),
                () -> locks.lock("l", fixed),
                () -> locks.readWriteLock("l", replicated),
                () -> lock.acquire(fixed),
                () -> lock.acquireAsync(LockOptions.DEFAULT),
                lock::remainingLease,
                lock::info,
                lock::newCondition,
                readWrite::info,
                readWrite::tryUpgrade,
                readWrite.readLock()::fencingToken,
                handle::remainingLease,
                () -> handle.renew(Duration.ofSeconds(1)),
                () -> locks.semaphore("s"),
                () -> locks.latch("l"),
                locks::monitor);
        for (ThrowingCallable each : refused) {
            assertThatThrownBy(each)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageMatching(".{20,}");
        }
        handle.close();
        readWrite.readLock().unlock();
    }

    @Test
    void of_badInput_isRefused() {
        assertThatThrownBy(() -> ZooKeeperLocks.of(client, "locks")).isInstanceOf(IllegalArgumentException.class);
        CuratorFramework asleep = CuratorFrameworkFactory.newClient(server.getConnectString(), new RetryOneTime(1));
        assertThatThrownBy(() -> ZooKeeperLocks.of(asleep, "/locks"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the Curator client is LATENT; start it before");
    }
}
