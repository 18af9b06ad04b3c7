// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes of entries on all nodes of a cluster, told on one channel. */
class ClusterFeedTest {

    private static final int KEYS = 300;

    private static ClusterTopology cluster;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static TestMember member(String name) {
        return new TestMember(TestCluster.settings(cluster), "cluster-feed", name, Duration.ofSeconds(5));
    }

    @Test
    void changes_onAllNodes_areToldAndSoOnAfterAFailover() {
        try (TestMember writer = member("writer");
                TestMember listener = member("listener")) {
            listener.feed.want(TestMember.asynchronous(ALL, ALL));
            putAll(writer, "1");
            putAll(writer, "2");
            listener.receiver.awaitTold(2 * KEYS);
            List<String> shown = listener.receiver.shown();
            assertThat(shown).hasSize(2 * KEYS);
            for (int i = 0; i < KEYS; i++) {
                assertThat(shown).containsSubsequence("CREATED k" + i + "=1", "UPDATED k" + i + "=2 (1)");
            }
            assertThat(listener.receiver.missed).isEmpty();

            ServerProcess subscribed = cluster.primaries().stream()
                    .filter(node ->
                            !node.text("CLIENT", "LIST", "TYPE", "pubsub").isBlank())
                    .findFirst()
                    .orElseThrow();
            subscribed.kill();
            listener.receiver.awaitMissed(1);
            Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                putAll(writer, "3");
                return true;
            });
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> heard(listener, "=3").size() == KEYS);
        }
    }

    private static Set<String> heard(TestMember listener, String value) {
        Set<String> keys = new HashSet<>();
        for (String change : listener.receiver.shown()) {
            if (change.contains(value)) {
                keys.add(change.split("[ =]")[1]);
            }
        }
        return keys;
    }

    private static void putAll(TestMember writer, String value) {
        IntStream.range(0, KEYS).forEach(i -> writer.put("k" + i, value));
    }
}
