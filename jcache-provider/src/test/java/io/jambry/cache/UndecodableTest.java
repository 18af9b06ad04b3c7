// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.LogLines;
import io.jambry.spi.Ttl;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that cannot be decoded, where more than a read meets them. */
class UndecodableTest {

    private static final byte MARK = (byte) 0xC1;
    private static final byte PLAIN_HEADER = (byte) 0x90;
    private static final byte[] DAMAGED = {(byte) 0xFF, 'x'};

    private static void damage(Scene<?> scene, String key) {
        Claims.damage(scene.cache.unwrap(StandardCache.class), key, DAMAGED);
        scene.forget();
    }

    private static byte[] stored(Scene<?> scene, String key) {
        return Claims.stored(scene.cache.unwrap(StandardCache.class), key);
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#plain")
    void increment_countsAsAbsent_startsAnew(CacheSetup setup) {
        for (String choice : new String[] {"miss", "delete"}) {
            try (Scene<Long> scene = Scene.of(setup, Long.class)
                    .setting("defaults.undecodable", choice)
                    .open()) {
                damage(scene, "k");

                assertThat(scene.cache.increment("k", 5)).isEqualTo(5);
                assertThat(scene.cache.increment("k", 1)).isEqualTo(6);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#unwritten")
    void getAndChange_previousValueIsAFailure_nothingHasHappened(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            damage(scene, "k");

            assertThatThrownBy(() -> scene.cache.getAndPut("k", "new")).isInstanceOf(DecodingException.class);
            assertThatThrownBy(() -> scene.cache.getAndReplace("k", "new")).isInstanceOf(DecodingException.class);
            assertThatThrownBy(() -> scene.cache.getAndRemove("k")).isInstanceOf(DecodingException.class);

            assertThat(stored(scene, "k")).isEqualTo(DAMAGED);
            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            assertThat(scene.events.take()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void getAll_readThroughOfAMiss_doesNotOverwriteWhatSomebodyPutMeanwhile(CacheSetup setup) {
        AtomicReference<Scene<String>> opened = new AtomicReference<>();
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.undecodable", "miss")
                .loader(key -> {
                    opened.get().cache.put("absent", "newer");
                    return "loaded";
                })
                .open()) {
            opened.set(scene);
            damage(scene, "damaged");

            assertThat(scene.cache.getAll(Set.of("absent", "damaged")))
                    .containsEntry("absent", "newer")
                    .containsEntry("damaged", "loaded");
            assertThat(scene.cache.get("absent")).isEqualTo("newer");
            assertThat(scene.cache.get("damaged")).isEqualTo("loaded");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void get_whatCannotBeDecoded_isCountedAlwaysAndLoggedOncePerReason(CacheSetup setup) {
        for (String choice : new String[] {"fail", "miss"}) {
            try (LogLines warnings = LogLines.of(Reasons.class.getName());
                    Scene<Parcel> scene = Scene.of(setup, Parcel.class)
                            .setting("defaults.undecodable", choice)
                            .open()) {
                OldForms forms = new OldForms(scene.cache);
                for (int i = 0; i < 10; i++) {
                    // two codecs that are not known, and text of several lengths
                    forms.put("a" + i, new byte[] {MARK, PLAIN_HEADER, 98, (byte) i}, Ttl.ETERNAL);
                    forms.put("b" + i, new byte[] {MARK, PLAIN_HEADER, 99}, Ttl.ETERNAL);
                    forms.put("c" + i, new byte[1 + i], Ttl.ETERNAL);
                }
                for (int i = 0; i < 10; i++) {
                    for (String kind : new String[] {"a", "b", "c"}) {
                        if (choice.equals("miss")) {
                            assertThat(scene.cache.get(kind + i)).isNull();
                        } else {
                            String key = kind + i;
                            assertThatThrownBy(() -> scene.cache.get(key)).isInstanceOf(DecodingException.class);
                        }
                    }
                }

                assertThat(scene.cache.unwrap(StandardCache.class).life().undecodable())
                        .isEqualTo(30);
                assertThat(warnings.all()).hasSize(choice.equals("miss") ? 3 : 0);
            }
        }
    }

    @Test
    void warn_thousandsOfReasons_endsAfterAHundred() {
        try (LogLines warnings = LogLines.of(Reasons.class.getName())) {
            Reasons reasons = new Reasons();
            for (int i = 0; i < 3_000; i++) {
                // numbers are no reasons of their own, those in names are
                reasons.warn(
                        "counts as absent", new DecodingException("12" + i + " bytes of com.acme.Order" + i % 1_000));
            }

            assertThat(warnings.all()).hasSize(Reasons.MOST + 1);
            assertThat(warnings.all().get(Reasons.MOST).getMessage())
                    .contains("there are more kinds of reasons than 100");
        }
    }
}
