// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.servers;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import redis.clients.jedis.exceptions.JedisException;

/** What servers come to by themselves in a while. */
final class Condition {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Condition() {}

    /** Waits for it; a node that does not answer or refuses means: not yet. */
    static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(PAUSE)
                .ignoreExceptionsInstanceOf(JedisException.class)
                .until(condition);
    }
}
