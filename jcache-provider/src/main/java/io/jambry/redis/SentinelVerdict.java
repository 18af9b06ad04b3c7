// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which server is the primary, judged by what several sentinels say.
 *
 * <p>The greatest epoch wins: a majority of sentinels has agreed to each failover and given it a number of its own, so whoever
 * tells a smaller one has not heard of it yet. If several servers have the same number, most voices win, and then the server we
 * use. What we know already is not given up for a smaller number, unless more than half of all sentinels tell it; then their
 * configuration was made anew.
 *
 * @param primary where it listens
 * @param epoch the number of its configuration
 */
record SentinelVerdict(Endpoint primary, long epoch) {

    /**
     * Judges.
     *
     * @param reports what the sentinels say that have answered
     * @param sentinels how many there are
     * @param before what we know already; null for nothing
     * @return null if nothing is known
     */
    static @Nullable SentinelVerdict of(List<SentinelReport> reports, int sentinels, @Nullable SentinelVerdict before) {
        SentinelVerdict best = null;
        for (SentinelReport report : reports) {
            Endpoint endpoint = report.primary();
            if (endpoint != null) {
                SentinelVerdict candidate = new SentinelVerdict(endpoint, report.epoch());
                best = best == null || candidate.beats(best, reports, before) ? candidate : best;
            }
        }
        if (best == null || before == null) {
            return best == null ? before : best;
        }
        return best.epoch >= before.epoch || best.voices(reports) > sentinels / 2 ? best : before;
    }

    private boolean beats(SentinelVerdict other, List<SentinelReport> reports, @Nullable SentinelVerdict before) {
        if (epoch != other.epoch) {
            return epoch > other.epoch;
        }
        long more = voices(reports) - other.voices(reports);
        return more > 0 || (more == 0 && before != null && primary.equals(before.primary));
    }

    private long voices(List<SentinelReport> reports) {
        return reports.stream()
                .filter(report -> primary.equals(report.primary()) && report.epoch() == epoch)
                .map(SentinelReport::id)
                .distinct()
                .count();
    }

    /** The replicas that most of those name who agree. */
    List<Endpoint> replicas(List<SentinelReport> reports) {
        List<SentinelReport> agreeing = reports.stream()
                .filter(report -> primary.equals(report.primary()))
                .toList();
        return agreeing.stream()
                .flatMap(report -> report.replicas().stream())
                .distinct()
                .filter(replica -> !replica.equals(primary))
                .filter(replica -> agreeing.stream()
                                .filter(report -> report.replicas().contains(replica))
                                .count()
                        > agreeing.size() / 2)
                .toList();
    }
}
