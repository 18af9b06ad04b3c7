// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.EntryLoad;
import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.LoadTurn;
import io.jambry.NearStatistics;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that callers carry out themselves, in one JVM and by two. */
class EntryLoadsTest {

    /** How the entries lie, and who hears of their changes. */
    enum Layout {
        MEMORY(Backing.MEMORY, Map.of()),
        PLAIN(Backing.EMBEDDED, Map.of()),
        HEARD(Backing.EMBEDDED, Map.of()),
        BOUNDED(Backing.EMBEDDED, Map.of("defaults.max-entries", "1000")),
        NEAR(Backing.EMBEDDED, Map.of("defaults.near", "invalidate"));

        private final Backing backing;
        private final Map<String, String> settings;

        Layout(Backing backing, Map<String, String> settings) {
            this.backing = backing;
            this.settings = settings;
        }
    }

    private static final Map<String, BiConsumer<JambryCache<String, String>, String>> REMOVALS = Map.of(
            "remove", JambryCache::remove,
            "remove of all named", (cache, key) -> cache.removeAll(Set.of(key, "other")),
            "remove of all", (cache, key) -> cache.removeAll(),
            "clear", (cache, key) -> cache.clear(),
            "get and remove", JambryCache::getAndRemove,
            "end of life", (cache, key) -> cache.touch(key, javax.cache.expiry.Duration.ZERO));

    /** The first load over a member waits for the beat of all others, so there is one of each layout for all tests. */
    private static final Map<Layout, Opened> OPENED = new EnumMap<>(Layout.class);

    private JambryCache<String, String> mine;
    private JambryCache<String, String> other;

    private record Opened(
            List<CacheManager> managers, JambryCache<String, String> mine, JambryCache<String, String> other) {

        static Opened of(Layout layout) {
            Map<String, String> settings = new HashMap<>(layout.settings);
            settings.put("defaults.invoke-lease", "1s");
            var configuration = new MutableConfiguration<String, String>()
                    .setTypes(String.class, String.class)
                    .setStatisticsEnabled(true);
            String name = "loads-" + UUID.randomUUID();
            CacheManager manager = layout.backing.manager(settings);
            JambryCache<String, String> mine = JambryCache.of(manager.createCache(name, configuration));
            if (!layout.backing.isShared()) {
                return new Opened(List.of(manager), mine, mine);
            }
            CacheManager otherManager = layout.backing.manager(settings);
            JambryCache<String, String> other = JambryCache.of(otherManager.createCache(name, configuration));
            if (layout == Layout.HEARD) {
                other.registerCacheEntryListener(new RecordingListener<String, String>().asynchronous());
            }
            return new Opened(List.of(manager, otherManager), mine, other);
        }

        void close() {
            managers.get(0).destroyCache(mine.getName());
            managers.forEach(manager -> manager.getCachingProvider().close());
        }
    }

    private void open(Layout layout) {
        Opened opened = OPENED.computeIfAbsent(layout, Opened::of);
        mine = opened.mine();
        other = opened.other();
        mine.clear();
    }

    @AfterAll
    static void close() {
        OPENED.values().forEach(Opened::close);
        OPENED.clear();
    }

    private static EntryLoad granted(LoadTurn<String> turn) {
        assertThat(turn).isInstanceOf(LoadTurn.Granted.class);
        return ((LoadTurn.Granted<String>) turn).load();
    }

    @ParameterizedTest
    @EnumSource
    void tryLoad_ofTwo_grantsOneAtATime(Layout layout) {
        open(layout);
        EntryLoad load = granted(mine.tryLoad("k"));

        LoadTurn<String> taken = other.tryLoad("k");
        assertThat(taken).isInstanceOf(LoadTurn.Taken.class);
        assertThat(other.tryLoad("k")).isEqualTo(taken);
        granted(other.tryLoad("another key")).close();

        assertThat(mine.putLoaded("k", "v", load)).isTrue();
        assertThat(mine.putLoaded("k", "again", load)).isFalse();
        assertThat(other.tryLoad("k")).isEqualTo(new LoadTurn.Found<>("v"));
        assertThat(other.get("k")).isEqualTo("v");
    }

    @ParameterizedTest
    @EnumSource
    void load_closed_leavesTheNextOneItsTurn(Layout layout) {
        open(layout);
        try (EntryLoad load = granted(mine.tryLoad("k"))) {
            assertThat(other.tryLoad("k")).isInstanceOf(LoadTurn.Taken.class);
            assertThat(load).isNotNull();
        }

        EntryLoad next = granted(other.tryLoad("k"));
        assertThat(other.putLoaded("k", "next", next)).isTrue();
        assertThat(mine.get("k")).isEqualTo("next");
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "BOUNDED"})
    void load_longerThanItsLease_keepsOthersOut(Layout layout) {
        open(layout);
        EntryLoad load = granted(mine.tryLoad("k"));

        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> other.tryLoad("k") instanceof LoadTurn.Taken);

        assertThat(mine.putLoaded("k", "late", load)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void putLoaded_removedByAnyoneMeanwhile_isRefused(Layout layout) {
        open(layout);
        REMOVALS.forEach((how, removal) -> {
            for (JambryCache<String, String> remover : List.of(mine, other)) {
                EntryLoad load = granted(mine.tryLoad("k"));

                removal.accept(remover, "k");

                assertThat(mine.putLoaded("k", "stale", load)).as(how).isFalse();
                assertThat(mine.containsKey("k")).as(how).isFalse();
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void putLoaded_removedByItsOwnProcessorMeanwhile_isRefused(Layout layout) {
        open(layout);
        other.put("k", "before");
        EntryLoad load = granted(mine.tryReload("k"));

        other.invoke("k", (entry, arguments) -> {
            entry.remove();
            return null;
        });

        assertThat(mine.putLoaded("k", "stale", load)).isFalse();
        assertThat(mine.containsKey("k")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void putLoaded_writtenMeanwhile_isRefused(Layout layout) {
        open(layout);
        EntryLoad load = granted(mine.tryLoad("k"));

        other.put("k", "newer");

        assertThat(mine.putLoaded("k", "stale", load)).isFalse();
        assertThat(mine.get("k")).isEqualTo("newer");
        // and nobody is kept out any longer
        granted(other.tryReload("k")).close();
    }

    @ParameterizedTest
    @EnumSource
    void load_whileAnUpdateRuns_neitherWaitsForTheOther(Layout layout) {
        open(layout);
        other.put("k", "before");
        EntryLoad load = granted(mine.tryReload("k"));

        assertThat(other.<String>invoke("k", (entry, arguments) -> entry.getValue()))
                .isEqualTo("before");

        assertThat(mine.putLoaded("k", "after", load)).isTrue();
        assertThat(other.get("k")).isEqualTo("after");
    }

    @ParameterizedTest
    @EnumSource
    void beginLoad_removedInThisJvm_isRefused(Layout layout) {
        open(layout);
        REMOVALS.forEach((how, removal) -> {
            EntryLoad load = mine.beginLoad("k");
            removal.accept(mine, "k");
            assertThat(mine.putLoaded("k", "stale", load)).as(how).isFalse();
            assertThat(mine.containsKey("k")).as(how).isFalse();
        });

        EntryLoad one = mine.beginLoad("k");
        EntryLoad two = mine.beginLoad("k");
        assertThat(mine.putLoaded("k", "1", one)).isTrue();
        assertThat(mine.putLoaded("k", "2", two)).isTrue();
        assertThat(mine.get("k")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void putAllLoaded_refusesWhatWasRemovedMeanwhile(Layout layout) {
        open(layout);
        EntryLoad load = mine.beginLoadAll(Set.of("a", "b", "c"));
        mine.remove("b");

        assertThat(mine.putAllLoaded(Map.of("a", "1", "b", "2"), load)).containsExactly("b");
        assertThat(mine.putAllLoaded(Map.of("c", "3"), load)).isEmpty();

        assertThat(mine.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", "1", "c", "3"));
        assertThatThrownBy(() -> mine.putAllLoaded(Map.of("d", "4"), load))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the load was not begun for all keys whose values it brings");
    }

    @ParameterizedTest
    @EnumSource
    void putLoaded_asksTheExpiryPolicyOfItsView(Layout layout) {
        open(layout);
        var hour = new javax.cache.expiry.Duration(TimeUnit.HOURS, 1);

        mine.withExpiry(new FixedExpiryPolicy(hour, null, hour)).putLoaded("k", "v", granted(mine.tryLoad("k")));

        long hits = mine.statistics().getCacheHits();
        long misses = mine.statistics().getCacheMisses();
        long near = mine.near().map(NearStatistics::hits).orElse(0L);
        assertThat(mine.getLasting("k")).hasValueSatisfying(lasting -> {
            assertThat(lasting.value()).isEqualTo("v");
            assertThat(lasting.remainingMillis()).isBetween(3_500_000L, 3_600_000L);
        });
        // the second time it is near, where it is kept
        assertThat(mine.getLasting("k"))
                .hasValueSatisfying(
                        lasting -> assertThat(lasting.remainingMillis()).isBetween(3_500_000L, 3_600_000L));
        mine.near().ifPresent(now -> assertThat(now.hits()).isEqualTo(near + 1));
        assertThat(mine.getLasting("none")).isEmpty();
        assertThat(mine.statistics().getCacheHits()).isEqualTo(hits + 2);
        assertThat(mine.statistics().getCacheMisses()).isEqualTo(misses + 1);
    }

    @ParameterizedTest
    @EnumSource
    void badInput_isRefused(Layout layout) {
        open(layout);
        assertThatThrownBy(() -> mine.tryLoad(null)).hasMessage("key");
        assertThatThrownBy(() -> mine.putLoaded("k", null, mine.beginLoad("k"))).hasMessage("value");
        assertThatThrownBy(() -> mine.putLoaded("k", "v", null)).hasMessage("load");
        assertThatThrownBy(() -> mine.putLoaded("k", "v", () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("load is of another provider");
    }
}
