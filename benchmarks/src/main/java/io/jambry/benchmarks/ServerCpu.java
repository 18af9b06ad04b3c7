// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.math.BigDecimal;
import redis.clients.jedis.RedisClient;

/**
 * The processor time of the server, user and system, all its threads together. The server is asked: it knows
 * microseconds, where the tables of the operating system have ticks of ten milliseconds. A question costs it some forty
 * microseconds.
 */
final class ServerCpu {

    private static final RedisClient CLIENT = RawJedis.connect();

    private ServerCpu() {}

    /** Nanoseconds so far. */
    static long used() {
        return CLIENT.info("cpu")
                .lines()
                .filter(line -> line.startsWith("used_cpu_user:") || line.startsWith("used_cpu_sys:"))
                .map(line -> new BigDecimal(line.substring(line.indexOf(':') + 1)))
                .mapToLong(seconds -> seconds.movePointRight(9).longValue())
                .sum();
    }
}
