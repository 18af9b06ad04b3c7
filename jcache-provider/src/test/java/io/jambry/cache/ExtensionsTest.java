// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.Trap;
import io.jambry.Version;
import io.jambry.Versioned;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cache offers beyond JSR-107. */
class ExtensionsTest {

    private static final String UNWRITTEN = "io.jambry.cache.CacheSetup#unwritten";
    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";

    @ParameterizedTest
    @MethodSource(ALL)
    void withExpiry_put_livesAsThatPolicySays(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            JambryCache<String, String> hour = scene.cache.withExpiry(new CreatedExpiryPolicy(Duration.ONE_HOUR));
            hour.put("k", "v");
            scene.cache.put("other", "v");

            assertThat(scene.cache.timeToLive("k").orElseThrow().getDurationAmount())
                    .isBetween(3_540_000L, 3_600_000L);
            assertThat(scene.cache.timeToLive("other")).contains(Duration.ETERNAL);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void withExpiry_closed_closesTheCache(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.withExpiry(new CreatedExpiryPolicy(Duration.ONE_HOUR)).close();

            assertThat(scene.cache.isClosed()).isTrue();
        }
    }

    @Trap({17, 23})
    @ParameterizedTest
    @MethodSource(ALL)
    void put_updateIsEternal_takesTheEndAway(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            scene.cache.touch("k", Duration.ONE_HOUR);
            scene.cache
                    .withExpiry(new FixedExpiryPolicy(Duration.ONE_DAY, null, Duration.ETERNAL))
                    .put("k", "w");

            assertThat(scene.cache.timeToLive("k")).contains(Duration.ETERNAL);
        }
    }

    @Trap(17)
    @ParameterizedTest
    @MethodSource(ALL)
    void put_updateIsNull_keepsTheEnd(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            scene.cache.touch("k", Duration.ONE_HOUR);
            scene.cache
                    .withExpiry(new FixedExpiryPolicy(Duration.ONE_DAY, null, null))
                    .put("k", "w");

            assertThat(scene.cache.timeToLive("k").orElseThrow().getDurationAmount())
                    .isBetween(3_540_000L, 3_600_000L);
        }
    }

    @Trap({16, 17})
    @ParameterizedTest
    @MethodSource(ALL)
    void put_policyThrowsOrKnowsNothing_isEternalWhenNewAndKeepsTheEndElse(CacheSetup setup) {
        RecordingExpiry throwing = new RecordingExpiry(null);
        RecordingExpiry silent = new RecordingExpiry(new javax.cache.expiry.ExpiryPolicy() {
            @Override
            public Duration getExpiryForCreation() {
                return null;
            }

            @Override
            public Duration getExpiryForAccess() {
                return null;
            }

            @Override
            public Duration getExpiryForUpdate() {
                return null;
            }
        });
        try (Scene<String> scene = Scene.open(setup)) {
            for (RecordingExpiry policy : List.of(throwing, silent)) {
                scene.cache.clear();
                scene.cache.withExpiry(policy).put("k", "v");
                assertThat(scene.cache.timeToLive("k")).contains(Duration.ETERNAL);
                scene.cache.touch("k", Duration.ONE_HOUR);
                scene.cache.withExpiry(policy).put("k", "w");
                scene.cache.withExpiry(policy).get("k");
                assertThat(scene.cache.timeToLive("k").orElseThrow().isEternal())
                        .isFalse();
            }
        }
    }

    @Trap(23)
    @ParameterizedTest
    @ValueSource(longs = {1L << 53, Long.MAX_VALUE / 1000, Long.MAX_VALUE})
    void touch_longerThanTheServerCanCount_isEternal(long amount) {
        CacheSetup.stores().forEach(setup -> {
            try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
                scene.cache.touch("k", new Duration(TimeUnit.DAYS, amount));

                assertThat(scene.cache.timeToLive("k")).contains(Duration.ETERNAL);
            }
        });
    }

    @Trap(23)
    @ParameterizedTest
    @ValueSource(longs = {100_000_000_000_000L, (1L << 53) - 1})
    void touch_veryLong_isKeptAndNotOver(long millis) {
        CacheSetup.stores().forEach(setup -> {
            try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
                scene.cache.touch("k", new Duration(TimeUnit.MILLISECONDS, millis));

                assertThat(scene.cache.get("k")).isEqualTo("v");
            }
        });
    }

    @Trap({22, 11})
    @ParameterizedTest
    @MethodSource(ALL)
    void getAll_expiredEntry_isNotRevivedByTheAccess(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            scene.expire("k");
            JambryCache<String, String> touching =
                    scene.cache.withExpiry(new javax.cache.expiry.TouchedExpiryPolicy(Duration.ONE_HOUR));

            assertThat(touching.getAll(Set.of("k"))).isEmpty();
            assertThat(touching.get("k")).isNull();
            assertThat(touching.touch("k", Duration.ONE_HOUR)).isFalse();
            assertThat(touching.persist("k")).isFalse();
            assertThat(touching.containsKey("k")).isFalse();
        }
    }

    @Trap({12, 13})
    @ParameterizedTest
    @MethodSource(ALL)
    void conditionalOperations_otherValue_touchThatKeyAndNoOther(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.open(setup).with("a", "1", java.util.Map.entry("b", "2"), java.util.Map.entry("c", "3"))) {
            JambryCache<String, String> touching =
                    scene.cache.withExpiry(new javax.cache.expiry.TouchedExpiryPolicy(Duration.ONE_HOUR));
            touching.replace("a", "other", "new");
            touching.remove("b", "other");

            assertThat(scene.cache.timeToLive("a").orElseThrow().isEternal()).isFalse();
            assertThat(scene.cache.timeToLive("b").orElseThrow().isEternal()).isFalse();
            assertThat(scene.cache.timeToLive("c")).contains(Duration.ETERNAL);
            assertThat(scene.cache.size()).isEqualTo(3);
        }
    }

    @Trap(61)
    @ParameterizedTest
    @MethodSource(STORES)
    void bulkOperations_moreKeysThanAScriptTakes_passInOneCall(CacheSetup setup) {
        try (Scene<byte[]> scene = Scene.of(setup, byte[].class)
                .expiry(new CreatedExpiryPolicy(Duration.ONE_HOUR))
                .open()) {
            byte[] everyByte = new byte[256];
            for (int i = 0; i < everyByte.length; i++) {
                everyByte[i] = (byte) i;
            }
            java.util.Map<String, byte[]> entries = new java.util.HashMap<>();
            for (int i = 0; i < 10_000; i++) {
                entries.put("k" + i, everyByte);
            }

            scene.cache.putAll(entries);

            assertThat(scene.cache.getAll(entries.keySet())).hasSize(10_000).containsEntry("k7", everyByte);
            scene.cache.removeAll(entries.keySet());
            assertThat(scene.tally().removals()).isEqualTo(10_000);
            assertThat(scene.cache.size()).isZero();
        }
    }

    @Trap(10)
    @ParameterizedTest
    @MethodSource(ALL)
    void getAll_accessDuration_touchesEachEntryFound(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("a", "1", java.util.Map.entry("b", "2"))) {
            scene.cache
                    .withExpiry(new javax.cache.expiry.TouchedExpiryPolicy(Duration.ONE_HOUR))
                    .getAll(Set.of("a", "b", "c"));

            assertThat(scene.cache.timeToLive("a").orElseThrow().isEternal()).isFalse();
            assertThat(scene.cache.timeToLive("b").orElseThrow().isEternal()).isFalse();
            assertThat(scene.cache.containsKey("c")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(UNWRITTEN)
    void increment_absentThenPresent_countsPublishesAndAdds(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            assertThat(scene.counting(
                            () -> assertThat(scene.cache.increment("k", 5)).isEqualTo(5)))
                    .isEqualTo(Tally.PUT);
            assertThat(scene.events.take()).isEqualTo(setup.listeners() ? List.of("CREATED k=5") : List.of());
            assertThat(scene.counting(
                            () -> assertThat(scene.cache.increment("k", -7)).isEqualTo(-2)))
                    .isEqualTo(Tally.PUT);
            assertThat(scene.events.take()).isEqualTo(setup.listeners() ? List.of("UPDATED k=-2<-5") : List.of());
            assertThat(scene.cache.get("k")).isEqualTo(-2);
        }
    }

    @ParameterizedTest
    @MethodSource(UNWRITTEN)
    void increment_overflow_isRefusedAndChangesNothing(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open().with("k", Long.MAX_VALUE)) {
            assertThatThrownBy(() -> scene.cache.increment("k", 1))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessageEndingWith("': the sum does not fit a long; the entry is unchanged");
            assertThat(scene.cache.get("k")).isEqualTo(Long.MAX_VALUE);
            assertThat(scene.tally().puts()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource(UNWRITTEN)
    void increment_objectCache_meetsWhatPutWrote(CacheSetup setup) {
        try (Scene<Object> scene = Scene.of(setup, Object.class).open()) {
            scene.cache.put("k", 40L);
            assertThat(scene.cache.increment("k", 2)).isEqualTo(42);
            assertThat(scene.cache.get("k")).isEqualTo(42L);
            assertThat(scene.cache.increment("new", 1)).isEqualTo(1);
            assertThat(scene.cache.get("new")).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @MethodSource(UNWRITTEN)
    void increment_entryIsNoLong_isRefusedAndChangesNothing(CacheSetup setup) {
        try (Scene<Object> scene = Scene.of(setup, Object.class).open()) {
            for (Object value : List.of("text", 7, "12")) {
                scene.cache.put("k", value);
                assertThatThrownBy(() -> scene.cache.increment("k", 1))
                        .isInstanceOf(ClassCastException.class)
                        .hasMessageEndingWith("': the entry holds a "
                                + value.getClass().getName() + "; increment works on java.lang.Long");
                assertThat(scene.cache.get("k")).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void increment_cacheOfStrings_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatThrownBy(() -> scene.cache.increment("k", 1))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessage("cache '" + scene.cache.getName()
                            + "' holds values of type java.lang.String; increment works on java.lang.Long");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#written")
    void increment_writeThrough_isRefused(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            assertThatThrownBy(() -> scene.cache.increment("k", 1))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("use invoke in a cache that writes through");
        }
    }

    @Trap(1)
    @ParameterizedTest
    @MethodSource(UNWRITTEN)
    void increment_eightThreads_losesNothing(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            assertThat(Crowd.run(8, () -> {
                        for (int i = 0; i < 50; i++) {
                            scene.cache.increment("k", 1);
                        }
                        return "done";
                    }))
                    .containsOnly("done");
            assertThat(scene.cache.get("k")).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void getOrCompute_eightThreads_computesOnce(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            AtomicInteger computed = new AtomicInteger();

            assertThat(Crowd.run(8, () -> scene.cache.getOrCompute("k", key -> (long) computed.incrementAndGet())))
                    .containsOnly(1L);
            assertThat(computed).hasValue(1);
            assertThat(scene.tally().puts()).isEqualTo(1);
            assertThat(scene.tally().hits() + scene.tally().misses()).isEqualTo(8);
            assertThat(scene.tally().misses()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void getOrCompute_functionFails_passesItOnAndStoresNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatThrownBy(() -> scene.cache.getOrCompute("k", key -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("on purpose");
            assertThatThrownBy(() -> scene.cache.getOrCompute("k", key -> null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("cache '" + scene.cache.getName() + "': the function returned null");
            assertThat(scene.cache.containsKey("k")).isFalse();
            assertThat(scene.cache.getOrCompute("k", key -> "made")).isEqualTo("made");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void replaceIf_versionIsOld_changesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            Version seen = scene.cache.getVersioned("k").map(Versioned::version).orElseThrow();
            scene.cache.put("k", "w");

            Tally tally = scene.counting(
                    () -> assertThat(scene.cache.replaceIf("k", seen, "x")).isFalse());

            assertThat(tally).isEqualTo(Tally.HIT);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.cache.get("k")).isEqualTo("w");
            scene.cache.remove("k");
            assertThat(scene.cache.replaceIf("k", seen, "x")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void replaceIf_manyThreads_oneWins(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            Version seen = scene.cache.getVersioned("k").map(Versioned::version).orElseThrow();

            assertThat(Crowd.run(
                            8,
                            () -> scene.cache.replaceIf(
                                    "k", seen, "by " + Thread.currentThread().getName())))
                    .containsOnlyOnce(true);
        }
    }

    @Trap({20, 60})
    @ParameterizedTest
    @MethodSource(ALL)
    void iterator_smallPages_meetsEachEntryOnceWithHits(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            Set<String> keys = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                keys.add("k" + i);
                scene.cache.put("k" + i, "v");
            }
            scene.forget();
            List<String> met = new java.util.ArrayList<>();
            scene.cache.iterator(7).forEachRemaining(entry -> met.add(entry.getKey()));

            assertThat(met).hasSize(100).containsExactlyInAnyOrderElementsOf(keys);
            assertThat(scene.tally()).isEqualTo(new Tally(100, 0, 0, 0));
            assertThat(scene.cache.size()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_001})
    void iterator_pageSizeOutOfRange_isRefused(int pageSize) {
        CacheSetup.stores().forEach(setup -> {
            try (Scene<String> scene = Scene.open(setup)) {
                assertThatThrownBy(() -> scene.cache.iterator(pageSize))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("pageSize is " + pageSize + "; it must be from 1 to 100000");
            }
        });
    }

    @Trap(19)
    @ParameterizedTest
    @MethodSource(ALL)
    void iterator_expiredEntry_isPassedOver(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v", java.util.Map.entry("gone", "v"))) {
            scene.expire("gone");

            assertThat(scene.cache).extracting(Cache.Entry::getKey).containsExactly("k");
        }
    }

    @Trap(20)
    @ParameterizedTest
    @MethodSource(ALL)
    void iteratorRemove_changedSinceNext_removesWhatIsThere(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            Iterator<Cache.Entry<String, String>> iterator = scene.cache.iterator();
            iterator.next();
            scene.cache.put("k", "new");
            scene.forget();

            iterator.remove();

            assertThat(scene.tally()).isEqualTo(Tally.REMOVAL);
            assertThat(scene.events.take()).isEqualTo(setup.listeners() ? List.of("REMOVED k<-new") : List.of());
            assertThat(scene.writer.take()).isEqualTo(setup.writer() ? List.of("delete k") : List.of());
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @Trap(20)
    @ParameterizedTest
    @MethodSource(STORES)
    void iteratorRemove_withoutNextOrTwice_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            Iterator<Cache.Entry<String, String>> iterator = scene.cache.iterator();
            assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
            iterator.next();
            iterator.remove();
            assertThatThrownBy(iterator::remove)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("next() has not been called, or the entry was removed already");
            assertThatThrownBy(iterator::next).isInstanceOf(java.util.NoSuchElementException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void unwrap_unknownType_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            assertThatThrownBy(() -> scene.cache.unwrap(String.class))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("cache '" + scene.cache.getName() + "' cannot be unwrapped to java.lang.String");
            assertThatThrownBy(() -> scene.cache.iterator().next().unwrap(String.class))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void putFenced_smallerTokenThanBefore_changesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThat(scene.cache.putFenced("k", "first", 7)).isTrue();
            assertThat(scene.cache.putFenced("k", "same holder", 7)).isTrue();
            assertThat(scene.cache.putFenced("k", "too late", 6)).isFalse();
            assertThat(scene.cache.get("k")).isEqualTo("same holder");
            assertThat(scene.cache.putFenced("other", "of its own", 6)).isTrue();

            scene.cache.put("k", "without a token");
            scene.cache.remove("k");
            assertThat(scene.cache.putFenced("k", "too late", 6)).isFalse();
            assertThat(scene.cache.containsKey("k")).isFalse();
            assertThat(scene.cache.putFenced("k", "next", 8)).isTrue();
            assertThat(scene.cache.get("k")).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void putFenced_tokenThatIsNone_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatThrownBy(() -> scene.cache.putFenced("k", "v", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("fencingToken is less than 1: 0");
            assertThatThrownBy(() -> scene.cache.putFenced("k", null, 1)).isInstanceOf(NullPointerException.class);
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void removeIf_keysThatFit_areRemovedAndCounted_andNothingIsRead(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.open(setup).with("a1", "v", java.util.Map.entry("a2", "v"), java.util.Map.entry("b1", "v"))) {
            Tally tally = scene.counting(() -> scene.cache.removeIf(key -> key.startsWith("a")));

            assertThat(tally).isEqualTo(new Tally(0, 0, 0, 2));
            assertThat(scene.cache).extracting(Cache.Entry::getKey).containsExactly("b1");
            scene.cache.removeIf(key -> false);
            assertThat(scene.cache.size()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void removeIf_conditionIsNullOrFails_saysSo(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("a", "v")) {
            assertThatThrownBy(() -> scene.cache.removeIf(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("condition");
            assertThatThrownBy(() -> scene.cache.removeIf(key -> {
                        throw new IllegalStateException("of the condition");
                    }))
                    .hasMessage("of the condition");
            assertThat(scene.cache.size()).isEqualTo(1);
        }
    }
}
