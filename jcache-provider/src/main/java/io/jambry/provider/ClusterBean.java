// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import io.jambry.CacheClusterMXBean;
import io.jambry.cache.CacheLife;
import io.jambry.event.FeedCounters;
import io.jambry.spi.Registry;
import io.jambry.spi.SharedCounters.Totals;
import java.util.function.ToLongFunction;

/** What a cache shows by JMX beyond JSR-107. Thread-safe. */
record ClusterBean(CacheLife<?, ?> life, ClusterStatistics statistics, Registry registry, int memorySample)
        implements CacheClusterMXBean {

    private static final double PERCENT = 100;
    private static final double HALF = 50;
    private static final double MOST = 99;
    private static final double NEARLY_ALL = 99.9;

    @Override
    public long getClusterHits() {
        return totals().hits();
    }

    @Override
    public long getClusterMisses() {
        return totals().misses();
    }

    @Override
    public double getClusterHitPercentage() {
        Totals totals = totals();
        long reads = totals.hits() + totals.misses();
        return reads == 0 ? 0 : PERCENT * totals.hits() / reads;
    }

    @Override
    public long getClusterPuts() {
        return totals().puts();
    }

    @Override
    public long getClusterRemovals() {
        return totals().removals();
    }

    @Override
    public int getClusterMembers() {
        return registry.openedBy(life.name()).size();
    }

    private Totals totals() {
        return statistics.totals(life);
    }

    @Override
    public double getGetMicrosP50() {
        return life.getTimes().micros(HALF);
    }

    @Override
    public double getGetMicrosP99() {
        return life.getTimes().micros(MOST);
    }

    @Override
    public double getGetMicrosP999() {
        return life.getTimes().micros(NEARLY_ALL);
    }

    @Override
    public double getPutMicrosP50() {
        return life.putTimes().micros(HALF);
    }

    @Override
    public double getPutMicrosP99() {
        return life.putTimes().micros(MOST);
    }

    @Override
    public double getPutMicrosP999() {
        return life.putTimes().micros(NEARLY_ALL);
    }

    @Override
    public double getRemoveMicrosP50() {
        return life.removeTimes().micros(HALF);
    }

    @Override
    public double getRemoveMicrosP99() {
        return life.removeTimes().micros(MOST);
    }

    @Override
    public double getRemoveMicrosP999() {
        return life.removeTimes().micros(NEARLY_ALL);
    }

    @Override
    public long getEventsTold() {
        return events(FeedCounters::told);
    }

    @Override
    public long getEventGaps() {
        return events(FeedCounters::missed);
    }

    @Override
    public long getEventsDropped() {
        return events(FeedCounters::dropped);
    }

    @Override
    public long getEventsUndecodable() {
        return events(FeedCounters::undecodable);
    }

    private long events(ToLongFunction<FeedCounters> count) {
        return life.feedCounters().map(count::applyAsLong).orElse(0L);
    }

    @Override
    public long getValuesUndecodable() {
        return life.undecodable();
    }

    @Override
    public long getValuesRewritten() {
        return life.rewritten();
    }

    @Override
    public long getRewriteFailures() {
        return life.rewriteFailures();
    }

    @Override
    public long getMessagesUnreadable() {
        return life.unreadableMessages();
    }

    @Override
    public long getListenerFailures() {
        return life.listenerFailures();
    }

    @Override
    public long getListenerTimeouts() {
        return life.listenerTimeouts();
    }

    @Override
    public long getEntriesGoneBeforeEnd() {
        return life.goneBeforeEnd();
    }

    @Override
    public long estimateMemoryBytes() {
        return life.estimateMemory(memorySample).orElse(-1);
    }
}
