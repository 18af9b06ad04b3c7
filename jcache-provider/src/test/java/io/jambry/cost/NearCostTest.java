// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What reading costs the server when values are kept near. */
class NearCostTest {

    private static Laboratory laboratory;
    private static JambryCache<String, String> cache;

    @BeforeAll
    static void open() throws IOException {
        laboratory = Laboratory.tapped(Map.of("jambry.caches.near.near", "invalidate"));
        cache = JambryCache.of(laboratory
                .manager()
                .createCache(
                        "near",
                        new MutableConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setStatisticsEnabled(true)));
    }

    @AfterAll
    static void close() throws IOException {
        laboratory.close();
    }

    private static void bringNear() {
        cache.putAll(Map.of("key", "value", "other", "value"));
        Awaitility.await().until(() -> {
            cache.getAll(Set.of("key", "other"));
            return cache.near().orElseThrow().size() == 2;
        });
    }

    private static void assertFree(Runnable operation) {
        Cost cost = laboratory.measure(NearCostTest::bringNear, operation);
        assertThat(cost.sent()).isEmpty();
        assertThat(cost.executed()).isEmpty();
    }

    @Test
    void get_near_costsNoCommand() {
        assertFree(() -> assertThat(cache.get("key")).isEqualTo("value"));
    }

    @Test
    void getAll_near_costsNoCommand() {
        assertFree(() -> assertThat(cache.getAll(Set.of("key", "other"))).hasSize(2));
    }

    @Test
    void containsKey_near_costsNoCommand() {
        assertFree(() -> assertThat(cache.containsKey("key")).isTrue());
    }

    @Test
    void getOrCompute_near_costsNoCommand() {
        assertFree(
                () -> assertThat(cache.getOrCompute("key", key -> "computed")).isEqualTo("value"));
    }

    @Test
    void get_notNear_costsTwoCommandsInOneFlight() {
        Cost cost = laboratory.measure(
                () -> {
                    bringNear();
                    cache.put("key", "changed");
                },
                () -> cache.get("key"));

        assertThat(cost.sent()).isEqualTo("GET + PTTL");
        assertThat(cost.roundTrips()).isEqualTo(1);
    }
}
