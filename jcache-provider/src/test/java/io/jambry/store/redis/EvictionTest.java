// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A small cache, all of it in one shard. */
class EvictionTest extends EvictionContract {

    private static final int MOST = 300;
    private static final int LENGTH = 5_000;

    @ParameterizedTest
    @MethodSource("policiesAndTraces")
    void hits_oneShard_areThoseOfTheExactPolicy(Eviction eviction, Traces trace) {
        assertAsExact(new Bounds(MOST, Bounds.UNLIMITED, eviction, 1), trace, LENGTH);
    }
}
