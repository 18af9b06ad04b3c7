// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.redis.TestServer;
import io.jambry.servers.ClusterTopology;
import io.jambry.spi.Namespace;
import io.jambry.spi.RegistryContract;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ClusterRegistryTest extends RegistryContract {

    private static ClusterTopology cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Override
    protected Namespace join(Duration lease) {
        return RedisNamespace.open(
                RedisLink.open(TestCluster.settings(cluster).withPoolSize(1)),
                "registry:contract",
                UUID.randomUUID().toString(),
                lease);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }
}
