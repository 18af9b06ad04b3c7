// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.JambryCache;
import io.jambry.Trap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failing writer leaves alone, and how cache and store stay together. */
class WritingTest {

    private static final String WRITTEN = "io.jambry.cache.CacheSetup#written";

    private record Change(String name, Consumer<JambryCache<String, String>> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> changes() {
        List<Change> changes = List.of(
                new Change("put", c -> c.put("k", "new")),
                new Change("getAndPut", c -> c.getAndPut("k", "new")),
                new Change("replace", c -> c.replace("k", "new")),
                new Change("replace equal", c -> c.replace("k", "old", "new")),
                new Change("getAndReplace", c -> c.getAndReplace("k", "new")),
                new Change("putAll", c -> c.putAll(Map.of("k", "new"))),
                new Change("remove", c -> c.remove("k")),
                new Change("remove equal", c -> c.remove("k", "old")),
                new Change("getAndRemove", c -> c.getAndRemove("k")),
                new Change("removeAll(keys)", c -> c.removeAll(Set.of("k"))),
                new Change("removeAll()", JambryCache::removeAll),
                new Change(
                        "replaceIf",
                        c -> c.replaceIf(
                                "k", io.jambry.Version.of(Claims.stored(c.unwrap(StandardCache.class), "k")), "new")));
        return CacheSetup.written().flatMap(setup -> changes.stream().map(change -> Arguments.of(setup, change)));
    }

    @Trap({33, 38})
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void change_writerFails_leavesValueEventsAndCountsAlone(CacheSetup setup, Change change) {
        try (Scene<String> scene = Scene.open(setup).with("k", "old")) {
            scene.writer.refuse("k");

            assertThatThrownBy(() -> change.action().accept(scene.cache))
                    .isInstanceOf(CacheWriterException.class)
                    .hasMessageContaining("the cache writer failed")
                    .hasRootCauseMessage("refused by the writer");

            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.cache.get("k")).isEqualTo("old");
        }
    }

    @Trap({33, 38})
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void putIfAbsent_writerFails_storesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.writer.refuse("k");

            assertThatThrownBy(() -> scene.cache.putIfAbsent("k", "new")).isInstanceOf(CacheWriterException.class);

            assertThat(scene.tally()).isEqualTo(Tally.NOTHING);
            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource(WRITTEN)
    void getOrCompute_writerFails_storesNothing(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.writer.refuse("k");

            assertThatThrownBy(() -> scene.cache.getOrCompute("k", key -> "new"))
                    .isInstanceOf(CacheWriterException.class);

            assertThat(scene.cache.containsKey("k")).isFalse();
        }
    }

    @Trap({33, 34})
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void putAll_writerRefusesSome_keepsTheOthersAndCountsThem(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("bad", "old")) {
            scene.writer.refuse("bad");

            assertThatThrownBy(() -> scene.cache.putAll(Map.of("a", "1", "bad", "2", "c", "3")))
                    .isInstanceOf(CacheWriterException.class);

            assertThat(scene.tally()).isEqualTo(new Tally(0, 0, 2, 0));
            assertThat(scene.events.take())
                    .containsExactlyInAnyOrderElementsOf(
                            setup.listeners() ? List.of("CREATED a=1", "CREATED c=3") : List.of());
            assertThat(scene.cache.getAll(Set.of("a", "bad", "c"))).isEqualTo(Map.of("a", "1", "bad", "old", "c", "3"));
        }
    }

    @Trap(34)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void removeAll_writerRefusesSome_keepsThose(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("a", "1", Map.entry("bad", "2"), Map.entry("c", "3"))) {
            scene.writer.refuse("bad");

            assertThatThrownBy(() -> scene.cache.removeAll(Set.of("a", "bad", "c")))
                    .isInstanceOf(CacheWriterException.class);

            assertThat(scene.tally()).isEqualTo(new Tally(0, 0, 0, 2));
            assertThat(scene.cache.getAll(Set.of("a", "bad", "c"))).isEqualTo(Map.of("bad", "2"));
        }
    }

    @Trap(34)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void removeAllEntries_writerRefusesOneOfManyPages_removesTheOthers(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).setting("defaults.page-size", "2").open()) {
            for (int i = 0; i < 20; i++) {
                scene.cache.put("k" + i, "v");
            }
            scene.writer.refuse("k7");

            assertThatThrownBy(scene.cache::removeAll).isInstanceOf(CacheWriterException.class);

            assertThat(scene.cache.size()).isEqualTo(1);
            assertThat(scene.cache.get("k7")).isEqualTo("v");
        }
    }

    @Trap(35)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void removeAll_absentKeys_areDeletedInTheStoreToo(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("a", "1")) {
            scene.cache.removeAll(Set.of("a", "absent"));

            assertThat(scene.writer.take()).containsExactly("deleteAll a,absent");
        }
    }

    @Trap(26)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void putAll_writerAndListenerFail_theWritersExceptionCarriesTheOther(CacheSetup setup) {
        CacheSetup heard = new CacheSetup(setup.backing(), setup.expiry(), true, true);
        try (Scene<String> scene = Scene.open(heard)) {
            scene.writer.refuse("bad");
            scene.events.then(event -> {
                throw new IllegalStateException("on purpose");
            });

            assertThatThrownBy(() -> scene.cache.putAll(Map.of("a", "1", "bad", "2")))
                    .isInstanceOf(CacheWriterException.class)
                    .satisfies(failure -> assertThat(failure.getSuppressed())
                            .singleElement()
                            .isInstanceOf(javax.cache.event.CacheEntryListenerException.class));
            assertThat(scene.cache.get("a")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @MethodSource(WRITTEN)
    void emptyCollections_areNotGivenToTheWriter(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.putAll(Map.of());
            scene.cache.removeAll(Set.of());
            scene.cache.removeAll();

            assertThat(scene.writer.take()).isEmpty();
        }
    }

    @Trap(37)
    @ParameterizedTest
    @MethodSource(WRITTEN)
    void writes_manyThreads_cacheAndStoreEndAlike(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            Crowd.run(8, () -> {
                for (int i = 0; i < 25; i++) {
                    String value = Thread.currentThread().getId() + "-" + i;
                    switch (ThreadLocalRandom.current().nextInt(5)) {
                        case 0 -> scene.cache.remove("k");
                        case 1 -> scene.cache.putAll(Map.of("k", value, "other", value));
                        case 2 -> scene.cache.getAndReplace("k", value);
                        case 3 ->
                            scene.cache.invoke("k", (entry, arguments) -> {
                                entry.setValue(value);
                                return null;
                            });
                        default -> scene.cache.put("k", value);
                    }
                }
                return null;
            });

            assertThat(scene.cache.getAll(Set.of("k", "other"))).isEqualTo(Map.copyOf(scene.writer.content));
        }
    }
}
