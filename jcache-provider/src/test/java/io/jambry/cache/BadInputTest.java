// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.DecodingException;
import io.jambry.EncodingException;
import io.jambry.JambryCache;
import io.jambry.Trap;
import io.jambry.Version;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nulls, wrong types, and what cannot be encoded or decoded: refused before anything is done. */
class BadInputTest {

    private static final String STORES = "io.jambry.cache.CacheSetup#stores";
    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final Version VERSION = Version.of(new byte[0]);

    private record Call<V>(String name, Consumer<JambryCache<String, V>> action) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> nulls() {
        Map<String, String> nullKey = new HashMap<>(Map.of("a", "1"));
        nullKey.put(null, "2");
        Map<String, String> nullValue = new HashMap<>(Map.of("a", "1"));
        nullValue.put("b", null);
        Set<String> nullIn = new HashSet<>(Arrays.asList("a", null));
        List<Call<String>> calls = List.of(
                new Call<>("get", c -> c.get(null)),
                new Call<>("getAll", c -> c.getAll(null)),
                new Call<>("getAll null key", c -> c.getAll(nullIn)),
                new Call<>("containsKey", c -> c.containsKey(null)),
                new Call<>("put null key", c -> c.put(null, "v")),
                new Call<>("put null value", c -> c.put("a", null)),
                new Call<>("getAndPut null key", c -> c.getAndPut(null, "v")),
                new Call<>("getAndPut null value", c -> c.getAndPut("a", null)),
                new Call<>("putIfAbsent null key", c -> c.putIfAbsent(null, "v")),
                new Call<>("putIfAbsent null value", c -> c.putIfAbsent("a", null)),
                new Call<>("putAll", c -> c.putAll(null)),
                new Call<>("putAll null key", c -> c.putAll(nullKey)),
                new Call<>("putAll null value", c -> c.putAll(nullValue)),
                new Call<>("replace null key", c -> c.replace(null, "v")),
                new Call<>("replace null value", c -> c.replace("a", null)),
                new Call<>("replace null old value", c -> c.replace("a", null, "v")),
                new Call<>("replace null new value", c -> c.replace("a", "old", null)),
                new Call<>("getAndReplace null key", c -> c.getAndReplace(null, "v")),
                new Call<>("getAndReplace null value", c -> c.getAndReplace("a", null)),
                new Call<>("remove", c -> c.remove(null)),
                new Call<>("remove null value", c -> c.remove("a", null)),
                new Call<>("getAndRemove", c -> c.getAndRemove(null)),
                new Call<>("removeAll", c -> c.removeAll(null)),
                new Call<>("removeAll null key", c -> c.removeAll(nullIn)),
                new Call<>("loadAll", c -> c.loadAll(null, true, null)),
                new Call<>("loadAll null key", c -> c.loadAll(nullIn, true, null)),
                new Call<>("invoke null key", c -> c.invoke(null, (entry, arguments) -> null)),
                new Call<>("invoke null processor", c -> c.invoke("a", null)),
                new Call<>("invokeAll", c -> c.invokeAll(null, (entry, arguments) -> null)),
                new Call<>("invokeAll null processor", c -> c.invokeAll(Set.of("a"), null)),
                new Call<>("register", c -> c.registerCacheEntryListener(null)),
                new Call<>("deregister", c -> c.deregisterCacheEntryListener(null)),
                new Call<>("unwrap", c -> c.unwrap(null)),
                new Call<>("withExpiry", c -> c.withExpiry(null)),
                new Call<>("timeToLive", c -> c.timeToLive(null)),
                new Call<>("touch null key", c -> c.touch(null, Duration.ETERNAL)),
                new Call<>("touch null duration", c -> c.touch("a", null)),
                new Call<>("persist", c -> c.persist(null)),
                new Call<>("getOrCompute null key", c -> c.getOrCompute(null, key -> "v")),
                new Call<>("getOrCompute null function", c -> c.getOrCompute("a", null)),
                new Call<>("getVersioned", c -> c.getVersioned(null)),
                new Call<>("replaceIf null version", c -> c.replaceIf("a", null, "v")),
                new Call<>("replaceIf null value", c -> c.replaceIf("a", VERSION, null)));
        return CacheSetup.stores().flatMap(setup -> calls.stream().map(call -> Arguments.of(setup, call)));
    }

    @Trap(56)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("nulls")
    void nullArgument_isRefusedBeforeAnythingIsDone(CacheSetup setup, Call<String> call) {
        CacheSetup full = new CacheSetup(setup.backing(), setup.expiry(), true, true);
        try (Scene<String> scene = Scene.open(full).with("a", "old")) {
            assertThatThrownBy(() -> call.action().accept(scene.cache))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageMatching("[a-zA-Z]+");

            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.tally().puts()).isZero();
            assertThat(scene.cache.get("a")).isEqualTo("old");
            assertThat(scene.cache.size()).isEqualTo(1);
        }
    }

    @Trap({63, 56})
    @ParameterizedTest
    @MethodSource(ALL)
    void collectionsThatRefuseNull_areFine(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("a", "1")) {
            assertThat(scene.cache.getAll(Set.of("a"))).hasSize(1);
            scene.cache.putAll(Map.of("a", "2"));
            scene.cache.invokeAll(Set.of("a"), (entry, arguments) -> null);
            scene.cache.loadAll(Set.of("a"), true, null);
            scene.cache.removeAll(Set.of("a"));

            assertThat(scene.cache.containsKey("a")).isFalse();
        }
    }

    @Trap(63)
    @ParameterizedTest
    @MethodSource(STORES)
    void closedCacheAndNull_theClosingIsToldFirst(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.close();

            assertThatThrownBy(() -> scene.cache.get(null)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> scene.cache.putAll(null)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> scene.manager.getCache(null).close()).isInstanceOf(NullPointerException.class);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static Stream<Arguments> wrongTypes() {
        List<Call<String>> calls = List.of(
                new Call<>("put key", c -> ((JambryCache) c).put(1, "v")),
                new Call<>("put value", c -> ((JambryCache) c).put("a", 1)),
                new Call<>("putAll value", c -> ((JambryCache) c).putAll(Map.of("a", 1, "b", "v"))),
                new Call<>("get", c -> ((JambryCache) c).get(1)),
                new Call<>("containsKey", c -> ((JambryCache) c).containsKey(1)),
                new Call<>("getAndPut", c -> ((JambryCache) c).getAndPut("a", 1)),
                new Call<>("putIfAbsent", c -> ((JambryCache) c).putIfAbsent("a", 1)),
                new Call<>("replace", c -> ((JambryCache) c).replace("a", 1)),
                new Call<>("replace old", c -> ((JambryCache) c).replace("a", 1, "v")),
                new Call<>("getAndReplace", c -> ((JambryCache) c).getAndReplace("a", 1)),
                new Call<>("remove", c -> ((JambryCache) c).remove(1)),
                new Call<>("remove value", c -> ((JambryCache) c).remove("a", 1)),
                new Call<>("removeAll", c -> ((JambryCache) c).removeAll(Set.of(1))),
                new Call<>("invoke", c -> ((JambryCache) c).invoke(1, (entry, arguments) -> null)),
                new Call<>("getVersioned", c -> ((JambryCache) c).getVersioned(1)));
        return CacheSetup.stores().flatMap(setup -> calls.stream().map(call -> Arguments.of(setup, call)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrongTypes")
    void wrongType_isRefusedNamingBoth(CacheSetup setup, Call<String> call) {
        try (Scene<String> scene = Scene.open(setup).with("a", "old")) {
            assertThatThrownBy(() -> call.action().accept(scene.cache))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageMatching("cache '" + scene.cache.getName()
                            + "' holds (keys|values) of type java.lang.String, not java.lang.Integer");

            assertThat(scene.cache.get("a")).isEqualTo("old");
            assertThat(scene.cache.size()).isEqualTo(1);
        }
    }

    static Stream<Arguments> unencodable() {
        Object stranger = new Object() {};
        List<Call<Object>> calls = List.of(
                new Call<>("put", c -> c.put("a", stranger)),
                new Call<>("getAndPut", c -> c.getAndPut("a", stranger)),
                new Call<>("putIfAbsent", c -> c.putIfAbsent("new", stranger)),
                new Call<>("putAll", c -> c.putAll(Map.of("b", "fine", "a", stranger))),
                new Call<>("replace", c -> c.replace("a", stranger)),
                new Call<>(
                        "invoke",
                        c -> c.invoke("a", (entry, arguments) -> {
                            entry.setValue(stranger);
                            return null;
                        })),
                new Call<>("getOrCompute", c -> c.getOrCompute("new", key -> stranger)));
        return CacheSetup.stores()
                .flatMap(setup -> Stream.of(false, true)
                        .map(writer -> new CacheSetup(setup.backing(), setup.expiry(), writer, true)))
                .flatMap(setup -> calls.stream().map(call -> Arguments.of(setup, call)));
    }

    @Trap(54)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("unencodable")
    void unencodableValue_isRefusedNamingItsTypeAndNothingIsWritten(CacheSetup setup, Call<Object> call) {
        try (Scene<Object> scene = Scene.of(setup, Object.class).open().with("a", "old")) {
            assertThatThrownBy(() -> call.action().accept(scene.cache))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining(scene.cache.getName())
                    .hasMessageContaining("cannot write a value of type " + BadInputTest.class.getName());

            assertThat(scene.events.take()).isEmpty();
            assertThat(scene.writer.take()).isEmpty();
            assertThat(scene.cache.get("a")).isEqualTo("old");
            assertThat(scene.cache.size()).isEqualTo(1);
        }
    }

    private static final byte[] DAMAGED = {(byte) 0xff, 0, 1, 2, 3};

    static Stream<Arguments> readers() {
        List<Call<String>> calls = List.of(
                new Call<>("get", c -> c.get("a")),
                new Call<>("getAll", c -> c.getAll(Set.of("a"))),
                new Call<>("getAndPut", c -> c.getAndPut("a", "new")),
                new Call<>("getAndReplace", c -> c.getAndReplace("a", "new")),
                new Call<>("getAndRemove", c -> c.getAndRemove("a")),
                new Call<>("replace equal", c -> c.replace("a", "old", "new")),
                new Call<>("remove equal", c -> c.remove("a", "old")),
                new Call<>(
                        "invoke",
                        c -> c.invoke("a", (entry, arguments) -> {
                            entry.setValue(entry.getValue() + "!");
                            return null;
                        })),
                new Call<>("getOrCompute", c -> c.getOrCompute("a", key -> "new")),
                new Call<>("getVersioned", c -> c.getVersioned("a")),
                new Call<>("iterator", c -> c.iterator().next()));
        return CacheSetup.all().flatMap(setup -> calls.stream().map(call -> Arguments.of(setup, call)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("readers")
    void undecodableValue_byDefault_failsAndOverwritesNothing(CacheSetup setup, Call<String> call) {
        try (Scene<String> scene = Scene.open(setup)) {
            StandardCache<?, ?> standard = scene.cache.unwrap(StandardCache.class);
            Claims.damage(standard, "a", DAMAGED);

            assertThatThrownBy(() -> call.action().accept(scene.cache))
                    .satisfies(failure -> assertThat(decodingFailure(failure))
                            .hasMessageContaining("cache '" + scene.cache.getName()
                                    + "': a stored value of 5 bytes cannot be decoded")
                            .hasMessageContaining("setting 'jambry.caches." + scene.cache.getName()
                                    + ".undecodable' (fail, miss or delete)"));

            assertThat(Claims.stored(standard, "a")).isEqualTo(DAMAGED);
            assertThat(scene.writer.take()).isEmpty();
        }
    }

    private static Throwable decodingFailure(Throwable failure) {
        return failure instanceof DecodingException ? failure : Objects.requireNonNullElse(failure.getCause(), failure);
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void undecodableValue_asAMiss_isAbsentAndStays(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.undecodable", "miss")
                .open()) {
            StandardCache<?, ?> standard = scene.cache.unwrap(StandardCache.class);
            Claims.damage(standard, "a", DAMAGED);

            Tally tally = scene.counting(() -> assertThat(scene.cache.get("a")).isNull());

            assertThat(tally).isEqualTo(Tally.MISS);
            assertThat(scene.cache.getAll(Set.of("a"))).isEmpty();
            assertThat(scene.cache.iterator()).isExhausted();
            assertThat(Claims.stored(standard, "a")).isEqualTo(DAMAGED);
            scene.cache.put("a", "new");
            assertThat(scene.cache.get("a")).isEqualTo("new");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void undecodableValue_toDelete_isDeletedByARead(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.undecodable", "delete")
                .open()) {
            StandardCache<?, ?> standard = scene.cache.unwrap(StandardCache.class);
            Claims.damage(standard, "a", DAMAGED);

            assertThat(scene.cache.get("a")).isNull();
            assertThat(Claims.stored(standard, "a")).isNull();
        }
    }

    @Trap(55)
    @ParameterizedTest
    @MethodSource(ALL)
    void conditionalOperations_equalValuesWithOtherBytes_compareByEquals(CacheSetup setup) {
        java.util.LinkedHashMap<String, String> stored = new java.util.LinkedHashMap<>();
        stored.put("x", "1");
        stored.put("y", "2");
        java.util.LinkedHashMap<String, String> equal = new java.util.LinkedHashMap<>();
        equal.put("y", "2");
        equal.put("x", "1");
        try (Scene<Object> scene = Scene.of(setup, Object.class).open().with("a", stored)) {
            assertThat(scene.cache.replace("a", equal, "new")).isTrue();
            scene.cache.put("a", stored);
            assertThat(scene.cache.remove("a", equal)).isTrue();
        }
    }

    @Trap(54)
    @ParameterizedTest
    @MethodSource(ALL)
    void values_changedOutside_areNotChangedInside(CacheSetup setup) {
        try (Scene<Object> scene = Scene.of(setup, Object.class).open()) {
            ArrayList<String> mine = new ArrayList<>(List.of("stored"));
            scene.cache.put("a", mine);
            mine.add("later");
            ((ArrayList<?>) scene.cache.get("a")).clear();
            ((ArrayList<?>) scene.cache.iterator().next().getValue()).clear();
            scene.cache.invoke("a", (entry, arguments) -> {
                ((ArrayList<?>) entry.getValue()).clear();
                return null;
            });

            assertThat(scene.cache.get("a")).isEqualTo(List.of("stored"));
        }
    }
}
