// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.behind;

import io.jambry.CacheSettings;
import java.time.Duration;

/**
 * How queued writes are carried out.
 *
 * @param batchSize how many go together
 * @param attempts after how many failures a write is given up
 * @param firstPause how long a write waits after its first failure; twice as long after each further one
 * @param longestPause how long it waits at the most
 * @param drainTimeout how long closing waits for what is queued
 */
public record DrainSettings(
        int batchSize, int attempts, Duration firstPause, Duration longestPause, Duration drainTimeout) {

    /** Thirty doublings of a millisecond are twelve days. */
    private static final int MOST_DOUBLINGS = 30;

    /**
     * Those of a cache.
     *
     * @param settings the settings of the cache
     * @return its part of them
     */
    public static DrainSettings of(CacheSettings settings) {
        return new DrainSettings(
                settings.writeBatchSize(),
                settings.writeAttempts(),
                settings.writeRetryDelay(),
                settings.writeRetryMaxDelay(),
                settings.writeDrainTimeout());
    }

    /** How long a write waits that has failed so often. */
    Duration pauseAfter(int failures) {
        Duration grown = firstPause.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        return grown.compareTo(longestPause) < 0 ? grown : longestPause;
    }
}
