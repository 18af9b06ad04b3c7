// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.EntryLoad;
import io.jambry.JambryCache;
import io.jambry.Trap;
import io.jambry.Version;
import io.jambry.spi.Consistency;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A closed cache, and a closed manager, on every method there is. */
class ClosedCacheTest {

    private static final Set<String> OF_CLOSED_CACHES = Set.of(
            "getName",
            "getCacheManager",
            "getConfiguration",
            "isClosed",
            "close",
            "unwrap",
            "near",
            "nearReads",
            "statistics",
            "forEach",
            "spliterator");
    private static final Set<String> OF_CLOSED_MANAGERS = Set.of(
            "getCachingProvider",
            "getURI",
            "getClassLoader",
            "getProperties",
            "isClosed",
            "close",
            "unwrap",
            "connection");

    static Stream<Arguments> cacheMethods() {
        return methods(JambryCache.class, OF_CLOSED_CACHES);
    }

    static Stream<Arguments> managerMethods() {
        return methods(CacheManager.class, OF_CLOSED_MANAGERS);
    }

    private static Stream<Arguments> methods(Class<?> type, Set<String> without) {
        return CacheSetup.stores()
                .flatMap(setup -> Arrays.stream(type.getMethods())
                        .filter(method -> !Modifier.isStatic(method.getModifiers()))
                        .filter(method -> !without.contains(method.getName()))
                        .map(method -> Arguments.of(setup, method)));
    }

    @Trap({29, 43})
    @ParameterizedTest
    @MethodSource("cacheMethods")
    void closedCache_everyOperation_isRefused(CacheSetup setup, Method method) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.close();

            assertThatThrownBy(() -> call(method, scene.cache))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("cache '" + scene.cache.getName() + "' is closed");
        }
    }

    @Trap(44)
    @ParameterizedTest
    @MethodSource("managerMethods")
    void closedManager_everyOperation_isRefused(CacheSetup setup, Method method) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.manager.destroyCache(scene.cache.getName());
            scene.manager.close();

            assertThatThrownBy(() -> call(method, scene.manager))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the cache manager " + setup.backing().uri() + " is closed");
        }
    }

    private static Object call(Method method, Object target) throws Throwable {
        try {
            return method.invoke(
                    target,
                    Arrays.stream(method.getParameterTypes())
                            .map(ClosedCacheTest::argument)
                            .toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Something of each type that occurs, so that nothing but the closing can be the reason of a refusal. */
    private static Object argument(Class<?> type) {
        Map<Class<?>, Object> samples = Map.ofEntries(
                Map.entry(Object.class, "k"),
                Map.entry(String.class, "name"),
                Map.entry(Set.class, Set.of("k")),
                Map.entry(Map.class, Map.of("k", "v")),
                Map.entry(boolean.class, true),
                Map.entry(int.class, 10),
                Map.entry(long.class, 1L),
                Map.entry(Object[].class, new Object[0]),
                Map.entry(Class.class, String.class),
                Map.entry(Configuration.class, new MutableConfiguration<>()),
                Map.entry(Duration.class, Duration.ONE_DAY),
                Map.entry(Consistency.class, Consistency.PRIMARY),
                Map.entry(ExpiryPolicy.class, new EternalExpiryPolicy()),
                Map.entry(Version.class, Version.of(new byte[0])),
                Map.entry(EntryLoad.class, (EntryLoad) () -> {}),
                Map.entry(Function.class, Function.identity()),
                Map.entry(Predicate.class, (Predicate<Object>) key -> true),
                Map.entry(EntryProcessor.class, (EntryProcessor<Object, Object, Object>) (entry, arguments) -> null),
                Map.entry(javax.cache.integration.CompletionListener.class, new CompletionListenerFuture()),
                Map.entry(
                        javax.cache.configuration.CacheEntryListenerConfiguration.class,
                        new RecordingListener<>().synchronous()));
        Object sample = samples.get(type);
        assertThat(sample).as("a sample of " + type).isNotNull();
        return sample;
    }

    @Trap(43)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void closedCache_whoItWas_isStillTold(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            scene.cache.close();

            assertThat(scene.cache.isClosed()).isTrue();
            assertThat(scene.cache.getName()).startsWith("scene-");
            assertThat(scene.cache.getCacheManager()).isSameAs(scene.manager);
            assertThat(scene.cache.toString()).endsWith("(closed)");
        }
    }

    @Trap({43, 44})
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void close_twice_isHarmless(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThatCode(() -> {
                        scene.cache.close();
                        scene.cache.close();
                        scene.manager.close();
                        scene.manager.close();
                    })
                    .doesNotThrowAnyException();
        }
    }

    @Trap({20, 43})
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void iterator_cacheClosedMeanwhile_isRefused(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup).with("k", "v")) {
            Iterator<?> iterator = scene.cache.iterator();
            iterator.next();
            scene.cache.close();

            assertThatThrownBy(iterator::hasNext).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(iterator::next).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(iterator::remove).isInstanceOf(IllegalStateException.class);
        }
    }

    @Trap(42)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#all")
    void close_closeableCustomizations_areClosedOnce(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).loader(key -> null).open()) {
            scene.cache.close();
            scene.cache.close();
            scene.manager.close();

            assertThat(scene.loader.closed()).isOne();
            assertThat(scene.writer.closed()).isEqualTo(setup.writer() ? 1 : 0);
            assertThat(scene.events.closed()).isEqualTo(setup.listeners() ? 1 : 0);
            if (scene.expiry instanceof RecordingExpiry recording) {
                assertThat(recording.closed()).isOne();
            }
        }
    }

    @Trap({42, 29})
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void deregister_closeableListener_isClosedOnceAndHearsNoMore(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            RecordingListener<String, String> listener = new RecordingListener<>();
            scene.cache.registerCacheEntryListener(listener.synchronous());
            scene.cache.put("k", "v");
            scene.cache.deregisterCacheEntryListener(listener.synchronous());
            scene.cache.put("k", "w");
            scene.cache.close();

            assertThat(listener.closed()).isOne();
            assertThat(listener.heard()).containsExactly("CREATED k=v");
        }
    }

    @Trap(29)
    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void async_cacheClosed_failsTheStage(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            io.jambry.AsyncCache<String, String> async = scene.cache.async();
            scene.cache.close();

            assertThat(async.get("k").toCompletableFuture())
                    .failsWithin(java.time.Duration.ofSeconds(5))
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }
}
