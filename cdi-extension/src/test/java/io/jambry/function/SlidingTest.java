// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.structure.Structures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link FunctionCache#sliding}. */
class SlidingTest {

    private static final Duration TTL = Duration.ofMinutes(10);
    private static final javax.cache.expiry.Duration SHORT = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1);

    private final List<Jambry> managers = new ArrayList<>();

    @AfterEach
    void close() {
        managers.forEach(Jambry::close);
    }

    private Jambry manager(String url, Map<String, String> settings) {
        Properties all = Jambry.propertiesByUrl(url);
        all.setProperty("jambry.namespace", "sliding-" + UUID.randomUUID());
        settings.forEach(all::setProperty);
        Jambry manager = Jambry.connect(all);
        managers.add(manager);
        return manager;
    }

    private static JambryCache<String, Object> cache(Jambry manager) {
        return JambryCache.of(manager.getOrCreateCache(
                "sliding", new MutableConfiguration<String, Object>().setTypes(String.class, Object.class)));
    }

    private static long millisToLive(JambryCache<String, Object> cache, String key) {
        var rest = cache.timeToLive(key).orElseThrow();
        return rest.getTimeUnit().toMillis(rest.getDurationAmount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory:", "embedded:function-tests"})
    void read_givesAnEntryItsTimeToLiveAgain_whateverTheKindOfCall(String url) throws Exception {
        JambryCache<String, Object> cache = cache(manager(url, Map.of()));
        FunctionCache<String, Object> sliding = FunctionCache.of(cache).ttl(TTL).sliding();
        List<String> keys = List.of("blocking", "async", "several");
        for (String key : keys) {
            assertThat(sliding.get(key, () -> "made")).isEqualTo("made");
            assertThat(millisToLive(cache, key)).isBetween(300_000L, 600_000L);
            cache.touch(key, SHORT);
        }

        assertThat(sliding.get("blocking", () -> "again")).isEqualTo("made");
        assertThat(sliding.getAsync("async", () -> null)).isCompletedWithValue("made");
        assertThat(sliding.getAll(Set.of("several"), missing -> Map.of())).containsEntry("several", "made");

        for (String key : keys) {
            assertThat(millisToLive(cache, key)).as(key).isBetween(300_000L, 600_000L);
        }
    }

    @Test
    void read_withoutSliding_leavesTheEndWhereItIs() throws Exception {
        JambryCache<String, Object> cache = cache(manager("memory:", Map.of()));
        FunctionCache<String, Object> fixed = FunctionCache.of(cache).ttl(TTL);
        fixed.get("a", () -> "made");
        cache.touch("a", SHORT);

        fixed.get("a", () -> "again");

        assertThat(millisToLive(cache, "a")).isLessThanOrEqualTo(60_000L);
    }

    @Test
    void read_withJitter_isRenewedWithinTheGivenPart() throws Exception {
        JambryCache<String, Object> cache = cache(manager("memory:", Map.of()));
        FunctionCache<String, Object> sliding =
                FunctionCache.of(cache).ttl(TTL).jitter(50).sliding();
        Set<Long> rests = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            sliding.get("a", () -> "made");
            long rest = millisToLive(cache, "a");
            assertThat(rest).isBetween(280_000L, 600_000L);
            rests.add(rest / 1000);
        }

        assertThat(rests).hasSizeGreaterThan(10);
    }

    @Test
    void hit_isOneCommand() throws Exception {
        Jambry manager = manager("embedded:function-tests", Map.of());
        JambryCache<String, Object> cache = cache(manager);
        FunctionCache<String, Object> sliding = FunctionCache.of(cache).ttl(TTL).sliding();
        sliding.get("a", () -> "made");
        Structures structures = manager.unwrap(Structures.class);
        Map<String, Long> before = calls(structures);

        for (int i = 0; i < 100; i++) {
            sliding.get("a", () -> "again");
        }

        Map<String, Long> after = calls(structures);
        after.replaceAll((command, calls) -> calls - before.getOrDefault(command, 0L));
        assertThat(after.get("getex")).isEqualTo(100);
        assertThat(after.getOrDefault("get", 0L)
                        + after.getOrDefault("pexpire", 0L)
                        + after.getOrDefault("evalsha", 0L))
                .isZero();
    }

    private static Map<String, Long> calls(Structures structures) {
        Map<String, Long> calls = new TreeMap<>();
        structures
                .servers()
                .primaries()
                .get(0)
                .info("commandstats")
                .call()
                .fields()
                .forEach((field, text) -> {
                    if (field.startsWith("cmdstat_")) {
                        calls.put(
                                field.substring("cmdstat_".length()),
                                Long.valueOf(text.replaceFirst("^calls=(\\d+),.*", "$1")));
                    }
                });
        return calls;
    }

    @Test
    void whatCannotBeHadTogether_isRefused() {
        FunctionCache<String, Object> functions = FunctionCache.of(cache(manager("memory:", Map.of())));

        assertThatThrownBy(functions::sliding)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sliding is set without a ttl: set that first, it is what reads renew");
        assertThatThrownBy(() -> functions.ttl(TTL).nullTtl(TTL).sliding())
                .hasMessageStartingWith("sliding and nullTtl are both set");
        assertThatThrownBy(() -> functions.ttl(TTL).sliding().nullTtl(TTL))
                .hasMessageStartingWith("sliding and nullTtl are both set");
        assertThatThrownBy(() -> functions.ttl(TTL).sliding().earlyRefresh(1))
                .hasMessageStartingWith("sliding and earlyRefresh are both set");
    }

    @Test
    void cacheThatKeepsValuesNear_isRefused() {
        Cache<String, Object> near =
                cache(manager("embedded:function-tests", Map.of("jambry.caches.sliding.near", "invalidate")));

        assertThatThrownBy(() -> FunctionCache.of(near).ttl(TTL).sliding())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "cache 'sliding' keeps values near, where reads do not reach the server and renew nothing: set"
                                + " 'near = off', or leave 'sliding' away");
    }
}
