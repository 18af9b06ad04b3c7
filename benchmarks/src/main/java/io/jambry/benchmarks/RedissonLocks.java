// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.util.concurrent.locks.Lock;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** The column of Redisson's RLock, with its watchdog. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // open comes first
public class RedissonLocks extends LockOperations {

    private RedissonClient client;

    @Override
    void open() {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://" + Server.addressGiven());
        client = org.redisson.Redisson.create(config);
    }

    @Override
    Lock lock(String name) {
        return client.getLock(name);
    }

    @Override
    public void close() {
        client.shutdown();
    }
}
