// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.List;

/**
 * The locks of a namespace as an operator sees them: held, waiting, by whom, how long. It reads what all JVMs have written to the server;
 * what it lists is not one moment of all locks.
 *
 * <p>Thread-safe.
 */
public interface LockMonitor {

    /**
     * All locks, read-write locks and semaphores that somebody holds or waits for: {@code SCAN}, and one script for each.
     *
     * @return sorted by kind and name
     */
    List<LockInfo> locks();

    /**
     * Those who wait for each other in a circle, so that none of them will get on before a lease ends or a wait is over. Nothing is done
     * about it. Locks and read-write locks count; threads that wait behind another thread of their own JVM are seen in that JVM only.
     *
     * @return the circles; empty if there is none
     */
    List<WaitCycle> findCycles();

    /**
     * Takes a lock from all who hold it, though they may go on as if they held it: those notice with the next renewal, a third of a lease
     * later, or when they unlock. Fencing tokens protect what is protected by them. It is logged, with who held it, as a warning of {@code
     * io.jambry.lock.audit}.
     *
     * @param kind what it is
     * @param name which one
     * @param reason why, for the log; not empty
     * @return what was there before
     */
    LockInfo forceRelease(LockInfo.Kind kind, String name, String reason);

    /**
     * What this client has done since it began.
     *
     * @return a snapshot
     */
    LockStatistics statistics();

    /**
     * Some who wait for each other.
     *
     * @param waits each waits for the next one, and the last for the first
     */
    record WaitCycle(List<Wait> waits) {

        /** Copies the list. */
        public WaitCycle {
            waits = List.copyOf(waits);
        }

        /** Such as {@code a.1.x thread 7 waits for lock 'l'; …}. */
        @Override
        public String toString() {
            return String.join("; ", waits.stream().map(Wait::toString).toList());
        }
    }

    /**
     * One who waits.
     *
     * @param party who
     * @param kind what it waits for
     * @param name which one
     */
    record Wait(LockInfo.Party party, LockInfo.Kind kind, String name) {

        @Override
        public String toString() {
            return party + " waits for " + kind + " '" + name + "'";
        }
    }
}
