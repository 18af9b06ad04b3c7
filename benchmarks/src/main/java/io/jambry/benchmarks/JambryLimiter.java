// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.structure.RateLimit;
import io.jambry.structure.RedisRateLimiter;
import io.jambry.structure.Structures;
import java.util.List;
import javax.cache.CacheManager;

/** The column of Jambry's rate limiter: a steady limit. */
@SuppressWarnings("NullAway.Init") // open comes first
public class JambryLimiter extends LimiterOperations {

    private CacheManager manager;
    private List<RedisRateLimiter> limiters;

    @Override
    void open() {
        manager = Jambry.manager();
        RedisRateLimiter limiter =
                manager.unwrap(Structures.class).rateLimiter("bench", RateLimit.steady(PERMITS, PERIOD));
        limiters = Workload.NAMES.stream().map(limiter::of).toList();
    }

    @Override
    boolean decide(int limiter) {
        return limiters.get(limiter).tryAcquire().call().allowed();
    }

    @Override
    void shut() {
        manager.getCachingProvider().close();
    }
}
