// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.JambryException;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of several primaries, slots that move, and a primary that dies. */
class NearClusterTest {

    private static final int ENTRIES = 60;

    private static ClusterTopology cluster;

    private final String name = NearJvm.newName();
    private final Map<String, Long> entries = new LinkedHashMap<>();
    private NearJvm near;
    private NearJvm far;
    private JambryCache<String, Long> here;
    private JambryCache<String, Long> there;

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void open() {
        String url = "redis+cluster://"
                + cluster.nodes().stream()
                        .map(node -> ServerProcess.HOST + ":" + node.port())
                        .collect(Collectors.joining(","));
        near = NearJvm.on(url, Map.of("defaults.near", "invalidate"));
        far = NearJvm.on(url, Map.of());
        here = near.cache(name, String.class, Long.class);
        there = far.cache(name, String.class, Long.class);
        IntStream.range(0, ENTRIES).forEach(i -> entries.put("key-" + i, 1L));
        there.putAll(entries);
        bringAllNear();
    }

    @AfterEach
    void close() {
        near.close();
        far.close();
    }

    private void bringAllNear() {
        Awaitility.await("all near").atMost(Duration.ofSeconds(20)).until(() -> {
            here.getAll(entries.keySet());
            return NearJvm.statistics(here).size() == ENTRIES;
        });
    }

    private void assertAllSoon(long value) {
        entries.replaceAll((key, before) -> value);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsInstanceOf(JambryException.class)
                .untilAsserted(() -> assertThat(here.getAll(entries.keySet())).isEqualTo(entries));
    }

    @Test
    void get_writtenElsewhere_isSoonTheNewValueOnEveryNode() {
        entries.keySet().forEach(key -> there.put(key, 2L));
        assertAllSoon(2);

        here.clear();
        assertThat(here.getAll(entries.keySet())).isEmpty();
    }

    @Test
    void get_slotMoved_followsIt() {
        String key = "key-0";
        String name0 = "near-tests:" + name + ":{" + key + "}";
        int slot = cluster.slotOf(name0);
        ServerProcess from = cluster.primaryOf(slot);
        ServerProcess to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();

        cluster.migrate(slot, from, to);
        there.put(key, 5L);

        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Long.valueOf(5).equals(here.get(key)));
        NearJvm.bringNear(here, key);
        there.put(key, 6L);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> Long.valueOf(6).equals(here.get(key)));
        cluster.migrate(slot, to, from);
    }

    @Test
    void get_primaryDies_readsWhatItsSuccessorHas() {
        ServerProcess dying = cluster.primaryOf("near-tests:" + name + ":{key-0}");
        int slot = cluster.slotOf("near-tests:" + name + ":{key-0}");
        dying.kill();
        cluster.awaitPrimaryOtherThan(slot, dying);

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            try {
                entries.keySet().forEach(key -> there.put(key, 3L));
                return true;
            } catch (JambryException e) {
                return false;
            }
        });

        assertAllSoon(3);
        bringAllNear();
        assertThat(here.getAll(entries.keySet())).isEqualTo(entries);
        dying.restart();
        cluster.awaitStable();
    }
}
