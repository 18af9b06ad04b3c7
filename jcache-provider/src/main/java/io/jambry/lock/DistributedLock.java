// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * A lock that several JVMs share: a lease with a fencing token, as {@link Locks} describes. The methods of {@link Lock} belong to the
 * thread that calls them, and it may lock again what it holds; {@link #acquire} and {@link #acquireAsync} give a handle that belongs to
 * no thread.
 *
 * <p>A lock that nobody wants at the same time costs one round trip to lock and one to unlock; locking again costs none.
 *
 * <p>What goes wrong on the way to the server: who waits asks again until the wait is over, and as long as one lease; then {@link
 * io.jambry.JambryException} says what it was. {@link #unlock} does not fail for that reason: a server that cannot be reached is told
 * later, or the lease ends.
 *
 * <p>Thread-safe.
 */
public interface DistributedLock extends Lock {

    /**
     * The name that it was asked for with.
     *
     * @return without the namespace
     */
    String name();

    /**
     * Locks, and waits as long as it takes. An interrupt does not end the wait; the thread finds its flag set afterwards.
     *
     * @throws LockLostException if this thread holds the lock and has lost it; unlock first
     * @throws IllegalMonitorStateException if this thread holds the read lock and would lock the write lock
     */
    @Override
    void lock();

    /**
     * Locks, and waits as long as it takes.
     *
     * @throws InterruptedException if the thread was interrupted before or while it waited; it does not hold the lock then
     */
    @Override
    void lockInterruptibly() throws InterruptedException;

    /**
     * Locks if that needs no waiting. A fair lock is not got while others wait.
     *
     * @return whether it did
     */
    @Override
    boolean tryLock();

    /**
     * Locks, and waits for some time.
     *
     * @param time at most; zero or less for not at all
     * @param unit of the time
     * @return whether it did
     */
    @Override
    boolean tryLock(long time, TimeUnit unit) throws InterruptedException;

    /**
     * Locks for a lease that is not renewed: it is lost when the lease has passed. Where this thread holds the lock already, the lease
     * is prolonged if that makes it longer, and never cut.
     *
     * @param wait how long to wait at most; zero or less for not at all
     * @param lease 50 ms to a day
     * @return whether it did
     * @throws InterruptedException if the thread was interrupted
     */
    boolean tryLock(Duration wait, Duration lease) throws InterruptedException;

    /**
     * Unlocks what was locked last. The last time gives the lock back.
     *
     * @throws LockLostException if the lock was lost meanwhile; the thread does not hold it any more
     * @throws IllegalMonitorStateException if this thread does not hold it
     */
    @Override
    void unlock();

    /**
     * There are none: who waits on a condition would have to be woken by a JVM that may be gone.
     *
     * @return nothing
     * @throws UnsupportedOperationException always
     */
    @Override
    default Condition newCondition() {
        throw new UnsupportedOperationException("a distributed lock has no conditions");
    }

    /**
     * Tells whether this thread surely holds it at this moment. The server is not asked.
     *
     * @return false also if it was lost
     */
    boolean isHeldByCurrentThread();

    /**
     * How often this thread has locked it without unlocking it.
     *
     * @return 0 if it does not hold it; what was lost counts until it is unlocked
     */
    int holdCount();

    /**
     * The fencing token of this thread's hold: greater than that of each acquisition before it. Locking again does not change it.
     * Readers between two writers have the same one. An unfair {@link Locks#lock lock} asks the server for it, once.
     *
     * @return a positive number
     * @throws LockLostException if it was lost
     * @throws IllegalMonitorStateException if this thread does not hold it
     * @throws io.jambry.JambryException if the server could not be asked, or too few replicas have answered; it is held as before
     */
    long fencingToken();

    /**
     * How long this thread surely holds it if the lease is not renewed.
     *
     * @return zero if it was lost
     * @throws IllegalMonitorStateException if this thread does not hold it
     */
    Duration remainingLease();

    /**
     * Who holds it and who waits for it, in all JVMs.
     *
     * @return what the server says
     */
    LockInfo info();

    /**
     * Takes it for whoever gets the handle.
     *
     * @param options how
     * @return the handle, to be closed
     * @throws InterruptedException if the thread was interrupted before or while it waited
     * @throws io.jambry.NotExecutedException if it was not got within {@link LockOptions#waitLimit}, or the server could not be reached
     * @throws IllegalMonitorStateException if this thread holds the lock, and so would wait for itself
     */
    LockHandle acquire(LockOptions options) throws InterruptedException;

    /**
     * Takes it while the caller goes on. No thread waits meanwhile. Cancelling the stage, as a {@link
     * java.util.concurrent.CompletableFuture}, gives up, and gives back what it gets all the same.
     *
     * @param options how
     * @return the handle, to be closed; or what {@link #acquire} would throw. Dependent stages run in a thread of the connection
     */
    CompletionStage<LockHandle> acquireAsync(LockOptions options);
}
