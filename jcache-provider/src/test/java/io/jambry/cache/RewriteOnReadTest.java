// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.LogLines;
import io.jambry.spi.Store;
import io.jambry.spi.Ttl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values in an old form that reads find. */
class RewriteOnReadTest {

    private static final Ttl HOUR = Ttl.ofMillis(Duration.ofHours(1).toMillis());

    private static Scene<Parcel> open(CacheSetup setup, boolean rewrites) {
        return Scene.of(setup, Parcel.class)
                .setting("defaults.codec", "json")
                .setting("defaults.codec-read", "jdk")
                .setting("defaults.rewrite-on-read", Boolean.toString(rewrites))
                .open();
    }

    private static long remaining(Scene<?> scene, String key) {
        return scene.cache.timeToLive(key).orElseThrow().getDurationAmount();
    }

    private static long rewritten(Scene<?> scene) {
        return scene.cache.unwrap(StandardCache.class).life().rewritten();
    }

    private static long failures(Scene<?> scene) {
        return scene.cache.unwrap(StandardCache.class).life().rewriteFailures();
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#all")
    void get_oldForm_isWrittenBackAndNobodyHearsOfIt(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup, true)) {
            OldForms forms = new OldForms(scene.cache);
            forms.put("k", Parcel.of(1), HOUR);
            forms.put("eternal", Parcel.of(2), Ttl.ETERNAL);
            if (setup.listeners() && setup.backing().isShared()) {
                List<String> created = new ArrayList<>();
                Awaitility.await().until(() -> {
                    created.addAll(scene.events.take());
                    return created.size() == 2;
                });
            }
            scene.forget();

            assertThat(scene.cache.get("k")).isEqualTo(Parcel.of(1));
            assertThat(scene.cache.get("eternal")).isEqualTo(Parcel.of(2));

            assertThat(forms.isJson("k")).isTrue();
            assertThat(forms.isJson("eternal")).isTrue();
            assertThat(rewritten(scene)).isEqualTo(2);
            assertThat(scene.tally()).isEqualTo(new Tally(2, 0, 0, 0));
            assertThat(scene.writer.take()).isEmpty();
            assertThat(remaining(scene, "k")).isBetween(HOUR.millis() - 60_000, HOUR.millis());
            assertThat(scene.cache.timeToLive("eternal").orElseThrow().isEternal())
                    .isTrue();
            assertThat(scene.cache.get("k")).isEqualTo(Parcel.of(1));
            assertThat(rewritten(scene)).isEqualTo(2);
            // whatever had been told before would be heard before
            scene.cache.remove("k");
            assertThat(scene.events.take().stream().map(event -> event.substring(0, 9)))
                    .hasSize(setup.listeners() ? 1 : 0)
                    .allMatch("REMOVED k"::equals);
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#all")
    void get_rewritingIsOff_leavesTheOldForm(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup, false)) {
            OldForms forms = new OldForms(scene.cache);
            forms.put("k", Parcel.of(1), HOUR);

            assertThat(scene.cache.get("k")).isEqualTo(Parcel.of(1));

            assertThat(forms.isJdk("k")).isTrue();
            assertThat(rewritten(scene)).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#plain")
    void getAllAndIterator_oldAndNewForms_areAllReadAndTheOldOnesWrittenBack(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup, true)) {
            OldForms forms = new OldForms(scene.cache);
            for (int i = 0; i < 250; i++) {
                forms.put("old" + i, Parcel.of(i), HOUR);
                scene.cache.put("new" + i, Parcel.of(i));
            }

            assertThat(scene.cache.getAll(Set.of("old0", "new0", "old1", "absent")))
                    .isEqualTo(Map.of("old0", Parcel.of(0), "new0", Parcel.of(0), "old1", Parcel.of(1)));
            assertThat(rewritten(scene)).isEqualTo(2);
            Set<String> met = new HashSet<>();
            for (Cache.Entry<String, Parcel> entry : scene.cache) {
                assertThat(met.add(entry.getKey())).isTrue();
                assertThat(entry.getKey().substring(3))
                        .isEqualTo(Long.toString(entry.getValue().number()));
            }

            assertThat(met).hasSize(500);
            assertThat(rewritten(scene)).isEqualTo(250);
            for (int i = 0; i < 250; i++) {
                assertThat(forms.isJson("old" + i)).isTrue();
                assertThat(remaining(scene, "old" + i)).isBetween(HOUR.millis() - 60_000, HOUR.millis());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#plain")
    void get_policyWithAccess_touchesWhatWasWrittenBack(CacheSetup setup) {
        javax.cache.expiry.Duration minute = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1);
        try (Scene<Parcel> scene = Scene.of(setup, Parcel.class)
                .setting("defaults.codec", "json")
                .setting("defaults.codec-read", "jdk")
                .setting("defaults.rewrite-on-read", "true")
                .expiry(new javax.cache.expiry.AccessedExpiryPolicy(minute))
                .open()) {
            OldForms forms = new OldForms(scene.cache);
            forms.put("one", Parcel.of(1), HOUR);
            forms.put("many", Parcel.of(2), HOUR);
            forms.put("met", Parcel.of(3), HOUR);

            scene.cache.get("one");
            scene.cache.getAll(Set.of("many"));
            scene.cache.iterator().forEachRemaining(entry -> {});

            for (String key : Set.of("one", "many", "met")) {
                assertThat(forms.isJson(key)).isTrue();
                assertThat(remaining(scene, key)).as(key).isBetween(50_000L, 60_000L);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void getVersioned_oldForm_hasTheVersionOfWhatWasWrittenBack(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup, true)) {
            new OldForms(scene.cache).put("k", Parcel.of(1), HOUR);

            var seen = scene.cache.getVersioned("k").orElseThrow();

            assertThat(scene.cache.replaceIf("k", seen.version(), Parcel.of(2))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void get_rewritingFails_readsAllTheSameAndTellsOnce(CacheSetup setup) {
        try (LogLines warnings = LogLines.of(Reasons.class.getName());
                Scene<Parcel> scene = open(setup, true)) {
            Renewals renewals =
                    Claims.parts(scene.cache.unwrap(StandardCache.class)).renewals();
            OldForms forms = new OldForms(scene.cache);
            Store store = Claims.parts(scene.cache.unwrap(StandardCache.class))
                    .store()
                    .exact();
            for (int i = 0; i < 10; i++) {
                forms.put("k" + i, Parcel.of(i), HOUR);
            }
            Store refusing = new RenewingStore(RefusingStore.of(store), renewals);

            for (int i = 0; i < 10; i++) {
                byte[] key = ("k" + i).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                assertThat(refusing.execute(key, io.jambry.spi.StoreRequest.GET).value())
                        .isNotNull();
                assertThat(forms.isJdk("k" + i)).isTrue();
            }

            assertThat(failures(scene)).isEqualTo(10);
            assertThat(rewritten(scene)).isZero();
            assertThat(warnings.all())
                    .singleElement()
                    .satisfies(line -> assertThat(line.getMessage())
                            .contains("cache '" + scene.cache.getName()
                                    + "': a value that was read could not be rewritten"));
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void get_undecodable_failsAsEver(CacheSetup setup) {
        try (Scene<Parcel> scene = open(setup, true)) {
            OldForms forms = new OldForms(scene.cache);
            forms.put("k", new byte[] {(byte) 0xC1, (byte) 0x90, 99, 0}, HOUR);

            assertThatThrownBy(() -> scene.cache.get("k")).isInstanceOf(DecodingException.class);

            assertThat(failures(scene)).isEqualTo(1);
        }
    }
}
