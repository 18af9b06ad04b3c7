// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * What JSR-107 has no word for in the statistics of a cache: all JVMs together, percentiles, events and memory. Registered as
 * {@code io.jambry:type=CacheCluster,CacheManager=…,Cache=…} beside the bean of JSR-107, and like it only while statistics are on.
 *
 * <p>Totals are those of all members that count with {@code cluster-statistics}, also of those that have left or died since the cache was
 * created; others may be a second old. Asking for one goes to the server. Times are of this JVM, in microseconds, since statistics were last
 * cleared. Events are those that this JVM was told of by a cache that several JVMs share.
 */
public interface CacheClusterMXBean {

    /**
     * How many managers have the cache open now, in all JVMs. One that has died counts until its {@code lease} ends.
     *
     * @return a count; asking for it goes to the server
     */
    int getClusterMembers();

    /**
     * Reads that found something, in all JVMs.
     *
     * @return a count
     */
    long getClusterHits();

    /**
     * Reads that found nothing, in all JVMs.
     *
     * @return a count
     */
    long getClusterMisses();

    /**
     * Hits among the reads of all JVMs.
     *
     * @return percent, 0 without reads
     */
    double getClusterHitPercentage();

    /**
     * Entries written, in all JVMs.
     *
     * @return a count
     */
    long getClusterPuts();

    /**
     * Entries removed, in all JVMs.
     *
     * @return a count
     */
    long getClusterRemovals();

    /**
     * What half of the reads took at most.
     *
     * @return microseconds
     */
    double getGetMicrosP50();

    /**
     * What 99 of 100 reads took at most.
     *
     * @return microseconds
     */
    double getGetMicrosP99();

    /**
     * What 999 of 1000 reads took at most.
     *
     * @return microseconds
     */
    double getGetMicrosP999();

    /**
     * What half of the writes took at most.
     *
     * @return microseconds
     */
    double getPutMicrosP50();

    /**
     * What 99 of 100 writes took at most.
     *
     * @return microseconds
     */
    double getPutMicrosP99();

    /**
     * What 999 of 1000 writes took at most.
     *
     * @return microseconds
     */
    double getPutMicrosP999();

    /**
     * What half of the removals took at most.
     *
     * @return microseconds
     */
    double getRemoveMicrosP50();

    /**
     * What 99 of 100 removals took at most.
     *
     * @return microseconds
     */
    double getRemoveMicrosP99();

    /**
     * What 999 of 1000 removals took at most.
     *
     * @return microseconds
     */
    double getRemoveMicrosP999();

    /**
     * Changes that this JVM was told of.
     *
     * @return a count
     */
    long getEventsTold();

    /**
     * How often events may have been missed.
     *
     * @return a count
     */
    long getEventGaps();

    /**
     * Events that did not reach a listener, because it was too slow or there was no thread for it.
     *
     * @return a count
     */
    long getEventsDropped();

    /**
     * Keys and values of events that a listener looked at and this JVM could not decode.
     *
     * @return a count
     */
    long getEventsUndecodable();

    /**
     * How often this JVM could not decode a stored value, whatever {@code undecodable} made of it.
     *
     * @return a count
     */
    long getValuesUndecodable();

    /**
     * Values that this JVM rewrote because a read found them in another form than the cache writes now, with {@code rewrite-on-read}.
     *
     * @return a count
     */
    long getValuesRewritten();

    /**
     * Values that a read found in another form and that could not be rewritten, because of the server or because they cannot be decoded
     * or written as they would be now. The read went on.
     *
     * @return a count
     */
    long getRewriteFailures();

    /**
     * Messages of other JVMs that this one could not read, because they are of another version or damaged.
     *
     * @return a count
     */
    long getMessagesUnreadable();

    /**
     * How often listeners and filters of this JVM threw, but for what they could not decode.
     *
     * @return a count
     */
    long getListenerFailures();

    /**
     * How often this JVM stopped waiting for the synchronous listeners of another, which did not answer in time.
     *
     * @return a count
     */
    long getListenerTimeouts();

    /**
     * Entries that this JVM found gone before their end while somebody listened to expiry: evicted by the server, or deleted by
     * something else than Jambry. Nobody is told that they expired. Not counted is what left nothing behind that could tell of
     * it: what was flushed, and on a cluster what was evicted with its last value.
     *
     * @return a count
     */
    long getEntriesGoneBeforeEnd();

    /**
     * Estimates the memory that the cache takes on the server: asks what some entries weigh, as many as {@code memory-sample} says, and
     * counts all. Walks over the keys of the cache, so it takes as long as {@code size()}.
     *
     * @return bytes; -1 if the store cannot tell, as {@code memory:} cannot
     * @throws javax.cache.CacheException if the server refuses, for which it needs the privilege {@code +memory|usage}
     */
    long estimateMemoryBytes();
}
