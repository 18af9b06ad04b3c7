// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TestCluster;
import io.jambry.redis.TestServer;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Store;
import io.jambry.spi.StoreContract;
import io.jambry.spi.StoreRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterStoreTest extends StoreContract {

    private static final int MANY = 100_000;
    private static final int MOST = MANY * 4 / 10;

    private static ClusterTopology cluster;
    private static RedisNamespace first;
    private static RedisNamespace second;
    private static int opened;

    @BeforeAll
    static void openNamespaces() {
        cluster = TestCluster.start();
        first = RedisNamespace.open(
                RedisLink.open(TestCluster.settings(cluster)), "store:contract", "first", Duration.ofSeconds(3));
        second = RedisNamespace.open(
                RedisLink.open(TestCluster.settings(cluster.nodes().subList(5, 6))),
                "store:contract",
                "second",
                Duration.ofSeconds(3));
    }

    @AfterAll
    static void closeNamespaces() {
        first.close();
        second.close();
        cluster.close();
    }

    @Override
    protected Store open(String name) {
        return (opened++ % 2 == 0 ? first : second).store(name);
    }

    @Override
    protected void advance(Duration duration) {
        TestServer.pass(duration);
    }

    @Test
    void executeAll_manyEntriesOfOneCache_spreadOverAllPrimaries() {
        List<byte[]> keys = IntStream.range(0, MANY)
                .mapToObj(i -> ("customer-" + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        StoreRequest put = StoreRequests.putForEver("v");
        store.executeAll(keys, keys.stream().map(key -> put).toList());

        assertThat(store.size()).isEqualTo(MANY);
        assertThat(cluster.primaries())
                .hasSize(3)
                .extracting(ClusterStoreTest::size)
                .allSatisfy(size -> assertThat(size).isBetween(MANY - 2 * MOST, MOST));
    }

    private static int size(ServerProcess node) {
        return ((Long) node.command("DBSIZE")).intValue();
    }
}
