// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import javax.cache.management.CacheStatisticsMXBean;

/** What was counted. */
record Tally(long hits, long misses, long puts, long removals) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0);
    static final Tally HIT = new Tally(1, 0, 0, 0);
    static final Tally MISS = new Tally(0, 1, 0, 0);
    static final Tally PUT = new Tally(0, 0, 1, 0);
    static final Tally REMOVAL = new Tally(0, 0, 0, 1);
    static final Tally HIT_PUT = new Tally(1, 0, 1, 0);
    static final Tally MISS_PUT = new Tally(0, 1, 1, 0);
    static final Tally HIT_REMOVAL = new Tally(1, 0, 0, 1);

    static Tally of(CacheStatisticsMXBean statistics) {
        return new Tally(
                statistics.getCacheHits(),
                statistics.getCacheMisses(),
                statistics.getCachePuts(),
                statistics.getCacheRemovals());
    }
}
