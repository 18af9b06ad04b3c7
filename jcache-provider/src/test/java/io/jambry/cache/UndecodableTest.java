// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entries that cannot be decoded, where more than a read meets them. */
class UndecodableTest {

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
}
