// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.concurrent.locks.ReadWriteLock;

/**
 * A lock that many may hold for reading or one for writing, in several JVMs. Each reader has a lease of its own, so one that dies keeps
 * writers away no longer than that. Readers that come after a waiting writer wait for it, as {@link LockOptions#isFair} says.
 *
 * <p>A thread that writes may read as well, and keeps reading when it unlocks the write lock: a downgrade, in which no other writer comes
 * between. A thread that reads must not lock the write lock, since two of them would wait for each other for ever: it is refused with
 * {@link IllegalMonitorStateException}. See {@link #tryUpgrade}.
 *
 * <p>Thread-safe.
 */
public interface DistributedReadWriteLock extends ReadWriteLock {

    /**
     * The name that it was asked for with.
     *
     * @return without the namespace
     */
    String name();

    @Override
    DistributedLock readLock();

    @Override
    DistributedLock writeLock();

    /**
     * Locks the write lock if this thread is the only reader, in all JVMs. It goes on reading, and reads alone again after unlocking the
     * write lock.
     *
     * @return false if there are other readers; nothing has changed then
     * @throws LockLostException if the read lock was lost
     * @throws io.jambry.OutcomeUnknownException if the server did not answer, or fewer replicas than {@link LockOptions#minReplicas} acknowledged
     *     it; the read lock may be lost then
     * @throws IllegalMonitorStateException if this thread does not hold the read lock
     */
    boolean tryUpgrade();

    /**
     * Who holds it and who waits for it, in all JVMs.
     *
     * @return what the server says
     */
    LockInfo info();
}
