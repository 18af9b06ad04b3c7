// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry;

/**
 * How the queue of a cache with write-behind is doing. The first two figures are those of the server, the others what this JVM has done
 * since it opened the cache.
 *
 * @param queued writes that wait
 * @param deadLetters writes that were given up and wait for somebody to see to them
 * @param delivered writes that the writer has carried out
 * @param batches calls of the writer, or pairs of them where a batch has both writes and deletions
 * @param failures attempts at writes that failed
 * @param givenUp writes that were given up
 * @param refused writes for which the queue had no room in time
 */
public record WriteBehindStatistics(
        long queued, long deadLetters, long delivered, long batches, long failures, long givenUp, long refused) {}
