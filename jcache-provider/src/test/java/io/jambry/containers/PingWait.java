// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.containers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Waits until a server answers {@code PING} from outside.
 *
 * <p>Rationale: an open port proves nothing, since the engine listens there before the server does; and a look from inside
 * needs a shell, which not every image has.
 */
final class PingWait extends AbstractWaitStrategy {

    private static final int TIMEOUT_MILLIS = 1000;
    private static final Duration PAUSE = Duration.ofMillis(50);

    @Override
    protected void waitUntilReady() {
        HostAndPort address =
                new HostAndPort(waitStrategyTarget.getHost(), waitStrategyTarget.getMappedPort(ServerContainer.PORT));
        try {
            Awaitility.await()
                    .atMost(startupTimeout)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(PAUSE)
                    .until(() -> isAnswered(address));
        } catch (ConditionTimeoutException e) {
            throw new ContainerLaunchException(
                    "nobody answered PING on " + address + " within " + startupTimeout.toSeconds() + " s", e);
        }
    }

    private static boolean isAnswered(HostAndPort address) {
        try (Jedis client = new Jedis(
                address,
                DefaultJedisClientConfig.builder()
                        .resp2()
                        .timeoutMillis(TIMEOUT_MILLIS)
                        .build())) {
            return client.ping().equals("PONG");
        } catch (JedisException notYet) {
            return false;
        }
    }
}
