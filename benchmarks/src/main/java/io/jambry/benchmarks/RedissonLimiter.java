// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.List;
import org.redisson.api.RRateLimiter;
import org.redisson.api.RateType;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** The column of Redisson's rate limiter. */
@SuppressWarnings("NullAway.Init") // open comes first
public class RedissonLimiter extends LimiterOperations {

    private RedissonClient client;
    private List<RRateLimiter> limiters;

    @Override
    void open() {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + Server.addressGiven());
        client = org.redisson.Redisson.create(config);
        limiters = Workload.NAMES.stream().map(this::limiter).toList();
    }

    private RRateLimiter limiter(String name) {
        RRateLimiter limiter = client.getRateLimiter("limiter:" + name);
        limiter.trySetRate(RateType.OVERALL, PERMITS, PERIOD);
        return limiter;
    }

    @Override
    boolean decide(int limiter) {
        return limiters.get(limiter).tryAcquire();
    }

    @Override
    void shut() {
        client.shutdown();
    }
}
