// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

import java.time.Duration;
import java.util.List;

/**
 * The queue of a cache with write-behind: what waits there for the system of record, and what was given up. Obtained by
 * {@link JambryCache#writeBehind()}.
 *
 * <p>Thread-safe.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public interface WriteBehind<K, V> {

    /**
     * How the queue is doing.
     *
     * @return a snapshot
     * @throws NotExecutedException if the server cannot be asked
     */
    WriteBehindStatistics statistics();

    /**
     * Waits until nothing is queued, by whatever JVM; writes keep their {@code write-delay}.
     *
     * @param limit how long to wait at the most
     * @return whether nothing was queued at last; false also when the thread is interrupted, which stays
     * @throws NotExecutedException if the server cannot be asked
     */
    boolean awaitDelivery(Duration limit);

    /**
     * Writes that were given up: they have failed as often as {@code write-attempts} says. They stay until they are queued again, discarded,
     * or, where writes coalesce, replaced by a new write of their key.
     *
     * @param most how many to list, from 1 up
     * @return some of them, those of one key from old to new
     * @throws IllegalArgumentException if it is less than 1
     * @throws NotExecutedException if the server cannot be asked
     */
    List<DeadLetter<K, V>> deadLetters(int most);

    /**
     * Queues the writes of a key again that were given up, before those of the key that wait. Where writes do not coalesce, later writes
     * of the key may have been carried out meanwhile: the system of record then ends with the old value.
     *
     * @param key the key
     * @return whether there were any
     * @throws NotExecutedException if the server cannot be asked; nothing has changed
     */
    boolean redeliver(K key);

    /**
     * Forgets the writes of a key that were given up.
     *
     * @param key the key
     * @return whether there were any
     * @throws NotExecutedException if the server cannot be asked; nothing has changed
     */
    boolean discard(K key);
}
