// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;

/**
 * A number of permits that several JVMs share. Each permit that is taken has an id and a lease of its own, so what a JVM held that has died
 * comes back, and no permit can be given back twice.
 *
 * <p>Thread-safe.
 */
public interface DistributedSemaphore {

    /**
     * The name that it was asked for with.
     *
     * @return without the namespace
     */
    String name();

    /**
     * Sets how many permits there are, if that is not set yet.
     *
     * @param permits from 1 up
     * @return false if the number was set before; it stays as it was, also when none is free
     */
    boolean trySetPermits(int permits);

    /**
     * Sets how many permits there are. If more are taken, none is given out until enough came back.
     *
     * @param permits from 1 up
     */
    void setPermits(int permits);

    /**
     * How many permits there are.
     *
     * @return empty if the number is not set
     */
    OptionalInt permits();

    /**
     * How many permits are free.
     *
     * @return 0 if more are taken than there are, or the number is not set
     */
    int availablePermits();

    /**
     * Takes a permit.
     *
     * @param options how
     * @return the permit, to be closed
     * @throws InterruptedException if the thread was interrupted before or while it waited
     * @throws io.jambry.NotExecutedException if none was got within {@link LockOptions#waitLimit}, or the server could not be reached
     * @throws IllegalStateException if the number of permits is not set
     */
    LockHandle acquire(LockOptions options) throws InterruptedException;

    /**
     * Takes a permit with the {@linkplain LockOptions#DEFAULT default options}, if one is got in time.
     *
     * @param wait how long to wait at most; zero or less for not at all
     * @return the permit, to be closed; empty if none was got
     * @throws InterruptedException if the thread was interrupted before or while it waited
     * @throws IllegalStateException if the number of permits is not set
     */
    Optional<LockHandle> tryAcquire(Duration wait) throws InterruptedException;

    /**
     * Takes a permit while the caller goes on, as {@link DistributedLock#acquireAsync}.
     *
     * @param options how
     * @return the permit, to be closed; or what {@link #acquire} would throw
     */
    CompletionStage<LockHandle> acquireAsync(LockOptions options);

    /**
     * Who holds permits and who waits for one, in all JVMs.
     *
     * @return what the server says
     */
    LockInfo info();
}
