// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A count that several JVMs count down, and the end of which others wait for. Each step is an operation with an id, which counts once,
 * however often it is asked for.
 *
 * <p>Thread-safe.
 */
public interface DistributedLatch {

    /**
     * The name that it was asked for with.
     *
     * @return without the namespace
     */
    String name();

    /**
     * Sets the count, if there is none. All who use a latch may call it with the same values first.
     *
     * @param count from 1 up
     * @param timeToLive after which the latch is forgotten, counted down or not; a millisecond at least
     * @return false if there is one already, also one that has been counted down
     */
    boolean trySetCount(long count, Duration timeToLive);

    /**
     * What is left.
     *
     * @return empty if there is no count
     */
    OptionalLong count();

    /**
     * Counts down by one; at zero, nothing happens any more.
     *
     * @return what is left
     * @throws IllegalStateException if there is no count
     */
    long countDown();

    /**
     * Counts down by one, if it was not counted down for this operation yet.
     *
     * @param operation any text, such as the number of an order
     * @return what is left
     * @throws IllegalStateException if there is no count
     */
    long countDown(String operation);

    /**
     * Waits until nothing is left. A server that cannot be reached is asked again for 30 seconds.
     *
     * @throws InterruptedException if the thread was interrupted before or while it waited
     * @throws IllegalStateException if there is no count, or no more
     */
    void await() throws InterruptedException;

    /**
     * Waits until nothing is left, for some time.
     *
     * @param limit how long; zero or less for not at all
     * @return false if something is left
     * @throws InterruptedException if the thread was interrupted before or while it waited
     * @throws IllegalStateException if there is no count, or no more
     */
    boolean await(Duration limit) throws InterruptedException;

    /**
     * Forgets it. Who waits learns that there is no count any more.
     *
     * @return whether there was one
     */
    boolean delete();
}
