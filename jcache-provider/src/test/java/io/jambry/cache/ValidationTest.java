// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheSettings;
import io.jambry.CacheSettings.Undecodable;
import io.jambry.EncodingException;
import io.jambry.InvalidValueException;
import io.jambry.JambryCache;
import io.jambry.codec.Envelope;
import io.jambry.codec.ValueCodec;
import io.jambry.codec.jdk.JdkCodec;
import io.jambry.codec.jdk.JdkLimits;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.spi.ValueValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that is refused, or not of the declared type, is stored on any way, and no writer hears of it. */
class ValidationTest {

    private static final String ALL = "io.jambry.cache.CacheSetup#all";
    private static final String STORES = "io.jambry.cache.CacheSetup#stores";
    private static final String BAD = "bad";
    private static final String OLD = "old";

    /** Refuses one value. */
    public static final class NoBad implements ValueValidator<Object, Object> {
        @Override
        public Optional<String> validate(String cacheName, Object key, Object value) {
            return BAD.equals(value) ? Optional.of("its quality is low") : Optional.empty();
        }
    }

    /** Throws about one value. */
    public static final class ThrowsAboutBad implements ValueValidator<String, String> {
        @Override
        public Optional<String> validate(String cacheName, String key, String value) {
            if (value.equals(BAD)) {
                throw new IllegalStateException("quality");
            }
            return Optional.empty();
        }
    }

    /** Breaks the contract. */
    public static final class ReturnsNull implements ValueValidator<Object, Object> {
        @Override
        @SuppressWarnings("NullOptional")
        public Optional<String> validate(String cacheName, Object key, Object value) {
            return null;
        }
    }

    private record Way(String name, Consumer<JambryCache<String, Object>> action, boolean inProcessor) {

        Way(String name, Consumer<JambryCache<String, Object>> action) {
            this(name, action, /* inProcessor= */ false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Every way on which a value comes into a cache that has "a" only, and whose loader has nothing but the value. */
    private static List<Way> ways(Object value) {
        Map<String, Object> many = new LinkedHashMap<>();
        many.put("fine", "fine");
        many.put("a", value);
        many.put("also fine", "fine");
        return List.of(
                new Way("put", c -> c.put("a", value)),
                new Way("getAndPut", c -> c.getAndPut("a", value)),
                new Way("putAll", c -> c.putAll(many)),
                new Way("putIfAbsent", c -> c.putIfAbsent("new", value)),
                new Way("putIfAbsent of what is there", c -> c.putIfAbsent("a", value)),
                new Way("replace", c -> c.replace("a", value)),
                new Way("replace equal", c -> c.replace("a", OLD, value)),
                new Way("getAndReplace", c -> c.getAndReplace("a", value)),
                new Way(
                        "replaceIf",
                        c -> c.replaceIf("a", c.getVersioned("a").orElseThrow().version(), value)),
                new Way("getOrCompute", c -> c.getOrCompute("new", key -> value)),
                new Way(
                        "withExpiry",
                        c -> c.withExpiry(new javax.cache.expiry.EternalExpiryPolicy())
                                .put("a", value)),
                new Way(
                        "async",
                        c -> unwrapped(() ->
                                c.async().put("a", value).toCompletableFuture().join())),
                new Way(
                        "invoke",
                        c -> c.invoke("a", (entry, arguments) -> {
                            entry.setValue(value);
                            return null;
                        })),
                new Way(
                        "invokeAll",
                        c -> c.invokeAll(Set.of("a"), (entry, arguments) -> {
                                    entry.setValue(value);
                                    return null;
                                })
                                .values()
                                .forEach(EntryProcessorResult::get),
                        /* inProcessor= */ true),
                new Way("invoke that loads", c -> c.invoke("new", (entry, arguments) -> entry.getValue())),
                new Way("read-through", c -> c.get("new")),
                new Way("read-through of many", c -> c.getAll(Set.of("a", "new", "another"))),
                new Way("loadAll", c -> load(c, Set.of("a", "new"), /* replacing= */ false)),
                new Way("loadAll that replaces", c -> load(c, Set.of("a", "new"), /* replacing= */ true)));
    }

    private static void load(Cache<String, Object> cache, Set<String> keys, boolean replacing) {
        CompletionListenerFuture end = new CompletionListenerFuture();
        cache.loadAll(keys, replacing, end);
        unwrapped(() -> {
            try {
                end.get(30, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new CompletionException(e.getCause());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void unwrapped(Runnable action) {
        try {
            action.run();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    static Stream<Arguments> refused() {
        return CacheSetup.all().flatMap(setup -> ways(BAD).stream().map(way -> Arguments.of(setup, way)));
    }

    static Stream<Arguments> undeclared() {
        return CacheSetup.all().flatMap(setup -> ways(1).stream().map(way -> Arguments.of(setup, way)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void refusedValue_onEveryWay_isNotStoredAndNoWriterHearsOfIt(CacheSetup setup, Way way) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.validators", NoBad.class.getName())
                .loader(key -> BAD)
                .open()
                .with("a", OLD)) {
            assertThatThrownBy(() -> way.action().accept(objects(scene.cache)))
                    .satisfies(thrown -> assertThat(inProcessor(way, thrown))
                            .isInstanceOf(InvalidValueException.class)
                            .hasMessage("cache '" + scene.cache.getName()
                                    + "': a value of type java.lang.String is refused by validator "
                                    + NoBad.class.getName() + ": its quality is low; correct the value, or setting"
                                    + " 'jambry.caches." + scene.cache.getName() + ".validators'"));

            assertNothingHappened(scene);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("undeclared")
    void undeclaredType_onEveryWay_isNotStoredAndNoWriterHearsOfIt(CacheSetup setup, Way way) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(undeclaredLoader()).open().with("a", OLD)) {
            assertThatThrownBy(() -> way.action().accept(objects(scene.cache)))
                    .satisfies(thrown -> assertThat(inProcessor(way, thrown))
                            .isInstanceOf(ClassCastException.class)
                            .hasMessage("cache '" + scene.cache.getName()
                                    + "' holds values of type java.lang.String, not java.lang.Integer"));

            assertNothingHappened(scene);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Function<String, String> undeclaredLoader() {
        Function loader = key -> 1;
        return loader;
    }

    private static Throwable inProcessor(Way way, Throwable thrown) {
        if (way.inProcessor()) {
            assertThat(thrown).isInstanceOf(EntryProcessorException.class);
            return thrown.getCause();
        }
        return thrown;
    }

    private static void assertNothingHappened(Scene<String> scene) {
        assertThat(scene.events.take()).isEmpty();
        assertThat(scene.writer.take()).isEmpty();
        assertThat(scene.cache.size()).isEqualTo(1);
        assertThat(scene.cache.get("a")).isEqualTo(OLD);
        // and no claim was left behind
        scene.cache.invoke("a", (entry, arguments) -> {
            entry.setValue("new");
            return null;
        });
        assertThat(scene.cache.get("a")).isEqualTo("new");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static JambryCache<String, Object> objects(JambryCache<String, String> cache) {
        return (JambryCache) cache;
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void invokeAll_oneValueRefused_theOthersAreStored(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.validators", NoBad.class.getName())
                .open()) {
            Map<String, EntryProcessorResult<String>> results =
                    scene.cache.invokeAll(Set.of("a", "b"), (entry, arguments) -> {
                        entry.setValue(entry.getKey().equals("a") ? BAD : "fine");
                        return "done";
                    });

            assertThatThrownBy(() -> results.get("a").get())
                    .isInstanceOf(EntryProcessorException.class)
                    .hasCauseInstanceOf(InvalidValueException.class);
            assertThat(results.get("b").get()).isEqualTo("done");
            assertThat(scene.cache.containsKey("a")).isFalse();
            assertThat(scene.cache.get("b")).isEqualTo("fine");
        }
    }

    @ParameterizedTest
    @MethodSource(ALL)
    void valuesThatAreOnlyCompared_areNotValidated(CacheSetup setup) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.validators", NoBad.class.getName())
                .open()
                .with("a", OLD)) {
            assertThat(scene.cache.replace("a", BAD, "new")).isFalse();
            assertThat(scene.cache.remove("a", BAD)).isFalse();
            assertThat(scene.cache.replace("a", OLD, "new")).isTrue();
            assertThat(scene.cache.remove("a", "new")).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void validatorThatThrowsOrReturnsNull_refusesTheValue(CacheSetup setup) {
        for (Class<?> validator : List.of(ThrowsAboutBad.class, ReturnsNull.class)) {
            try (Scene<String> scene = Scene.of(setup, String.class)
                    .setting("defaults.validators", validator.getName())
                    .open()) {
                assertThatThrownBy(() -> scene.cache.put("a", BAD))
                        .isInstanceOf(InvalidValueException.class)
                        .hasMessageContaining("is refused by validator " + validator.getName() + ": it ")
                        .hasMessageNotContaining("quality");
                assertThat(scene.cache.containsKey("a")).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void validatorOfOtherTypes_refusesTheValue(CacheSetup setup) {
        try (Scene<Object> scene = Scene.of(setup, Object.class)
                .setting("defaults.validators", ThrowsAboutBad.class.getName())
                .open()) {
            assertThatThrownBy(() -> scene.cache.put("a", 1))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("it threw java.lang.ClassCastException");
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void validatorsGivenAsObjects_areAskedInTheirOrderWithCacheKeyAndValue(CacheSetup setup) {
        List<String> asked = new CopyOnWriteArrayList<>();
        ValueValidator<String, Long> first = (cache, key, value) -> {
            asked.add("first " + cache + " " + key + " " + value);
            return Optional.empty();
        };
        ValueValidator<String, Long> second = (cache, key, value) -> {
            asked.add("second");
            return value > 10 ? Optional.of("it is more than 10") : Optional.empty();
        };
        String name = "validated-" + setup.backing();
        Properties properties = CacheSettings.builder()
                .validators(List.of(first, second))
                .build()
                .toProperties(name);
        properties.putAll(Backing.properties(Map.of()));
        try (CachingProvider provider = new JambryCachingProvider()) {
            CacheManager manager = provider.getCacheManager(setup.backing().uri(), null, properties);
            @SuppressWarnings("unchecked")
            JambryCache<String, Long> cache = manager.createCache(
                            name, new MutableConfiguration<String, Long>().setTypes(String.class, Long.class))
                    .unwrap(JambryCache.class);
            cache.put("a", 10L);

            assertThat(asked).containsExactly("first " + name + " a 10", "second");
            assertThatThrownBy(() -> cache.increment("a", 1))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("it is more than 10");
            assertThat(cache.increment("a", -1)).isEqualTo(9);
            assertThat(cache.get("a")).isEqualTo(9);
            manager.destroyCache(name);
        }
    }

    @ParameterizedTest
    @MethodSource(STORES)
    void increment_beyondTheLargestValue_isRefused(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class)
                .setting("defaults.max-value-bytes", "2")
                .open()
                .with("a", 99L)) {
            assertThatThrownBy(() -> scene.cache.increment("a", 1))
                    .isInstanceOf(EncodingException.class)
                    .hasMessageContaining("it has 3 bytes, more than");
            assertThat(scene.cache.get("a")).isEqualTo(99);
        }
    }

    static Stream<Arguments> tooLargeKeys() {
        String large = "x".repeat(101);
        List<Way> ways = new ArrayList<>(List.of(
                new Way("get", c -> c.get(large)),
                new Way("getAll", c -> c.getAll(Set.of("a", large))),
                new Way("containsKey", c -> c.containsKey(large)),
                new Way("put", c -> c.put(large, "v")),
                new Way("putAll", c -> c.putAll(new HashMap<>(Map.of("b", "v", large, "v")))),
                new Way("remove", c -> c.remove(large)),
                new Way("removeAll", c -> c.removeAll(Set.of("a", large))),
                new Way("getVersioned", c -> c.getVersioned(large)),
                new Way("invoke", c -> c.invoke(large, (entry, arguments) -> null)),
                new Way(
                        "invokeAll",
                        c -> c.invokeAll(Set.of("a", large), (entry, arguments) -> {
                            entry.remove();
                            return null;
                        })),
                new Way("loadAll", c -> load(c, Set.of(large), /* replacing= */ true))));
        return CacheSetup.stores().flatMap(setup -> ways.stream().map(way -> Arguments.of(setup, way)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("tooLargeKeys")
    void tooLargeKey_isRefusedByReadsAndWritesAlike(CacheSetup setup, Way way) {
        try (Scene<String> scene = Scene.of(setup, String.class)
                .setting("defaults.max-key-bytes", "100")
                .loader(key -> "loaded")
                .open()
                .with("x".repeat(100), "fits", Map.entry("a", OLD))) {
            assertThatThrownBy(() -> way.action().accept(objects(scene.cache)))
                    .isInstanceOf(EncodingException.class)
                    .hasMessage("cache '" + scene.cache.getName()
                            + "': a key of type java.lang.String is too large: it has 101 bytes, more than 'jambry.caches."
                            + scene.cache.getName() + ".max-key-bytes' = 100; use a shorter key, or raise it");

            assertThat(scene.cache.get("x".repeat(100))).isEqualTo("fits");
            assertThat(scene.cache.get("a")).isEqualTo(OLD);
            assertThat(scene.cache.size()).isEqualTo(2);
        }
    }

    @Test
    void values_withoutValidation_areThePlainOnes() {
        ValueCodec codec = new ValueCodec(
                String.class,
                new JdkCodec(List.of(), "", JdkLimits.DEFAULT, ValidationTest.class.getClassLoader(), "plain"),
                List.of(),
                Envelope.NONE,
                ValidationTest.class.getClassLoader(),
                "plain");

        assertThat(Validation.NONE.values("plain", codec, Undecodable.FAIL)).isExactlyInstanceOf(Values.class);
    }
}
