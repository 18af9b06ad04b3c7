// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.util.Map;

/**
 * The statistics of the caches of a namespace, added up over all members. What a member has counted stays when it leaves or dies; it ends
 * with the cache.
 *
 * <p>Thread-safe.
 */
public interface SharedCounters {

    /**
     * What has been counted of one cache.
     *
     * @param hits reads that found something
     * @param misses reads that found nothing
     * @param puts entries written
     * @param removals entries removed
     */
    record Totals(long hits, long misses, long puts, long removals) {

        /** Nothing. */
        public static final Totals NONE = new Totals(0, 0, 0, 0);

        /**
         * Both together.
         *
         * @param other more
         * @return the sums
         */
        public Totals plus(Totals other) {
            return new Totals(hits + other.hits, misses + other.misses, puts + other.puts, removals + other.removals);
        }
    }

    /**
     * Leaves what this member has counted since it opened its caches, in place of what it left before.
     *
     * @param counted the totals by the name of the cache
     */
    void write(Map<String, Totals> counted);

    /**
     * Leaves what this member has counted of a cache that it closes: opened again, it begins anew. Of one that is destroyed nothing stays.
     *
     * @param cacheName the name of the cache
     * @param last the totals at the end
     */
    void settle(String cacheName, Totals last);

    /**
     * What others have counted, and this member when it had the cache open before.
     *
     * @param cacheName the name of the cache
     * @return the sum of what they left
     */
    Totals others(String cacheName);

    /**
     * Forgets a cache that is destroyed.
     *
     * @param cacheName the name of the cache
     */
    void forget(String cacheName);
}
