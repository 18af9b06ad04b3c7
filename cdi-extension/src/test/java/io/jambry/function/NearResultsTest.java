// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.NearReads;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FunctionCache#getNear}. */
class NearResultsTest {

    private Jambry manager;
    private Cache<String, Object> cache;
    private FunctionCache<String, Object> results;

    @BeforeEach
    void open() {
        Properties settings = Jambry.propertiesByUrl("embedded:near-results");
        settings.setProperty("jambry.namespace", "near-results-" + UUID.randomUUID());
        settings.setProperty("jambry.defaults.near", "invalidate");
        manager = Jambry.connect(settings);
        cache = manager.getOrCreateCache(
                "results", new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
        results = FunctionCache.of(cache);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private void bringNear(String key, Object result) {
        cache.put(key, result);
        await().until(() -> results.get(key, () -> "made") == cache.get(key));
    }

    @Test
    void getNear_findsWhatIsNear_andCountsAHit() {
        bringNear("k", "result");
        long hits = results.statistics().hits();
        long misses = results.statistics().misses();

        assertThat(results.getNear("k")).isEqualTo("result");
        assertThat(results.getNear("none")).isNull();

        assertThat(results.statistics().hits()).isEqualTo(hits + 1);
        assertThat(results.statistics().misses()).isEqualTo(misses);
    }

    static Stream<UnaryOperator<FunctionCache<String, Object>>> moreThanReads() {
        return Stream.of(
                function -> function.earlyRefresh(1),
                function -> function.nullTtl(Duration.ofMinutes(1)),
                function -> function.tags(key -> List.of("tag")),
                function -> function.mode(CacheMode.BYPASS),
                function -> function.mode(CacheMode.REFRESH));
    }

    @ParameterizedTest
    @MethodSource("moreThanReads")
    void getNear_whereAHitNeedsMoreThanARead_findsNothing(UnaryOperator<FunctionCache<String, Object>> changed) {
        bringNear("k", "result");

        assertThat(changed.apply(results).getNear("k")).isNull();
    }

    @Test
    void getNear_whereOthersStoreMarks_leavesTheCacheToOrdinaryReads() throws Exception {
        JambryCache<String, Object> marked = JambryCache.of(cache);
        NearReads<String, Object> reads = marked.nearReads().orElseThrow();
        marked.put("k", Nothing.NOTHING);
        marked.put("other", "result");
        await().until(() -> marked.get("k") != null && reads.find("k") != null);
        await().until(() -> marked.get("other") != null && reads.find("other") != null);
        assertThat(results.getNear("other")).isEqualTo("result");

        assertThat(results.getNear("k")).isNull();

        assertThat(results.getNear("other")).isNull();
        assertThat(results.get("k", () -> "made")).isNull();
    }

    @Test
    void getNear_whileTheCacheCounts_leavesItToOrdinaryReads() throws Exception {
        bringNear("k", "result");
        manager.enableStatistics(cache.getName(), true);
        long hits = results.statistics().hits();

        assertThat(results.getNear("k")).isNull();
        assertThat(results.get("k", () -> "made")).isEqualTo("result");
        assertThat(JambryCache.of(cache).statistics().getCacheHits()).isOne();
        assertThat(results.statistics().hits()).isEqualTo(hits + 1);

        manager.enableStatistics(cache.getName(), false);
        assertThat(results.getNear("k")).isEqualTo("result");
    }

    @Test
    void getNear_inAScope_findsNothing() throws Exception {
        bringNear("k", "result");

        assertThat(CacheMode.BYPASS.<Object>during(() -> results.getNear("k"))).isNull();
        assertThat(results.getNear("k")).isEqualTo("result");
    }

    @Test
    void getNear_ofAClosedCache_findsNothing() {
        bringNear("k", "result");
        assertThat(results.getNear("k")).isEqualTo("result");

        cache.close();

        assertThat(results.getNear("k")).isNull();
    }
}
