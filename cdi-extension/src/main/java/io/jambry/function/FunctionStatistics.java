// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

/**
 * What a cached function has done in this JVM.
 *
 * @param hits calls that were answered from the cache
 * @param misses calls that did not find their key; 0 for calls that did not look
 * @param calls how often the function was run
 * @param shared calls that waited for the result of another one, of this JVM or, with {@link CacheLock#CLUSTER}, of others
 * @param timeouts calls that waited for too long, and ran the function themselves
 * @param failures reads and writes of the cache that failed, and early refreshes that did; they were passed over
 * @param refused results that were not stored, because their entries were removed or written while the function ran
 * @param refreshes how often the function was run before its result expired
 * @param refreshesDropped refreshes that found no room in their executor
 */
public record FunctionStatistics(
        long hits,
        long misses,
        long calls,
        long shared,
        long timeouts,
        long failures,
        long refused,
        long refreshes,
        long refreshesDropped) {}
