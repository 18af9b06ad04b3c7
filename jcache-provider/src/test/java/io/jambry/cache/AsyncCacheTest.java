// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.AsyncCache;
import io.jambry.JambryCache;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncCacheTest {

    /** What is no operation, or is asynchronous by itself. */
    private static final Set<String> BLOCKING_ONLY = Set.of(
            "getName",
            "getCacheManager",
            "getConfiguration",
            "isClosed",
            "close",
            "unwrap",
            "iterator",
            "forEach",
            "spliterator",
            "loadAll",
            "registerCacheEntryListener",
            "deregisterCacheEntryListener",
            "withExpiry",
            "with",
            "near",
            "nearReads",
            "writeBehind",
            "statistics",
            // the caller carries them out
            "beginLoad",
            "beginLoadAll",
            "putAllLoaded",
            "tryLoad",
            "tryReload",
            "putLoaded",
            // it has a way of its own to go on in the background
            "migration",
            "async");

    @Test
    void asyncCache_everyOperationOfTheCache_hasItsTwin() {
        Set<String> operations = Arrays.stream(JambryCache.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !BLOCKING_ONLY.contains(method.getName()))
                .map(method -> signature(method, boxed(method.getGenericReturnType())))
                .collect(Collectors.toSet());

        assertThat(Arrays.stream(AsyncCache.class.getMethods())
                        .map(method -> signature(method, promised(method)))
                        .collect(Collectors.toSet()))
                .isEqualTo(operations);
    }

    private static String signature(Method method, String result) {
        return result + " " + method.getName() + Arrays.toString(method.getGenericParameterTypes());
    }

    private static String promised(Method method) {
        ParameterizedType stage = (ParameterizedType) method.getGenericReturnType();
        assertThat(stage.getRawType()).isEqualTo(CompletionStage.class);
        return stage.getActualTypeArguments()[0].getTypeName();
    }

    private static String boxed(Type type) {
        return Map.of("boolean", Boolean.class.getName(), "long", Long.class.getName(), "void", Void.class.getName())
                .getOrDefault(type.getTypeName(), type.getTypeName());
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void async_operations_answerAsTheBlockingOnes(CacheSetup setup) {
        try (Scene<Long> scene = Scene.of(setup, Long.class).open()) {
            AsyncCache<String, Long> async = scene.cache.async();

            assertThat(join(async.putIfAbsent("a", 1L))).isTrue();
            assertThat(join(async.getAndPut("a", 2L))).isEqualTo(1);
            assertThat(join(async.putAll(Map.of("b", 5L)))).isNull();
            assertThat(join(async.getAll(Set.of("a", "b", "c")))).isEqualTo(Map.of("a", 2L, "b", 5L));
            assertThat(join(async.replace("a", 2L, 3L))).isTrue();
            assertThat(join(async.replace("c", 3L))).isFalse();
            assertThat(join(async.getAndReplace("a", 4L))).isEqualTo(3);
            assertThat(join(async.increment("a", 6))).isEqualTo(10);
            assertThat(join(async.size())).isEqualTo(2);
            assertThat(join(async.getOrCompute("d", key -> 7L))).isEqualTo(7);
            assertThat(join(async.<Long>invoke("d", (entry, arguments) -> entry.getValue())))
                    .isEqualTo(7);
            assertThat(join(async.<Long>invokeAll(Set.of("d"), (entry, arguments) -> 8L))
                            .get("d")
                            .get())
                    .isEqualTo(8);
            assertThat(join(async.replaceIf(
                            "d", join(async.getVersioned("d")).orElseThrow().version(), 9L)))
                    .isTrue();
            assertThat(join(async.touch("d", javax.cache.expiry.Duration.ONE_DAY)))
                    .isTrue();
            assertThat(join(async.timeToLive("d")).orElseThrow().isEternal()).isFalse();
            assertThat(join(async.persist("d"))).isTrue();
            assertThat(join(async.timeToLive("d"))).contains(javax.cache.expiry.Duration.ETERNAL);
            assertThat(join(async.remove("d", 1L))).isFalse();
            assertThat(join(async.remove("d"))).isTrue();
            assertThat(join(async.getAndRemove("a"))).isEqualTo(10);
            assertThat(join(async.containsKey("b"))).isTrue();
            assertThat(join(async.removeAll(Set.of("b")))).isNull();
            assertThat(join(async.put("e", 1L))).isNull();
            assertThat(join(async.removeAll())).isNull();
            assertThat(join(async.clear())).isNull();
            assertThat(join(async.get("e"))).isNull();
        }
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void async_operationFails_failsTheStageWithTheSame(CacheSetup setup) {
        try (Scene<String> scene = Scene.open(setup)) {
            assertThat(scene.cache.async().put("k", null).toCompletableFuture())
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(NullPointerException.class)
                    .withMessageEndingWith("value");
        }
    }

    @ParameterizedTest
    @MethodSource("io.jambry.cache.CacheSetup#stores")
    void async_managerClosesMeanwhile_noStageIsLeftOpen(CacheSetup setup) {
        try (Scene<String> scene =
                Scene.of(setup, String.class).setting("async-threads", "1").open()) {
            AsyncCache<String, String> async = scene.cache.async();
            CountDownLatch never = new CountDownLatch(1);
            CompletionStage<Object> running = async.invoke("k", (entry, arguments) -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return null;
            });
            CompletionStage<String> waiting = async.get("k");

            scene.manager.close();

            assertThat(waiting.toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
            assertThat(running.toCompletableFuture()).failsWithin(Duration.ofSeconds(5));
        }
    }
}
