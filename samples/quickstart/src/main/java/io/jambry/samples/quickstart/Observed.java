// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What really happened.
 *
 * @param counts the entries of the cache of counts
 * @param size the number of entries that this cache tells
 * @param reading how the JVM of the quickstart filled the read-through cache
 * @param workers what the workers did
 * @param reloads how often an expired entry was loaded again
 */
record Observed(Map<String, Long> counts, long size, Reading reading, List<WorkerResult> workers, long reloads) {

    /**
     * Reading all words, one after the other, through a cache that was empty before.
     *
     * @param hits how many reads the cache answered
     * @param misses how many it did not
     * @param loads how many words the loader was asked for
     * @param wrong how many reads gave something else than the plain computation
     */
    record Reading(long hits, long misses, long loads, long wrong) {}

    long sumOfCounts() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long overWorkers(ToLongFunction<WorkerResult> number) {
        return workers.stream().mapToLong(number).sum();
    }
}
