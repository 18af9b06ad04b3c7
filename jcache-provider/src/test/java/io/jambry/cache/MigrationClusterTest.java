// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.MigrationResult;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A migration over the primaries of a cluster, with values that are kept near elsewhere. */
class MigrationClusterTest {

    private static final int ENTRIES = 3_000;

    private static ClusterTopology cluster;

    private final List<JambryCachingProvider> providers = new ArrayList<>();

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void close() {
        providers.forEach(JambryCachingProvider::close);
    }

    private JambryCache<String, Parcel> open(Map<String, String> settings) {
        String url = "redis+cluster://"
                + cluster.nodes().stream()
                        .map(node -> ServerProcess.HOST + ":" + node.port())
                        .collect(Collectors.joining(","));
        JambryCachingProvider provider = new JambryCachingProvider();
        providers.add(provider);
        return JambryCache.of(provider.getCacheManager(
                        URI.create(url), MigrationClusterTest.class.getClassLoader(), Backing.properties(settings))
                .createCache(
                        "migrating",
                        new MutableConfiguration<String, Parcel>()
                                .setTypes(String.class, Parcel.class)
                                .setExpiryPolicyFactory(
                                        CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 1)))));
    }

    @Test
    void run_entriesOfAllPrimaries_areMigrated() {
        JambryCache<String, Parcel> old = open(Map.of("defaults.codec-read", "json", "defaults.near", "invalidate"));
        Map<String, Parcel> entries = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put("k" + i, Parcel.of(i));
        }
        old.putAll(entries);
        assertThat(old.getAll(entries.keySet())).isEqualTo(entries);
        JambryCache<String, Parcel> now = open(Map.of("defaults.codec", "json", "defaults.codec-read", "jdk"));

        MigrationResult result = now.migration().run();

        assertThat(result).isEqualTo(new MigrationResult(ENTRIES, 0, ENTRIES, 0, 0, 0, 0, true));
        assertThat(now.migration().dryRun().run())
                .isEqualTo(new MigrationResult(ENTRIES, ENTRIES, 0, 0, 0, 0, 0, true));
        assertThat(old.getAll(entries.keySet())).isEqualTo(entries);
        assertThat(now.getAll(entries.keySet())).isEqualTo(entries);
        assertThat(now.timeToLive("k1").orElseThrow().getDurationAmount()).isBetween(3_000_000L, 3_600_000L);
    }
}
