// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.Trap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Percentages, averages, switching and clearing; the counts themselves are in the rows of {@link Deed}. */
class StatisticsTest {

    private static final String ALL = "io.jambry.cache.CacheSetup#all";

    @Trap(51)
    @ParameterizedTest
    @MethodSource(ALL)
    void percentages_ofHitsAndMisses_addUp(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            CacheStatisticsMXBean statistics = scene.statistics();
            assertThat(statistics.getCacheHitPercentage()).isZero();
            scene.cache.getAll(Set.of("k", "a", "b", "c"));

            assertThat(statistics.getCacheGets()).isEqualTo(4);
            assertThat(statistics.getCacheHitPercentage()).isEqualTo(25f);
            assertThat(statistics.getCacheMissPercentage()).isEqualTo(75f);
            assertThat(statistics.getCacheEvictions()).isZero();
        }
    }

    @Trap({51, 52})
    @ParameterizedTest
    @MethodSource(ALL)
    void averages_areMicrosecondsOfWhatReallyHappened(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            CacheStatisticsMXBean statistics = scene.statistics();
            scene.cache.remove("absent");
            assertThat(statistics.getAverageRemoveTime()).isZero();
            assertThat(statistics.getAveragePutTime()).isZero();
            assertThat(statistics.getAverageGetTime()).isZero();

            long start = System.nanoTime();
            scene.cache.put("k", "v");
            scene.cache.get("k");
            scene.cache.remove("k");
            long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start) + 1;

            assertThat(statistics.getAveragePutTime()).isPositive().isLessThanOrEqualTo(micros);
            assertThat(statistics.getAverageGetTime()).isPositive().isLessThanOrEqualTo(micros);
            assertThat(statistics.getAverageRemoveTime()).isPositive().isLessThanOrEqualTo(micros);
        }
    }

    @Trap(51)
    @ParameterizedTest
    @MethodSource(ALL)
    void enableStatistics_off_countsNothingAndKeepsWhatWas(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.putAll(Map.of("k", "v"));
            scene.manager.enableStatistics(scene.cache.getName(), false);
            scene.cache.put("k", "v");
            scene.cache.get("k");
            scene.cache.invoke("k", (entry, arguments) -> entry.getValue());
            assertThat(scene.tally()).isEqualTo(Tally.PUT);
            scene.manager.enableStatistics(scene.cache.getName(), true);
            scene.cache.get("k");

            assertThat(scene.tally()).isEqualTo(new Tally(1, 0, 1, 0));
        }
    }

    @Trap(51)
    @ParameterizedTest
    @MethodSource(ALL)
    void clear_ofTheBean_isZeroEverywhere(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.put("k", "v");
            scene.cache.get("k");
            scene.cache.get("a");
            scene.cache.remove("k");
            scene.statistics().clear();

            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            assertThat(scene.statistics().getAverageGetTime()).isZero();
            assertThat(scene.statistics().getAveragePutTime()).isZero();
            assertThat(scene.statistics().getAverageRemoveTime()).isZero();
            assertThat(scene.statistics().getCacheHitPercentage()).isZero();
        }
    }
}
