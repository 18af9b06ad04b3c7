// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class ClusterWriteQueueTest extends WriteQueueContract {

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
    RedisLink link() {
        return RedisLink.open(TestCluster.settings(cluster));
    }
}
