// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Jambry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Modes of calls: of a {@link FunctionCache}, and of a scope, for every kind of call. */
class CacheModeTest {

    private final Jambry manager = Jambry.connect("memory:");
    private final Cache<String, Object> cache = manager.getOrCreateCache(
            "modes", new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    private final FunctionCache<String, Object> functions = FunctionCache.of(cache);

    @AfterEach
    void close() {
        manager.close();
    }

    /** A call whose function returns {@code "called"}. */
    enum Call {
        BLOCKING {
            @Override
            Object of(FunctionCache<String, Object> functions, String key) throws Exception {
                return functions.get(key, () -> "called");
            }
        },
        ASYNCHRONOUS {
            @Override
            Object of(FunctionCache<String, Object> functions, String key) {
                return functions
                        .getAsync(key, () -> CompletableFuture.completedFuture("called"))
                        .join();
            }
        },
        OF_SEVERAL {
            @Override
            Object of(FunctionCache<String, Object> functions, String key) throws Exception {
                return functions
                        .getAll(Set.of(key), keys -> Map.of(key, "called"))
                        .get(key);
            }
        };

        abstract Object of(FunctionCache<String, Object> functions, String key) throws Exception;
    }

    static Stream<Arguments> modes() {
        return Stream.of(Call.values())
                .flatMap(call -> Stream.of(
                        Arguments.of(call, CacheMode.NORMAL, "known", "known", "called"),
                        Arguments.of(call, CacheMode.BYPASS, "called", "known", null),
                        Arguments.of(call, CacheMode.READ_ONLY, "known", "known", null),
                        Arguments.of(call, CacheMode.WRITE_ONLY, "called", "called", "called"),
                        Arguments.of(call, CacheMode.REFRESH, "called", "called", "called")));
    }

    /**
     * @param result of a call for an entry that is there
     * @param stored the entry afterwards
     * @param added the entry afterwards that was not there; its result is always the one of the function
     */
    @ParameterizedTest
    @MethodSource("modes")
    void mode_ofTheFunctions_readsAndWritesAsItSays(
            Call call, CacheMode mode, String result, String stored, String added) throws Exception {
        cache.put("there", "known");
        FunctionCache<String, Object> inMode = functions.mode(mode);

        assertThat(call.of(inMode, "there")).isEqualTo(result);
        assertThat(call.of(inMode, "absent")).isEqualTo("called");

        assertThat(cache.get("there")).isEqualTo(stored);
        assertThat(cache.get("absent")).isEqualTo(added);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void mode_ofAScope_goesBeforeTheOneOfTheFunctions(
            Call call, CacheMode mode, String result, String stored, String added) throws Exception {
        cache.put("there", "known");
        CacheMode other = mode == CacheMode.BYPASS ? CacheMode.REFRESH : CacheMode.BYPASS;

        assertThat(mode.<Object>during(() -> call.of(functions.mode(other), "there")))
                .isEqualTo(result);
        assertThat(mode.<Object>during(() -> call.of(functions, "absent"))).isEqualTo("called");

        assertThat(cache.get("there")).isEqualTo(stored);
        assertThat(cache.get("absent")).isEqualTo(added);
    }

    @ParameterizedTest
    @EnumSource(
            value = CacheMode.class,
            names = {"BYPASS", "READ_ONLY"})
    void update_modeThatDoesNotWrite_leavesTheEntry(CacheMode mode) throws Exception {
        cache.put("there", "known");

        functions.mode(mode).update("there", "changed");
        mode.during(() -> {
            functions.update("there", "changed");
            return null;
        });

        assertThat(cache.get("there")).isEqualTo("known");
        CacheMode.REFRESH.during(() -> {
            functions.mode(mode).update("there", "changed");
            return null;
        });
        assertThat(cache.get("there")).isEqualTo("changed");
    }

    @Test
    void asynchronousCall_resultComesAfterTheScope_staysInItsMode() throws Exception {
        CompletableFuture<Object> later = new CompletableFuture<>();

        CompletableFuture<Object> bypassing = CacheMode.BYPASS.during(() -> functions.getAsync("a", () -> later));
        CompletableFuture<Object> writing = CacheMode.WRITE_ONLY.during(() -> functions.getAsync("b", () -> later));
        CacheMode.BYPASS.during(() -> later.complete("done"));

        assertThat(bypassing).isCompletedWithValue("done");
        assertThat(writing).isCompletedWithValue("done");
        assertThat(cache.containsKey("a")).isFalse();
        assertThat(cache.get("b")).isEqualTo("done");
    }

    @Test
    void refresh_sharesOneRun_andOtherModesThatDoNotReadDoNot() {
        CompletableFuture<Object> later = new CompletableFuture<>();
        List<CompletableFuture<Object>> results = Stream.of(CacheMode.REFRESH, CacheMode.WRITE_ONLY, CacheMode.BYPASS)
                .flatMap(mode -> Stream.of(mode, mode))
                .map(mode -> functions.mode(mode).getAsync("a", () -> later))
                .toList();

        assertThat(functions.statistics().calls()).isEqualTo(1 + 2 + 2);
        later.complete("done");
        assertThat(results).allSatisfy(result -> assertThat(result).isCompletedWithValue("done"));
    }

    @Test
    void scope_endsWithItsCall_alsoWhenThatFails_andIsOfOneThread() throws Exception {
        assertThat(CacheMode.ofScope()).isEmpty();
        AtomicInteger seen = new AtomicInteger();

        CacheMode.BYPASS.during(() -> {
            assertThat(CacheMode.ofScope()).contains(CacheMode.BYPASS);
            Callable<Object> failing = () -> {
                assertThat(CacheMode.ofScope()).contains(CacheMode.READ_ONLY);
                throw new IllegalStateException();
            };
            assertThatThrownBy(() -> CacheMode.READ_ONLY.during(failing)).isInstanceOf(IllegalStateException.class);
            assertThat(CacheMode.ofScope()).contains(CacheMode.BYPASS);
            Thread other = new Thread(() -> {
                assertThat(CacheMode.ofScope()).isEmpty();
                seen.incrementAndGet();
            });
            other.start();
            other.join();
            return null;
        });

        assertThat(CacheMode.ofScope()).isEmpty();
        assertThat(seen).hasValue(1);
    }
}
