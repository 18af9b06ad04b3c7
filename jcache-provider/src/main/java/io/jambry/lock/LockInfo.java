// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.List;

/**
 * Who holds a lock and who waits for it, at one moment of the server's clock.
 *
 * @param kind what it is
 * @param name which one
 * @param holders who holds it
 * @param waiters who waits, the first one first. Of threads of one JVM that wait for the same lock, the server knows the first one only
 */
public record LockInfo(Kind kind, String name, List<Holder> holders, List<Waiter> waiters) {

    /** Copies the lists. */
    public LockInfo {
        holders = List.copyOf(holders);
        waiters = List.copyOf(waiters);
    }

    /** What a name stands for. */
    public enum Kind {
        /** A {@link DistributedLock} of its own. */
        LOCK("lock"),
        /** A {@link DistributedReadWriteLock}. */
        READ_WRITE_LOCK("read-write lock"),
        /** A {@link DistributedSemaphore}. */
        SEMAPHORE("semaphore");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** What a lock is held for. */
    public enum Mode {
        /** Alone. */
        EXCLUSIVE,
        /** With others: as a reader, or with a permit. */
        SHARED
    }

    /**
     * A thread of a client, or a handle.
     *
     * @param client its JVM and manager, as {@code host.process.random}
     * @param thread the {@linkplain Thread#getId id} of the thread that asked; 0 for an asynchronous call
     */
    public record Party(String client, long thread) {

        @Override
        public String toString() {
            return client + (thread == 0 ? " (asynchronous)" : " thread " + thread);
        }
    }

    /**
     * One who holds.
     *
     * @param party who
     * @param mode for what
     * @param fencingToken the token; 0 where there is none yet, because nobody has needed it, and for readers, whose common token is not asked for
     * @param held since when
     * @param remainingLease how long without another renewal
     */
    public record Holder(Party party, Mode mode, long fencingToken, Duration held, Duration remainingLease) {}

    /**
     * One who waits.
     *
     * @param party who
     * @param mode for what
     * @param waiting since when
     */
    public record Waiter(Party party, Mode mode, Duration waiting) {}

    /**
     * Tells whether somebody holds it.
     *
     * @return false if it is free
     */
    public boolean isHeld() {
        return !holders.isEmpty();
    }
}
