// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * What the near cache of a cache has done in this JVM since it was opened. Hits and misses are counted while the statistics of
 * the cache are on. The figures of one snapshot may be apart by the operations that are under way.
 *
 * @param hits reads that were answered from near; each is a hit of the cache, too
 * @param misses reads that had to ask the server
 * @param evictions values that had to go because of the bounds
 * @param invalidations values that had to go because their entry changed, here or elsewhere
 * @param size how many values there are, those included whose time is over and that nobody has met since
 * @param stale values that were served while the server could not be asked, see {@code serve-near-up-to}
 * @param connected whether changes elsewhere are heard of at the moment; while they are not, nothing is served from near but
 *     stale values. False also as long as nothing has been read
 */
public record NearStatistics(
        long hits, long misses, long evictions, long invalidations, long size, long stale, boolean connected) {}
