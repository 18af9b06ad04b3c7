// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConcurrentUpdateException;
import io.jambry.Trap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InvokeTest {

    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final String HEARD = "io.jambry.cache.CacheSetup#heard";
    private static final String WRITTEN = "io.jambry.cache.CacheSetup#written";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";

    private static EntryProcessor<String, Long, Long> incrementing() {
        return (entry, arguments) -> {
            long next = entry.exists() ? entry.getValue() + 1 : 1;
            entry.setValue(next);
            return next;
        };
    }

    @Trap(1)
    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_eightThreads_losesNoUpdate(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            List<Object> outcomes = Crowd.run(8, () -> {
                for (int i = 0; i < 50; i++) {
                    scene.cache.invoke("k", incrementing());
                }
                return "done";
            });

            assertThat(outcomes).containsOnly("done");
            assertThat(scene.cache.get("k")).isEqualTo(400);
        }
    }

    @Trap({1, 37})
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void invoke_eightThreads_leavesTheSameInCacheAndStore(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            Crowd.run(8, () -> {
                for (int i = 0; i < 20; i++) {
                    scene.cache.invoke("k", incrementing());
                }
                return null;
            });

            assertThat(scene.writer.content).containsEntry("k", 160L);
        }
    }

    @Trap(2)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#unwritten")
    void invoke_plainWriteMeanwhile_runsAgainOnTheNewValue(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "first")) {
            AtomicInteger runs = new AtomicInteger();

            scene.cache.invoke("k", (entry, arguments) -> {
                if (runs.incrementAndGet() == 1) {
                    scene.cache.put("k", "meddled");
                }
                entry.setValue(entry.getValue() + "+processed");
                return null;
            });

            assertThat(scene.cache.get("k")).isEqualTo("meddled+processed");
            assertThat(runs).hasValue(2);
        }
    }

    @Trap(2)
    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_plainWritesDuringEveryRun_givesUpAfterThreeReruns(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.with("k", "first");
            AtomicInteger runs = new AtomicInteger();

            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        scene.cache.put("k", "meddled-" + runs.incrementAndGet());
                        entry.setValue("processed");
                        return null;
                    }))
                    .isInstanceOf(ConcurrentUpdateException.class)
                    .hasMessageContaining(scene.cache.getName())
                    .hasMessageContaining(
                            "other writers changed the entry during 4 runs of an update; it was not applied");

            assertThat(runs).hasValue(4);
            assertThat(scene.cache.get("k")).isEqualTo("meddled-4");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_withinAProcessorOfTheSameKey_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatThrownBy(() -> scene.cache.invoke("k", (outer, a) -> scene.cache.invoke("k", (inner, b) -> null)))
                    .isInstanceOf(ConcurrentUpdateException.class)
                    .hasMessageContaining("started from within an update of the same entry");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_withinAProcessorOfAnotherKey_works(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.invoke("k", (outer, a) -> {
                scene.cache.invoke("other", (inner, b) -> {
                    inner.setValue("inner");
                    return null;
                });
                outer.setValue("outer");
                return null;
            });

            assertThat(scene.cache.getAll(Set.of("k", "other"))).isEqualTo(Map.of("k", "outer", "other", "inner"));
        }
    }

    @Trap(2)
    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_longerThanItsLease_runsOnceAndOthersWait(CacheSetup setup) throws Exception {
        try (Scene<Long> scene = Scene.of(setup, Long.class)
                        .setting("defaults.invoke-lease", "400ms")
                        .open();
                Scene.Neighbour<Long> neighbour = scene.neighbour()) {
            CountDownLatch running = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            long start = System.nanoTime();
            CompletableFuture<Void> slow =
                    CompletableFuture.runAsync(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        runs.incrementAndGet();
                        running.countDown();
                        pause(1_000);
                        return incrementing().process(entry, arguments);
                    }));
            running.await(10, TimeUnit.SECONDS);

            long second = neighbour.cache().invoke("k", incrementing());
            slow.join();

            assertThat(second).isEqualTo(2);
            assertThat(runs).hasValue(1);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isGreaterThanOrEqualTo(1_000);
        }
    }

    /** The processor that takes long, which is the point of the test. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Trap({5, 7})
    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_processorThrows_isWrappedOnceCountedAndChangesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        entry.setValue("new");
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(EntryProcessorException.class)
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("on purpose");

            assertThat(scene.tally()).isEqualTo(Tally.HIT);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.cache.get("k")).isEqualTo("old");
        }
    }

    @Trap(5)
    @ParameterizedTest
    @MethodSource(HEARD)
    void invoke_processorThrowsOverExpiredEntry_tellsOfItAtMostOnce(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            scene.expire("k");

            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        throw new IllegalStateException("on purpose");
                    }))
                    .isInstanceOf(EntryProcessorException.class);
            scene.cache.get("k");
            scene.cache.put("k", "new");

            assertThat(scene.events.take()).containsExactly("EXPIRED k<-old", "CREATED k=new");
        }
    }

    @Trap(7)
    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_processorThrowsItsOwnException_passesAsItIs(CacheSetup setup) {
        EntryProcessorException own = new EntryProcessorException("mine");
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        throw own;
                    }))
                    .isSameAs(own);
        }
    }

    @Trap(6)
    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_readThrough_isAMissAndNoPut(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open()) {
            Object[] read = new Object[1];
            Tally tally =
                    scene.counting(() -> read[0] = scene.cache.invoke("k", (entry, arguments) -> entry.getValue()));

            assertThat(read[0]).isEqualTo("loaded");
            assertThat(tally).isEqualTo(Tally.MISS);
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.events.take()).isEqualTo(setup.listeners() ? List.of("CREATED k=loaded") : List.of());
        }
    }

    @Trap(6)
    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_readThroughGivesNull_isAskedOnce(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> null).open()) {
            scene.cache.invoke("k", (entry, arguments) -> {
                entry.getValue();
                return entry.getValue();
            });

            assertThat(scene.loader.take()).containsExactly("load k");
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_getAfterRemove_doesNotLoad(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open().with("k", "old")) {
            Object read = scene.cache.invoke("k", (entry, arguments) -> {
                entry.remove();
                return String.valueOf(entry.getValue());
            });

            assertThat(read).isEqualTo("null");
            assertThat(scene.loader.take()).isEmpty();
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(WRITTEN)
    void invoke_loadThenRemove_deletesFromTheStore(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open()) {
            scene.cache.invoke("k", (entry, arguments) -> {
                entry.getValue();
                entry.remove();
                return null;
            });

            assertThat(scene.writer.take()).containsExactly("delete k");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void invoke_loaderFails_failsWithTheLoadersException(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()) {
            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> entry.getValue()))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasRootCauseMessage("on purpose");
        }
    }

    @Trap(38)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void invoke_writerFails_changesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            scene.writer.refuse("k");

            assertThatThrownBy(() -> scene.cache.invoke("k", (entry, arguments) -> {
                        entry.setValue("new");
                        return null;
                    }))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessageContaining("the entries it did not write are unchanged");

            assertThat(scene.tally()).isEqualTo(Tally.HIT);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.cache.get("k")).isEqualTo("old");
        }
    }

    @Trap(7)
    @ParameterizedTest
    @MethodSource(ALL)
    void invokeAll_oneKeyFails_theOthersAreDone(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            Map<String, EntryProcessorResult<String>> results =
                    scene.cache.invokeAll(Set.of("a", "bad", "c"), (entry, arguments) -> {
                        if (entry.getKey().equals("bad")) {
                            throw new IllegalStateException("on purpose");
                        }
                        entry.setValue("set");
                        return entry.getKey();
                    });

            assertThat(results).containsOnlyKeys("a", "bad", "c");
            assertThat(results.get("a").get()).isEqualTo("a");
            assertThatThrownBy(() -> results.get("bad").get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasCauseInstanceOf(IllegalStateException.class);
            assertThat(scene.cache.getAll(Set.of("a", "bad", "c"))).isEqualTo(Map.of("a", "set", "c", "set"));
        }
    }

    @Trap(7)
    @ParameterizedTest
    @MethodSource(ALL)
    void invokeAll_nullResults_areLeftOut(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThat(scene.cache.invokeAll(
                            Set.of("a", "b"),
                            (entry, arguments) -> entry.getKey().equals("a") ? "some" : null))
                    .containsOnlyKeys("a");
        }
    }

    @Trap({7, 56, 63})
    @ParameterizedTest
    @MethodSource(ALL)
    void invokeAll_nullKey_isRefusedBeforeAnyWork(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            Set<String> keys = new HashSet<>(Set.of("a"));
            keys.add(null);
            AtomicInteger runs = new AtomicInteger();

            assertThatThrownBy(() -> scene.cache.invokeAll(keys, (entry, arguments) -> runs.incrementAndGet()))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("key");

            assertThat(runs).hasValue(0);
        }
    }

    @ParameterizedTest
    @MethodSource(WRITTEN)
    void invokeAll_writerRefusesOneKey_itsResultTells(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.writer.refuse("bad");

            Map<String, EntryProcessorResult<String>> results =
                    scene.cache.invokeAll(Set.of("a", "bad"), (entry, arguments) -> {
                        entry.setValue("set");
                        return "done";
                    });

            assertThat(results.get("a").get()).isEqualTo("done");
            assertThatThrownBy(() -> results.get("bad").get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasCauseInstanceOf(CacheWriterException.class);
            assertThat(scene.cache.getAll(Set.of("a", "bad"))).isEqualTo(Map.of("a", "set"));
        }
    }

    @Trap(26)
    @ParameterizedTest
    @MethodSource(HEARD)
    void invokeAll_listenerFailsOnOneKey_itsResultTellsAndAllAreDone(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.events.then(event -> {
                if (event.getKey().equals("bad")) {
                    throw new IllegalStateException("on purpose");
                }
            });

            EntryProcessor<String, String, String> set = (entry, arguments) -> {
                entry.setValue("set");
                return "done";
            };
            if (setup.backing().isShared()) {
                assertThatThrownBy(() -> scene.cache.invokeAll(Set.of("a", "bad"), set))
                        .isInstanceOf(CacheEntryListenerException.class)
                        .hasRootCauseMessage("on purpose");
            } else {
                Map<String, EntryProcessorResult<String>> results = scene.cache.invokeAll(Set.of("a", "bad"), set);
                assertThat(results.get("a").get()).isEqualTo("done");
                assertThatThrownBy(() -> results.get("bad").get())
                        .isInstanceOf(EntryProcessorException.class)
                        .hasRootCauseMessage("on purpose");
            }
            assertThat(scene.cache.getAll(Set.of("a", "bad"))).isEqualTo(Map.of("a", "set", "bad", "set"));
        }
    }

    @Trap({1, 2})
    @ParameterizedTest
    @MethodSource(STORES)
    void invokeAll_overlappingKeysFromManyThreads_losesNoUpdateAndNeverLocksUp(CacheSetup setup) {
        Set<String> keys = IntStream.range(0, 10).mapToObj(i -> "k" + i).collect(Collectors.toSet());
        try (Scene<Long> scene = Scene.of(setup, Long.class).open();
                Scene.Neighbour<Long> neighbour = scene.neighbour()) {
            AtomicInteger turns = new AtomicInteger();

            List<Object> outcomes = Crowd.run(6, () -> {
                Cache<String, Long> cache = turns.incrementAndGet() % 2 == 0 ? scene.cache : neighbour.cache();
                for (int i = 0; i < 10; i++) {
                    cache.invokeAll(keys, incrementing()).values().forEach(EntryProcessorResult::get);
                }
                return "done";
            });

            assertThat(outcomes).containsOnly("done");
            assertThat(scene.cache.getAll(keys))
                    .hasSize(10)
                    .allSatisfy((key, value) -> assertThat(value).isEqualTo(60));
        }
    }

    @Trap(2)
    @ParameterizedTest
    @MethodSource(STORES)
    void invoke_claimOfADeadNeighbour_lapsesWithItsLease(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            StandardCache<?, ?> standard = scene.cache.unwrap(StandardCache.class);
            Claims.leaveBehind(standard, "k", 300);
            long start = System.nanoTime();

            assertThat(scene.cache.invoke("k", incrementing())).isEqualTo(1);

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(150L, 5_000L);
        }
    }
}
