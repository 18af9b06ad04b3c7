// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

/**
 * What one client has done with locks, read-write locks and semaphores since it began, without locking again what a thread holds.
 *
 * @param held what it holds now
 * @param waiting acquisitions of it that are under way now
 * @param acquired how often it got what it asked for
 * @param released how often it gave something back that it still had
 * @param lost how often it lost something
 * @param timedOut how often it waited in vain
 * @param renewed how many leases were renewed
 * @param waitedNanos how long the acquisitions that succeeded took together
 * @param heldNanos how long it held what it has given back, together
 */
public record LockStatistics(
        int held,
        int waiting,
        long acquired,
        long released,
        long lost,
        long timedOut,
        long renewed,
        long waitedNanos,
        long heldNanos) {}
