// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Trap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Read-through and {@code loadAll}. */
class LoadingTest {

    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";

    /** Notes how it was told. */
    private static final class Told implements CompletionListener {

        private final AtomicInteger completions = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final CountDownLatch first = new CountDownLatch(1);
        private volatile Exception failure;

        @Override
        public void onCompletion() {
            completions.incrementAndGet();
            first.countDown();
        }

        @Override
        public void onException(Exception e) {
            failure = e;
            failures.incrementAndGet();
            first.countDown();
        }

        Told await() {
            try {
                assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return this;
        }

        List<Integer> counts() {
            return List.of(completions.get(), failures.get());
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void get_sixteenThreads_loadOnce(CacheSetup setup) {
        CountDownLatch open = new CountDownLatch(1);
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> {
                    awaitQuietly(open);
                    return "loaded";
                })
                .open()) {
            AtomicInteger arrived = new AtomicInteger();
            Thread opener = new Thread(() -> {
                Awaitility.await()
                        .until(() -> arrived.get() == 16 && scene.tally().misses() == 16);
                open.countDown();
            });
            opener.start();

            List<Object> outcomes = Crowd.run(16, () -> {
                arrived.incrementAndGet();
                return scene.cache.get("k");
            });

            assertThat(outcomes).hasSize(16).containsOnly("loaded");
            assertThat(scene.loader.take()).containsExactly("load k");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void get_loaderFailsUnderManyThreads_failsThemAllAndTriesAgain(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()) {
            assertThat(Crowd.run(8, () -> scene.cache.get("k")))
                    .hasSize(8)
                    .allSatisfy(outcome -> assertThat((Throwable) outcome)
                            .isInstanceOf(CacheLoaderException.class)
                            .hasRootCauseMessage("on purpose"));

            scene.loader.from(key -> "loaded");

            assertThat(scene.cache.get("k")).isEqualTo("loaded");
        }
    }

    @Trap({36, 39, 52})
    @ParameterizedTest
    @MethodSource(ALL)
    void get_absentEntry_isLoadedAsAMissWithoutPutOrWrite(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open()) {
            Tally tally = scene.counting(() -> assertThat(scene.cache.get("k")).isEqualTo("loaded"));

            assertThat(tally).isEqualTo(Tally.MISS);
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.events.take()).isEqualTo(setup.listeners() ? List.of("CREATED k=loaded") : List.of());
            assertThat(scene.cache.containsKey("k")).isTrue();
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(ALL)
    void get_loaderGivesNull_storesNothing(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> null).open()) {
            assertThat(scene.cache.get("k")).isNull();
            assertThat(scene.cache.containsKey("k")).isFalse();
            assertThat(scene.events.take()).isEmpty();
        }
    }

    @Trap({39, 52})
    @ParameterizedTest
    @MethodSource(ALL)
    void get_loaderThrows_isWrappedAndStillAMiss(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()) {
            assertThatThrownBy(() -> scene.cache.get("k"))
                    .isInstanceOf(CacheLoaderException.class)
                    .hasMessage("cache '" + scene.cache.getName() + "': the cache loader failed")
                    .hasRootCauseMessage("on purpose");
            assertThat(scene.tally()).isEqualTo(Tally.MISS);
        }
    }

    @Trap(14)
    @ParameterizedTest
    @MethodSource(ALL)
    void get_loadedButCreationIsZero_isNullAndStoresNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .expiry(new CreatedExpiryPolicy(Duration.ZERO))
                .loader(key -> "loaded")
                .open()) {
            assertThat(scene.cache.get("k")).isNull();
            assertThat(scene.cache.containsKey("k")).isFalse();
            assertThat(scene.events.take()).isEmpty();
        }
    }

    @Trap({36, 41})
    @ParameterizedTest
    @MethodSource(ALL)
    void getAll_missingKeys_areLoadedByOneCall(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open().with("there", "v")) {
            Tally tally = scene.counting(() -> assertThat(scene.cache.getAll(Set.of("there", "a", "b")))
                    .isEqualTo(Map.of("there", "v", "a", "loaded", "b", "loaded")));

            assertThat(scene.loader.take()).containsExactly("loadAll a,b");
            assertThat(tally).isEqualTo(new Tally(1, 2, 0, 0));
            assertThat(scene.writer.take()).isEmpty();
        }
    }

    @Trap(41)
    @ParameterizedTest
    @MethodSource(STORES)
    void getAll_nothingMissing_doesNotAskTheLoader(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> "loaded").open().with("k", "v")) {
            scene.cache.getAll(Set.of("k"));
            scene.cache.getAll(Set.of());

            assertThat(scene.loader.take()).isEmpty();
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(ALL)
    void getAll_loaderThrows_countsAndStoresNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()
                .with("there", "v")) {
            assertThatThrownBy(() -> scene.cache.getAll(Set.of("there", "a"))).isInstanceOf(CacheLoaderException.class);

            assertThat(scene.tally()).isEqualTo(new Tally(1, 1, 0, 0));
            assertThat(scene.cache.containsKey("a")).isFalse();
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(ALL)
    void getAll_loaderGivesNullValues_leavesThemOut(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loader(key -> key.equals("a") ? "loaded" : null)
                .open()) {
            assertThat(scene.cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "loaded"));
            assertThat(scene.cache.containsKey("b")).isFalse();
        }
    }

    @Trap({36, 39})
    @ParameterizedTest
    @MethodSource(ALL)
    void loadAll_replacing_replacesWithoutStatisticsAndWriter(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loaderForLoadAll(key -> "loaded")
                .open()
                .with("k", "old")) {
            Told told = new Told();
            scene.cache.loadAll(Set.of("k", "a"), true, told);

            assertThat(told.await().counts()).containsExactly(1, 0);
            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.events.take())
                    .containsExactlyInAnyOrderElementsOf(
                            setup.listeners() ? List.of("UPDATED k=loaded<-old", "CREATED a=loaded") : List.of());
            assertThat(scene.cache.getAll(Set.of("k", "a"))).isEqualTo(Map.of("k", "loaded", "a", "loaded"));
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(ALL)
    void loadAll_keeping_loadsOnlyWhatIsMissing(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loaderForLoadAll(key -> "loaded")
                .open()
                .with("k", "old")) {
            Told told = new Told();
            scene.cache.loadAll(Set.of("k", "a"), false, told);
            told.await();

            assertThat(scene.loader.take()).containsExactly("loadAll a");
            assertThat(scene.cache.getAll(Set.of("k", "a"))).isEqualTo(Map.of("k", "old", "a", "loaded"));
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void loadAll_loaderThrows_tellsTheListenerOnce(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loaderForLoadAll(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()) {
            Told told = new Told();
            scene.cache.loadAll(Set.of("k"), true, told);

            assertThat(told.await().counts()).containsExactly(0, 1);
            assertThat(told.failure).isInstanceOf(CacheLoaderException.class).hasRootCauseMessage("on purpose");
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void loadAll_loaderThrowsAnError_tellsTheListenerAllTheSame(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loaderForLoadAll(key -> {
                    throw new StackOverflowError("on purpose");
                })
                .open()) {
            Told told = new Told();
            scene.cache.loadAll(Set.of("k"), true, told);

            assertThat(told.await().counts()).containsExactly(0, 1);
            assertThat(told.failure).hasRootCauseMessage("on purpose");
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void loadAll_noLoader_completes(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            Told told = new Told();
            scene.cache.loadAll(Set.of("k"), true, told);

            assertThat(told.await().counts()).containsExactly(1, 0);
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void loadAll_nobodyListensAndTheLoaderThrows_isHarmless(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .loaderForLoadAll(key -> {
                    throw new IllegalStateException("on purpose");
                })
                .open()) {
            assertThatCode(() -> scene.cache.loadAll(Set.of("k"), true, null)).doesNotThrowAnyException();
            Awaitility.await().until(() -> !scene.loader.take().isEmpty());
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#heard")
    void loadAll_completion_comesAfterSynchronousListeners(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loaderForLoadAll(key -> "loaded").open()) {
            AtomicReference<List<String>> heardBefore = new AtomicReference<>();
            CountDownLatch told = new CountDownLatch(1);
            scene.cache.loadAll(Set.of("k"), true, new CompletionListener() {
                @Override
                public void onCompletion() {
                    heardBefore.set(scene.events.heard());
                    told.countDown();
                }

                @Override
                public void onException(Exception e) {
                    told.countDown();
                }
            });
            awaitQuietly(told);

            assertThat(heardBefore.get()).containsExactly("CREATED k=loaded");
        }
    }

    @Trap(39)
    @ParameterizedTest
    @MethodSource(STORES)
    void loadAll_loaderGivesKeysNobodyAskedFor_ignoresThem(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loaderForLoadAll(key -> "loaded").open()) {
            scene.loader.alsoLoad("uninvited");
            Told told = new Told();
            scene.cache.loadAll(Set.of("k"), true, told);
            told.await();

            assertThat(scene.cache.containsKey("k")).isTrue();
            assertThat(scene.cache.containsKey("uninvited")).isFalse();
        }
    }

    /** Whoever needs that very value waits with it; nobody else does. */
    @ParameterizedTest
    @MethodSource(STORES)
    void get_loaderBlocks_holdsUpNoOtherKeyNoWriteAndNoOtherMember(CacheSetup setup) throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        Scene.Plan<String> plan = Scene.of(setup, String.class).loader(key -> {
            if (key.equals("slow")) {
                loading.countDown();
                await(open);
            }
            return "loaded";
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Scene<String> scene = plan.open();
                Scene.Neighbour<String> neighbour = scene.neighbour()) {
            Future<String> slow = executor.submit(() -> scene.cache.get("slow"));
            assertThat(loading.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(scene.cache.get("other")).isEqualTo("loaded");
            neighbour.cache().put("slow", "written");
            assertThat(neighbour.cache().get("slow")).isEqualTo("written");
            assertThat(scene.cache.get("slow")).isEqualTo("written");
            assertThat(neighbour.cache().<Boolean>invoke("slow", (entry, arguments) -> entry.exists()))
                    .isTrue();
            assertThat(slow.isDone()).isFalse();

            open.countDown();
            assertThat(slow.get(10, TimeUnit.SECONDS)).isIn("loaded", "written");
            // what was written meanwhile is newer than what was loaded
            assertThat(scene.cache.get("slow")).isEqualTo("written");
        } finally {
            open.countDown();
            executor.shutdownNow();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
