// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.time.Duration;

/**
 * What a link may cost.
 *
 * @param timeout the deadline of a call, waiting for a connection and repeating included
 * @param connectTimeout how long opening a connection may take, authentication included
 * @param poolSize the largest number of connections to one server for batches and large values; two more are shared by all
 *     other calls
 * @param maxWaiting how many calls may wait for one server; one more is refused
 * @param heartbeat after how long without an answer a connection is suspected of being half-open
 * @param breakerFailures after how many calls in a row without an answer a server is left alone for a while; 0 for never
 * @param breakerPause for how long
 */
public record LinkLimits(
        Duration timeout,
        Duration connectTimeout,
        int poolSize,
        int maxWaiting,
        Duration heartbeat,
        int breakerFailures,
        Duration breakerPause) {

    /** Two seconds per call, eight connections, and a server left alone for half a second after twenty failures. */
    public static final LinkLimits DEFAULT = new LinkLimits(
            Duration.ofSeconds(2), Duration.ofSeconds(1), 8, 10_000, Duration.ofSeconds(1), 20, Duration.ofMillis(500));

    /** Refuses numbers that mean nothing. */
    public LinkLimits {
        if (timeout.toMillis() < 1 || connectTimeout.toMillis() < 1 || heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("timeout is " + timeout + ", connect timeout is " + connectTimeout
                    + " and heartbeat is " + heartbeat + "; each must be 1 ms at least");
        }
        if (poolSize < 1 || maxWaiting < 1) {
            throw new IllegalArgumentException(
                    "pool size is " + poolSize + " and " + maxWaiting + " calls may wait; both must be 1 at least");
        }
        if (breakerFailures < 0 || breakerPause.toMillis() < 1) {
            throw new IllegalArgumentException("breaker failures are " + breakerFailures + " and its pause is "
                    + breakerPause + "; they must be 0 and 1 ms at least");
        }
    }

    LinkLimits withTimeout(Duration limit) {
        return new LinkLimits(limit, connectTimeout, poolSize, maxWaiting, heartbeat, breakerFailures, breakerPause);
    }

    LinkLimits withPoolSize(int connections) {
        return new LinkLimits(
                timeout, connectTimeout, connections, maxWaiting, heartbeat, breakerFailures, breakerPause);
    }
}
