// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.LogLines;
import io.jambry.MigrationResult;
import io.jambry.RunningMigration;
import io.jambry.spi.Ttl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The migration of a cache whose entries were written by another codec. */
class MigrationTest {

    private static final Ttl HOUR = Ttl.ofMillis(Duration.ofHours(1).toMillis());
    private static final byte[] UNKNOWN_CODEC = {(byte) 0xC1, (byte) 0x90, 99, 0};

    private static Scene<Parcel> open(CacheSetup setup) {
        return Scene.of(setup, Parcel.class)
                .setting("defaults.codec", "json")
                .setting("defaults.codec-read", "jdk")
                .setting("defaults.page-size", "50")
                .open();
    }

    /** Leaves entries of the jdk codec, every other one without an end. */
    private static OldForms left(Scene<Parcel> scene, int entries) {
        OldForms forms = new OldForms(scene.cache);
        for (int i = 0; i < entries; i++) {
            forms.put("k" + i, Parcel.of(i), i % 2 == 0 ? HOUR : Ttl.ETERNAL);
        }
        return forms;
    }

    private static void assertSum(MigrationResult result) {
        assertThat(result.current()
                        + result.rewritten()
                        + result.undecodable()
                        + result.unwritable()
                        + result.changed()
                        + result.gone())
                .isEqualTo(result.lookedAt());
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#unwritten")
    void run_oldForms_areRewrittenWithTheirTimesAndNobodyHearsOfIt(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup)) {
            for (int i = 0; i < 100; i++) {
                scene.cache.put("new" + i, Parcel.of(i));
            }
            OldForms forms = left(scene, 300);
            scene.statistics().clear();

            MigrationResult result = scene.cache.migration().run();

            assertThat(result).isEqualTo(new MigrationResult(400, 100, 300, 0, 0, 0, 0, true));
            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            for (int i = 0; i < 300; i++) {
                assertThat(forms.isJson("k" + i)).isTrue();
                assertThat(scene.cache.get("k" + i)).isEqualTo(Parcel.of(i));
                var rest = scene.cache.timeToLive("k" + i).orElseThrow();
                if (i % 2 == 0) {
                    assertThat(rest.getDurationAmount()).isBetween(HOUR.millis() - 60_000, HOUR.millis());
                } else {
                    assertThat(rest.isEternal()).isTrue();
                }
            }
            scene.cache.remove("k1");
            assertThat(scene.events.take()).noneMatch(event -> event.startsWith("UPDATED"));
            assertThat(scene.cache.migration().run()).isEqualTo(new MigrationResult(399, 399, 0, 0, 0, 0, 0, true));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void dryRun_tellsWhatWouldBeAndChangesNothing(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup)) {
            OldForms forms = left(scene, 20);
            forms.put("unknown", UNKNOWN_CODEC, HOUR);

            MigrationResult result = scene.cache.migration().dryRun().run();

            assertThat(result).isEqualTo(new MigrationResult(21, 0, 20, 1, 0, 0, 0, true));
            assertThat(forms.isJdk("k0")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void run_undecodableValues_stayAndAreLoggedOncePerReason(CacheSetup setup) {
        try (LogLines warnings = LogLines.of(Reasons.class.getName());
                Scene<Parcel> scene = open(setup)) {
            OldForms forms = left(scene, 1);
            for (int i = 0; i < 10; i++) {
                forms.put("unknown" + i, new byte[] {(byte) 0xC1, (byte) 0x90, 99, 0}, HOUR);
                forms.put("damaged" + i, new byte[] {(byte) 0xC1, (byte) 0x90, 1, (byte) i}, HOUR);
            }

            assertThat(scene.cache.migration().run()).isEqualTo(new MigrationResult(21, 0, 1, 20, 0, 0, 0, true));

            assertThat(scene.cache.containsKey("damaged1")).isTrue();
            assertThat(warnings.all()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void run_othersWriteMeanwhile_theirValuesStay(CacheSetup setup) throws Exception {
        try (Scene<Parcel> scene = open(setup)) {
            OldForms forms = left(scene, 4);
            AtomicBoolean writing = new AtomicBoolean(true);
            LongAdder rewritten = new LongAdder();
            long often = 20;
            CompletableFuture<Void> migrating = CompletableFuture.runAsync(() -> {
                while (writing.get()) {
                    MigrationResult result = scene.cache
                            .migration()
                            .onProgress(MigrationTest::assertSum)
                            .run();
                    assertThat(result.undecodable() + result.unwritable() + result.gone())
                            .isZero();
                    rewritten.add(result.rewritten());
                }
            });
            try {
                // until it has come between writes often enough, however late it began
                for (int n = 1; n <= 2_000 || rewritten.sum() < often && n <= 100_000; n++) {
                    assertThat(migrating).as("migrating, after %d writes", n).isNotDone();
                    String key = "k" + n % 4;
                    if (n % 8 < 4) {
                        forms.put(key, Parcel.of(n), HOUR);
                    } else {
                        scene.cache.put(key, Parcel.of(n));
                    }
                    // nobody else changes what it means
                    assertThat(scene.cache.get(key)).isEqualTo(Parcel.of(n));
                }
            } finally {
                writing.set(false);
            }
            migrating.get(20, TimeUnit.SECONDS);
            assertThat(rewritten.sum()).isGreaterThanOrEqualTo(often);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void start_stopped_endsAndAnotherOneGoesOn(CacheSetup setup) throws Exception {
        try (Scene<Parcel> scene = open(setup)) {
            OldForms forms = left(scene, 400);
            CountDownLatch begun = new CountDownLatch(1);

            // a hundred a second would take four seconds
            RunningMigration running = scene.cache
                    .migration()
                    .entriesPerSecond(100)
                    .onProgress(soFar -> {
                        if (soFar.rewritten() > 0) {
                            begun.countDown();
                        }
                    })
                    .start();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            running.stop();
            MigrationResult result = running.result().toCompletableFuture().get(20, TimeUnit.SECONDS);

            assertThat(result.complete()).isFalse();
            assertThat(result.rewritten())
                    .isBetween(1L, 399L)
                    .isEqualTo(running.soFar().rewritten());
            MigrationResult rest = scene.cache.migration().run();
            assertThat(rest)
                    .isEqualTo(
                            new MigrationResult(400, result.rewritten(), 400 - result.rewritten(), 0, 0, 0, 0, true));
            assertThat(forms.isJson("k399")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void run_limited_takesItsTime(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup)) {
            left(scene, 200);
            List<Long> lookedAt = new ArrayList<>();
            AtomicLong fastest = new AtomicLong();
            long start = System.nanoTime();

            scene.cache
                    .migration()
                    .entriesPerSecond(400)
                    .onProgress(soFar -> {
                        lookedAt.add(soFar.lookedAt());
                        long millis = 1 + (System.nanoTime() - start) / 1_000_000;
                        fastest.accumulateAndGet(soFar.lookedAt() * 1000 / (millis + 100), Math::max);
                    })
                    .run();

            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(400));
            assertThat(lookedAt).hasSizeGreaterThan(3).isSorted();
            // a page of a tenth of a second is what it may be ahead
            assertThat(fastest.get()).isLessThan(600);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void start_cacheIsClosed_endsIncomplete(CacheSetup setup) throws Exception {
        try (Scene<Parcel> scene = open(setup)) {
            left(scene, 400);
            CountDownLatch begun = new CountDownLatch(1);
            RunningMigration running = scene.cache
                    .migration()
                    .entriesPerSecond(100)
                    .onProgress(soFar -> begun.countDown())
                    .start();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            scene.cache.close();

            assertThat(running.result()
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS)
                            .complete())
                    .isFalse();
            assertThatThrownBy(() -> scene.cache.migration()).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void run_entryIsBeingInvoked_processorSeesTheSameValue(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup)) {
            OldForms forms = left(scene, 1);
            List<Parcel> seen = new ArrayList<>();

            scene.cache.invoke("k0", (entry, arguments) -> {
                seen.add(entry.getValue());
                if (seen.size() == 1) {
                    assertThat(scene.cache.migration().run().rewritten()).isEqualTo(1);
                }
                entry.setValue(Parcel.of(entry.getValue().number() + 1));
                return null;
            });

            assertThat(seen).containsOnly(Parcel.of(0)).hasSizeBetween(1, 2);
            assertThat(scene.cache.get("k0")).isEqualTo(Parcel.of(1));
            assertThat(forms.isJson("k0")).isTrue();
        }
    }

    @Test
    void entriesPerSecond_lessThanOne_isRefused() {
        assertThatThrownBy(() -> Pace.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entries per second are 0");
    }

    @Test
    void pace_asksForTenPagesASecond() {
        assertThat(Pace.of(5).pageSize(1000)).isEqualTo(1);
        assertThat(Pace.of(500).pageSize(1000)).isEqualTo(50);
        assertThat(Pace.UNLIMITED.pageSize(1000)).isEqualTo(1000);
        assertThat(Pace.of(500).waitNanos(250, TimeUnit.MILLISECONDS.toNanos(100)))
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(400));
        assertThat(Pace.UNLIMITED.waitNanos(Long.MAX_VALUE, 0)).isZero();
    }
}
