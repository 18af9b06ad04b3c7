// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheSettings;
import io.jambry.JambryException;
import io.jambry.cache.CacheLife;
import io.jambry.spi.SharedCounters;
import io.jambry.spi.SharedCounters.Totals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Leaves with the server what this JVM counts of the caches that are set so, for all to add up.
 *
 * <p>Thread-safe.
 */
final class ClusterStatistics {

    private static final System.Logger LOG = System.getLogger(ClusterStatistics.class.getName());

    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final Optional<SharedCounters> counters;
    private final ManagerThreads threads;
    private final Map<CacheLife<?, ?>, Totals> counting = new ConcurrentHashMap<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    ClusterStatistics(Optional<SharedCounters> counters, ManagerThreads threads) {
        this.counters = counters;
        this.threads = threads;
    }

    /** A cache is open: if it is set so, it counts for all, while its statistics are on. */
    void opened(CacheLife<?, ?> life, CacheSettings settings) {
        if (counters.isEmpty() || !settings.clusterStatistics()) {
            return;
        }
        counting.put(life, Totals.NONE);
        if (writing.compareAndSet(false, true)) {
            // ends with the threads
            threads.every(PERIOD, "writing statistics for all JVMs", this::write);
        }
    }

    private void write() {
        Map<CacheLife<?, ?>, Totals> changed = new HashMap<>();
        counting.forEach((life, written) -> {
            Totals now = life.totals();
            if (life.configuration().isStatisticsEnabled() && !now.equals(written)) {
                changed.put(life, now);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        Map<String, Totals> named = new HashMap<>();
        changed.forEach((life, now) -> named.put(life.name(), now));
        counters.orElseThrow().write(named);
        changed.forEach((life, now) -> counting.computeIfPresent(life, (same, before) -> now));
    }

    /** A cache begins to close: what it has counted stays. */
    void closing(CacheLife<?, ?> life) {
        Totals written = counting.remove(life);
        if (written == null || (written.equals(Totals.NONE) && life.totals().equals(Totals.NONE))) {
            return;
        }
        try {
            counters.orElseThrow().settle(life.name(), life.totals());
        } catch (JambryException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache ''{0}'': what was counted last is missing in the statistics of all JVMs: {1}",
                    life.name(),
                    e.getMessage());
        }
    }

    /** A cache is destroyed, and what was counted of it goes, too. */
    void destroyed(String cacheName) {
        counters.ifPresent(shared -> shared.forget(cacheName));
    }

    /** What all have counted together. */
    Totals totals(CacheLife<?, ?> life) {
        Totals here = life.totals();
        return counters.map(shared -> shared.others(life.name()).plus(here)).orElse(here);
    }
}
