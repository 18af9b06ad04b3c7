// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.redis.TestServer;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import io.jambry.spi.StoreRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The contract in a cache with limits on a cluster. */
class BoundedClusterTest extends StoreContract {

    private static final int MOST = 6_400;
    private static final Bounds BOUNDS = new Bounds(1_000_000, Bounds.UNLIMITED, Eviction.LRU, 16);

    private static ClusterTopology cluster;
    private static RedisNamespace namespace;

    @BeforeAll
    static void openNamespace() {
        cluster = TestCluster.start();
        namespace = RedisNamespace.open(
                RedisLink.open(TestCluster.settings(cluster)), "bounded:cluster", "member", Duration.ofSeconds(3));
    }

    @AfterAll
    static void closeNamespace() {
        namespace.close();
        cluster.close();
    }

    @Override
    protected Store open(String name) {
        return namespace.bounded(name, BOUNDS).orElseThrow();
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }

    @Test
    void executeAll_moreEntriesThanAllowed_fillShardsOnAllPrimaries() {
        Store full = namespace
                .bounded("full", new Bounds(MOST, Bounds.UNLIMITED, Eviction.LRU, 64))
                .orElseThrow();
        List<byte[]> keys = IntStream.range(0, 3 * MOST)
                .mapToObj(i -> ("customer-" + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        StoreRequest put = StoreRequests.putForEver("v");
        full.executeAll(keys, Collections.nCopies(keys.size(), put));

        assertThat(full.size()).isEqualTo(MOST);
        assertThat(full.evictions()).isEqualTo(2 * MOST);
        assertThat(cluster.primaries())
                .hasSize(3)
                .allSatisfy(node -> assertThat(shards(node)).isBetween(5L, 40L));
        full.clear();
        assertThat(cluster.primaries())
                .allSatisfy(node -> assertThat(shards(node)).isZero());
    }

    private static long shards(ServerProcess node) {
        return ((List<?>) node.command("KEYS", "bounded%3Acluster:*:full:*:values")).size();
    }
}
