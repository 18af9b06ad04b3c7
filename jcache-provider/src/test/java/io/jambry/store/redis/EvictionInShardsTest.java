// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.CacheSettings;
import io.jambry.spi.Eviction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cache in as many shards as it has by itself. */
@Tag("faults")
class EvictionInShardsTest extends EvictionContract {

    private static final int MOST = 4_000;
    private static final int LENGTH = 60_000;

    @ParameterizedTest
    @EnumSource
    void hits_zipf_areThoseOfTheExactPolicy(Eviction eviction) {
        compare(eviction, Traces.ZIPF);
    }

    @ParameterizedTest
    @EnumSource
    void hits_scans_areThoseOfTheExactPolicy(Eviction eviction) {
        compare(eviction, Traces.SCAN);
    }

    private static void compare(Eviction eviction, Traces trace) {
        assertAsExact(
                CacheSettings.builder()
                        .maxEntries(MOST)
                        .eviction(eviction)
                        .build()
                        .bounds()
                        .orElseThrow(),
                trace,
                LENGTH);
    }
}
