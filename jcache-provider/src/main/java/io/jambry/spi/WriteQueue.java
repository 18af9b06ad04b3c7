// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of one cache's writes for its system of record, kept beside the entries: it outlives every JVM.
 *
 * <p>A write is queued before its entry changes. Writes of one key leave in the order in which they were queued; those of different
 * keys may overtake each other. What is {@linkplain #take taken} stays in the queue until it is {@linkplain #settle settled}, so that a
 * write may be carried out more than once, and never not at all. A part of the queue is worked on by one member at a time, under a lease.
 *
 * <p>Thread-safe but for {@link #take}, {@link #settle} and {@link #release}, which belong to one thread of the member.
 */
public interface WriteQueue {

    /**
     * How a queue behaves.
     *
     * @param capacity how many writes may wait
     * @param delay how long a write waits for others of its key
     * @param coalescing whether the last write of a key takes the place of those that wait
     * @param lease how long a member that takes writes may be silent
     */
    record Limits(int capacity, Duration delay, boolean coalescing, Duration lease) {}

    /**
     * A write.
     *
     * @param key which entry
     * @param value what to write; null to delete
     */
    record QueuedWrite(byte[] key, byte @Nullable [] value) {}

    /**
     * A write that was taken.
     *
     * @param write the write
     * @param failures how often it has failed
     * @param shard which part of the queue it is from
     * @param fence the number of the lease that it was taken under
     * @param id its number in the queue
     */
    record Taken(QueuedWrite write, int failures, int shard, String fence, String id) {}

    /**
     * What was taken.
     *
     * @param writes the writes, no two of one key
     * @param nextMillis after how many milliseconds the next turn comes, or somebody else's lease ends; {@link Long#MAX_VALUE} if nothing is
     *     queued
     */
    record Harvest(List<Taken> writes, long nextMillis) {}

    /** What became of a write. */
    enum Verdict {
        /** It is carried out. */
        DONE,
        /** It failed, and has another turn. */
        FAILED,
        /** It was not tried, and has another turn. */
        LATER,
        /** It is given up. */
        DEAD
    }

    /**
     * A write, and what became of it.
     *
     * @param taken the write
     * @param verdict what became of it
     * @param pause how long to wait for its next turn, if it has one
     * @param reason why it is given up, if it is; neither keys nor values
     */
    record Settlement(Taken taken, Verdict verdict, Duration pause, String reason) {}

    /**
     * A write that was given up.
     *
     * @param write the write
     * @param failures how often it has failed
     * @param reason why it failed the last time
     * @param queuedMillis when it was queued, in milliseconds of the server's clock
     */
    record Dead(QueuedWrite write, int failures, String reason, long queuedMillis) {}

    /**
     * How much there is.
     *
     * @param queued writes that wait
     * @param dead writes that were given up
     */
    record Size(long queued, long dead) {}

    /**
     * Queues writes.
     *
     * @param writes the writes, no two of one key
     * @return those for which there was no room
     */
    List<QueuedWrite> offer(List<QueuedWrite> writes);

    /**
     * Looks for the last write of each key that is queued.
     *
     * @param keys the keys
     * @return for each its write, if one is queued
     */
    List<Optional<QueuedWrite>> find(List<byte[]> keys);

    /**
     * Takes writes whose turn it is.
     *
     * @param most how many of each part of the queue
     * @param all whether also those whose turn has not come
     * @return the writes
     */
    Harvest take(int most, boolean all);

    /**
     * Tells whether a write may still be carried out by this member: its lease has not ended.
     *
     * @param taken a write
     * @return whether it holds
     */
    boolean holds(Taken taken);

    /**
     * Notes what became of writes. What was taken under a lease that has ended is left as it is; whoever took it since sees to it.
     *
     * @param settlements what became of them
     */
    void settle(List<Settlement> settlements);

    /** Prolongs the leases of what is taken. To be called several times within a lease, by another thread. */
    void renew();

    /** Gives up the leases, so that others can go on. */
    void release();

    /**
     * Counts.
     *
     * @return how much there is, roughly while others write
     */
    Size size();

    /**
     * Lists writes that were given up.
     *
     * @param most how many at the most
     * @return some of them
     */
    List<Dead> dead(int most);

    /**
     * Queues the writes of a key again that were given up, before those that wait.
     *
     * @param key the key
     * @return whether there were any
     */
    boolean redeliver(byte[] key);

    /**
     * Forgets the writes of a key that were given up.
     *
     * @param key the key
     * @return whether there were any
     */
    boolean discard(byte[] key);
}
