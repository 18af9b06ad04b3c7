// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

/**
 * What a cached function has done in this JVM.
 *
 * @param hits calls that were answered from the cache
 * @param misses calls that did not find their key; 0 for calls that did not look
 * @param calls how often the function was run
 * @param shared calls that waited for the result of another one
 * @param timeouts calls that waited for too long, and ran the function themselves
 * @param failures reads and writes of the cache that failed, and were passed over
 */
public record FunctionStatistics(long hits, long misses, long calls, long shared, long timeouts, long failures) {}
