// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.behind;

import io.jambry.WriteQueueFullException;
import io.jambry.spi.WriteQueue;
import io.jambry.spi.WriteQueue.QueuedWrite;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Queues writes, and waits for room if need be: so a system of record that is slower than its cache slows the cache down instead of
 * filling the server.
 *
 * <p>Thread-safe.
 */
public final class Intake {

    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 100;

    private final String cacheName;
    private final WriteQueue queue;
    private final Duration longestWait;
    private final BehindCounters counters;
    private final Runnable queued;

    /**
     * Makes the intake of a queue.
     *
     * @param cacheName for messages
     * @param queue where writes wait
     * @param longestWait how long a caller waits for room
     * @param counters counts what is refused
     * @param queued is told after each queueing
     */
    public Intake(String cacheName, WriteQueue queue, Duration longestWait, BehindCounters counters, Runnable queued) {
        this.cacheName = cacheName;
        this.queue = queue;
        this.longestWait = longestWait;
        this.counters = counters;
        this.queued = queued;
    }

    /**
     * Queues writes.
     *
     * @param writes the writes, no two of one key
     * @return those for which there was no room in time
     */
    public List<QueuedWrite> offer(List<QueuedWrite> writes) {
        List<QueuedWrite> left = queue.offer(writes);
        long deadline = System.nanoTime() + longestWait.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (!left.isEmpty() && System.nanoTime() - deadline < 0 && pause(pause)) {
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            left = queue.offer(left);
        }
        if (left.size() < writes.size()) {
            queued.run();
        }
        counters.refused(left.size());
        return left;
    }

    private static boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * What the caller sees of writes for which there was no room.
     *
     * @param count how many
     * @return the exception, to be thrown
     */
    public WriteQueueFullException full(int count) {
        return new WriteQueueFullException(
                "cache '" + cacheName + "': the queue of write-behind had no room for " + count
                        + (count == 1 ? " write" : " writes") + " in " + longestWait.toMillis()
                        + " ms, and the entries are unchanged: the system of record is slower than the cache, or no JVM that is open has"
                        + " the CacheWriter; raise 'write-queue-capacity', or 'write-queue-wait', or see to the writer");
    }
}
