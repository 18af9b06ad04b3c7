// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A lock, or a permit of a semaphore, that is held by whoever has this handle, in whatever thread: for asynchronous code, and for
 * {@code try} with resources.
 *
 * <p>Thread-safe. A handle that nobody closes is renewed as long as its manager is open, if its lease is renewed.
 */
public interface LockHandle extends AutoCloseable {

    /**
     * The fencing token: greater than that of each acquisition before it. Readers between two writers have the same one.
     *
     * @return a positive number
     */
    long fencingToken();

    /**
     * Tells whether it is surely held at this moment.
     *
     * @return false if it was lost or closed
     */
    boolean isHeld();

    /**
     * How long it is surely held if it is not renewed.
     *
     * @return zero if it was lost or closed
     */
    Duration remainingLease();

    /**
     * Prolongs the lease.
     *
     * @param lease from now on, 50 ms to a day; a shorter one than what is left changes nothing
     * @throws LockLostException if it was lost
     * @throws IllegalMonitorStateException if it was closed
     * @throws io.jambry.JambryException if the server could not be asked; it holds as long as before
     */
    void renew(Duration lease);

    /**
     * Lets a listener know when it is lost, at once if it is lost already; not when it is closed.
     *
     * @param listener called once, in a thread of the manager; what it throws is logged
     */
    void onLost(Consumer<LockLostException> listener);

    /**
     * Gives it back, and waits for the server. If the server cannot be reached, it is given back later, or ends with its lease; this is
     * logged, and no failure of the caller's work. Closing what was given back does nothing.
     *
     * @throws LockLostException if it was lost
     */
    @Override
    void close();

    /**
     * Gives it back while the caller goes on.
     *
     * @return ends when it was given back, or with what {@link #close} would throw
     */
    CompletionStage<Void> closeAsync();
}
