// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.EntryLoad;
import io.jambry.JambryCache;
import io.jambry.Version;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever may change an entry waits for those who have to hear of it. */
class HeardTest {

    /**
     * What changes no entry, or tells nobody ({@code clear}), or goes on in another thread ({@code loadAll}, {@code async}), or comes back
     * with something that waits itself ({@code iterator}).
     */
    private static final Set<String> NOT_WAITING = Set.of(
            "get",
            "getAll",
            "containsKey",
            "getVersioned",
            "getLasting",
            "beginLoad",
            "beginLoadAll",
            "tryLoad",
            "tryReload",
            "timeToLive",
            "size",
            "clear",
            "loadAll",
            "async",
            "migration",
            "writeBehind",
            "iterator",
            "forEach",
            "spliterator",
            "with",
            "withExpiry",
            "near",
            "nearReads",
            "statistics",
            "getName",
            "getCacheManager",
            "getConfiguration",
            "registerCacheEntryListener",
            "deregisterCacheEntryListener",
            "close",
            "isClosed",
            "unwrap");

    private final SharedScene<Long> scene = new SharedScene<>(Long.class);
    private final ChangeHub.Member member = scene.hub.join();
    private final StandardCache<String, Long> cache =
            scene.open(member, scene.configuration(), settings -> {}, scene.threads());

    @AfterEach
    void close() {
        scene.close();
    }

    static Stream<Method> changing() {
        return Arrays.stream(JambryCache.class.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !NOT_WAITING.contains(method.getName()));
    }

    @ParameterizedTest
    @MethodSource("changing")
    void everyMethod_thatMayChangeSomething_waitsOnce(Method method) throws Exception {
        cache.put("k", 1L);
        int before = member.waits();

        method.invoke(
                cache,
                Arrays.stream(method.getGenericParameterTypes())
                        .map(type -> argument(method, type))
                        .toArray());

        assertThat(member.waits()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @MethodSource("changing")
    void everyMethod_ofAView_waitsToo(Method method) throws Exception {
        JambryCache<String, Long> view = cache.withExpiry(new javax.cache.expiry.EternalExpiryPolicy());
        int before = member.waits();

        method.invoke(
                view,
                Arrays.stream(method.getGenericParameterTypes())
                        .map(type -> argument(method, type))
                        .toArray());

        assertThat(member.waits()).isEqualTo(before + 1);
    }

    @Test
    void changing_isMoreThanTwenty() {
        assertThat(changing()).hasSizeGreaterThan(18);
    }

    private Object argument(Method method, Type type) {
        String name = type.getTypeName();
        EntryProcessor<String, Long, Object> processor = (entry, arguments) -> {
            entry.setValue(2L);
            return null;
        };
        Function<String, Long> function = key -> 3L;
        Predicate<String> condition = key -> true;
        EntryLoad load =
                method.getName().equals("putAllLoaded") ? cache.beginLoadAll(Set.of("k")) : cache.beginLoad("k");
        Map<String, Object> known = Map.of(
                "K",
                "k",
                "V",
                1L,
                "long",
                1L,
                Object[].class.getTypeName(),
                new Object[0],
                Duration.class.getName(),
                Duration.ONE_HOUR,
                EntryLoad.class.getName(),
                load,
                Version.class.getName(),
                cache.getVersioned("k").map(io.jambry.Versioned::version).orElseGet(() -> Version.of(new byte[] {1})));
        if (known.containsKey(name)) {
            return known.get(name);
        }
        String raw = name.substring(0, name.indexOf('<'));
        return Map.<String, Object>of(
                        Set.class.getName(),
                        Set.of("k"),
                        Map.class.getName(),
                        Map.of("k", 1L),
                        EntryProcessor.class.getName(),
                        processor,
                        Function.class.getName(),
                        function,
                        Predicate.class.getName(),
                        condition)
                .get(raw);
    }
}
