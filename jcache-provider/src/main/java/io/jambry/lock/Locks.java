// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

/**
 * The locks of one namespace. Locks of one name are the same lock in every JVM; nothing is created before the first use, and nothing has
 * to be closed.
 *
 * <pre>{@code
 * Locks locks = cacheManager.unwrap(Locks.class);
 * DistributedLock lock = locks.lock("nightly-report");
 * lock.lock();
 * try {
 *     archive.write(report, lock.fencingToken());
 * } finally {
 *     lock.unlock();
 * }
 * }</pre>
 *
 * <p>Each lock is a <em>lease</em>: it excludes others as long as its holder finishes, or notices the loss, before the lease ends on the
 * clock of the server; as long as the primary is not replaced by a replica that has not heard of it; and as long as nobody evicts or
 * deletes keys. It does not exclude others beyond that. What must be right even then is protected by the <em>fencing token</em>: each
 * acquisition has a greater one than all before it, and the protected resource refuses what comes with a smaller token than it has
 * seen.
 *
 * <p>How threads, JVMs, pauses and failures of the server act together is written in {@code docs/locks.md}.
 *
 * <p>Thread-safe.
 */
public interface Locks {

    /**
     * A lock with the {@linkplain LockOptions#DEFAULT default options}.
     *
     * @param name of the lock, not empty; any characters
     * @return the lock
     */
    DistributedLock lock(String name);

    /**
     * A lock.
     *
     * @param name of the lock, not empty; any characters
     * @param options how its methods lock that take none. JVMs may differ, but {@link LockOptions#fair} means something only where all
     *     who use the lock are fair
     * @return the lock
     */
    DistributedLock lock(String name, LockOptions options);

    /**
     * A read-write lock with the {@linkplain LockOptions#DEFAULT default options}. It has nothing to do with a lock of the same name.
     *
     * @param name of the lock, not empty; any characters
     * @return the lock
     */
    DistributedReadWriteLock readWriteLock(String name);

    /**
     * A read-write lock.
     *
     * @param name of the lock, not empty; any characters
     * @param options how its methods lock that take none
     * @return the lock
     */
    DistributedReadWriteLock readWriteLock(String name, LockOptions options);

    /**
     * A semaphore. Its number of permits is {@linkplain DistributedSemaphore#trySetPermits set} once.
     *
     * @param name of the semaphore, not empty; any characters
     * @return the semaphore
     */
    DistributedSemaphore semaphore(String name);

    /**
     * A latch. Its count is {@linkplain DistributedLatch#trySetCount set} first.
     *
     * @param name of the latch, not empty; any characters
     * @return the latch
     */
    DistributedLatch latch(String name);

    /**
     * Who holds what and who waits for it, in all JVMs.
     *
     * @return the monitor of the namespace
     */
    LockMonitor monitor();
}
