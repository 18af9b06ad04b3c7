// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.tck.servers;

import io.jambry.lock.DistributedLatch;
import io.jambry.lock.DistributedReadWriteLock;
import io.jambry.lock.DistributedSemaphore;
import io.jambry.lock.LockHandle;
import io.jambry.lock.LockInfo;
import io.jambry.lock.LockOptions;
import io.jambry.lock.Locks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A short use of all there is of locks, in steps of which each may fail. */
final class LocksWorkload {

    private static final Duration WAIT = Duration.ofSeconds(3);

    private LocksWorkload() {}

    static List<Callable<?>> steps(Locks locks) {
        DistributedReadWriteLock both = locks.readWriteLock("both");
        DistributedSemaphore semaphore = locks.semaphore("semaphore");
        DistributedLatch latch = locks.latch("latch");
        return List.of(
                () -> waitedFor(
                        locks.lock("one").acquire(LockOptions.DEFAULT),
                        () -> locks.lock("one").acquireAsync(LockOptions.DEFAULT)),
                () -> waitedFor(
                        both.readLock().acquire(LockOptions.DEFAULT),
                        () -> both.writeLock().acquireAsync(LockOptions.DEFAULT)),
                () -> {
                    both.writeLock().lock();
                    both.readLock().lock();
                    both.writeLock().unlock();
                    boolean upgraded = both.tryUpgrade();
                    if (upgraded) {
                        both.writeLock().unlock();
                    }
                    both.readLock().unlock();
                    return upgraded;
                },
                () -> {
                    semaphore.trySetPermits(1);
                    semaphore.availablePermits();
                    return waitedFor(
                            semaphore.acquire(LockOptions.DEFAULT), () -> semaphore.acquireAsync(LockOptions.DEFAULT));
                },
                () -> {
                    latch.trySetCount(1, Duration.ofMinutes(1));
                    // one that has a count already is asked whether it was this operation
                    latch.trySetCount(2, Duration.ofMinutes(1));
                    latch.countDown("operation");
                    latch.await(WAIT);
                    return latch.delete();
                },
                () -> locks.monitor().locks(),
                () -> {
                    locks.lock("forced").acquire(LockOptions.DEFAULT);
                    return locks.monitor().forceRelease(LockInfo.Kind.LOCK, "forced", "a test");
                });
    }

    /** One has it while another waits. */
    private static Object waitedFor(LockHandle held, Callable<CompletionStage<LockHandle>> waiter) throws Exception {
        CompletionStage<LockHandle> next;
        try {
            next = waiter.call();
            Thread.sleep(WAIT.toMillis() / 10);
        } finally {
            held.close();
        }
        try {
            next.toCompletableFuture().join().close();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        return next;
    }
}
