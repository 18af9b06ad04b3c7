// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ServerException;
import io.jambry.spi.KeyRing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RedisRateLimiterTest {

    /** So long that nothing comes back while a test runs. */
    private static final Duration LONG = Duration.ofHours(10);

    private static Shelf shelf;

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    @ParameterizedTest
    @EnumSource(RateLimit.Algorithm.class)
    void tryAcquire_upToTheBurst_isAllowedAndCountsDown(RateLimit.Algorithm algorithm) {
        RedisRateLimiter limiter = limiter("burst-" + algorithm, new RateLimit(algorithm, 3, LONG, 3));
        RateDecision first = limiter.tryAcquire().call();
        assertThat(first.allowed()).isTrue();
        assertThat(first.remaining()).isEqualTo(2);
        assertThat(first.retryAfter()).isZero();
        assertThat(first.resetAfter()).isPositive();
        assertThat(limiter.tryAcquire(2).call().remaining()).isZero();

        RateDecision refused = limiter.tryAcquire().call();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(1), LONG.multipliedBy(2));
        assertThat(refused.resetAfter()).isGreaterThanOrEqualTo(refused.retryAfter());
    }

    @ParameterizedTest
    @EnumSource(RateLimit.Algorithm.class)
    void tryAcquire_moreThanRemain_takesNothing(RateLimit.Algorithm algorithm) {
        RedisRateLimiter limiter = limiter("nothing-" + algorithm, new RateLimit(algorithm, 5, LONG, 5));
        limiter.tryAcquire(3).call();
        assertThat(limiter.tryAcquire(3).call().allowed()).isFalse();
        assertThat(limiter.tryAcquire(2).call().allowed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(RateLimit.Algorithm.class)
    void look_anyTime_takesNothing(RateLimit.Algorithm algorithm) {
        RedisRateLimiter limiter = limiter("look-" + algorithm, new RateLimit(algorithm, 5, LONG, 5));
        assertThat(limiter.look().call()).isEqualTo(new RateDecision(true, 5, Duration.ZERO, Duration.ZERO));
        assertThat(limiter.exists().call()).isFalse();
        limiter.tryAcquire(5).call();
        RateDecision full = limiter.look().call();
        assertThat(full.allowed()).isTrue();
        assertThat(full.remaining()).isZero();
        assertThat(full.retryAfter()).isZero();
    }

    @ParameterizedTest
    @EnumSource(RateLimit.Algorithm.class)
    void delete_usedUpLimiter_givesEverythingBack(RateLimit.Algorithm algorithm) {
        RedisRateLimiter limiter = limiter("delete-" + algorithm, new RateLimit(algorithm, 1, LONG, 1));
        limiter.tryAcquire().call();
        assertThat(limiter.tryAcquire().call().allowed()).isFalse();
        assertThat(limiter.delete().call()).isTrue();
        assertThat(limiter.tryAcquire().call().allowed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(RateLimit.Algorithm.class)
    void tryAcquire_afterIdleness_hasTheFullBurst(RateLimit.Algorithm algorithm) {
        RedisRateLimiter limiter =
                limiter("idle-" + algorithm, new RateLimit(algorithm, 20, Duration.ofMillis(100), 20));
        for (int round = 0; round < 3; round++) {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> limiter.look().call().remaining() == 20);
            RateDecision all = limiter.tryAcquire(20).call();
            assertThat(all.allowed()).isTrue();
            assertThat(all.remaining()).isZero();
        }
    }

    @Test
    void tryAcquire_windowThatIsCountedInMilliseconds_countsDown() {
        RedisRateLimiter limiter = limiter("coarse", RateLimit.window(100_000_000, Duration.ofMinutes(1)));
        assertThat(limiter.tryAcquire(60_000_000).call().remaining()).isEqualTo(40_000_000);
        assertThat(limiter.tryAcquire(60_000_000).call().allowed()).isFalse();
        assertThat(limiter.tryAcquire(40_000_000).call().remaining()).isBetween(0L, 60_000_000L);
        RateDecision refused = limiter.tryAcquire(100_000_000).call();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMinutes(2));
    }

    @Test
    void retryAfter_ofARefusal_isWhenItIsAllowed() {
        RedisRateLimiter limiter =
                limiter("retry", RateLimit.steady(10, Duration.ofSeconds(1)).withBurst(2));
        limiter.tryAcquire(2).call();
        RateDecision refused = limiter.tryAcquire(2).call();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofMillis(200));
        long end = System.nanoTime() + refused.retryAfter().toNanos();
        Awaitility.await().until(() -> System.nanoTime() - end > 0);
        assertThat(limiter.tryAcquire(2).call().allowed()).isTrue();
    }

    @Test
    void of_twoKeys_eachHasTheWholeLimit() {
        RedisRateLimiter limiter = limiter("keys", RateLimit.steady(1, LONG));
        assertThat(limiter.of("a").tryAcquire().call().allowed()).isTrue();
        assertThat(limiter.of("b").tryAcquire().call().allowed()).isTrue();
        assertThat(limiter.of("b").of("a").tryAcquire().call().allowed()).isFalse();
        assertThat(limiter.perClient().tryAcquire().call().allowed()).isTrue();
        assertThat(limiter.perClient().tryAcquire().call().allowed()).isFalse();
        assertThat(limiter.tryAcquire().call().allowed()).isTrue();
        assertThat(limiter.of("{:*}").tryAcquire().call().allowed()).isTrue();
        assertThat(limiter.of("a").name()).isEqualTo("keys");
        assertThat(limiter.of("a").limit()).isEqualTo(limiter.limit());
        assertThat(shelf.structures()
                        .keys()
                        .exists(ServerKey.verbatim(shelf.namespace() + ":{keys:%7B%3A%2A%7D}"))
                        .call())
                .isTrue();
    }

    /** One key. */
    public static final class Ring implements KeyRing {

        @Override
        public int currentId() {
            return 1;
        }

        @Override
        public Optional<SecretKey> key(int id) {
            return id == 1 ? Optional.of(new SecretKeySpec(new byte[32], "AES")) : Optional.empty();
        }
    }

    @Test
    void of_hiddenNames_doNotShowTheKey() {
        Map<String, String> settings = Map.of(
                "defaults.encryption", "xaes-256-gcm",
                "defaults.encryption-keys", Ring.class.getName(),
                "defaults.entry-names", "hidden",
                "defaults.entry-names-key", "1");
        try (Shelf hiding = Shelf.open(settings)) {
            RedisRateLimiter limiter = hiding.structures().rateLimiter("logins", RateLimit.steady(1, LONG));
            assertThat(limiter.of("somebody").tryAcquire().call().allowed()).isTrue();
            assertThat(limiter.of("somebody").tryAcquire().call().allowed()).isFalse();
            assertThat(hiding.structures().keys().matching("*").stream().map(ServerKey::text))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith(hiding.namespace() + ":{logins:")
                    .doesNotContain("somebody");
        }
    }

    @Test
    void batch_manyKeys_hasADecisionForEach() {
        RedisRateLimiter limiter = limiter("many", RateLimit.window(1, LONG));
        limiter.of("user 7").tryAcquire().call();
        Batch batch = shelf.structures().batch();
        List<Pending<RateDecision>> decisions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            decisions.add(batch.add(limiter.of("user " + i).tryAcquire()));
        }
        batch.execute();
        for (int i = 0; i < 100; i++) {
            assertThat(decisions.get(i).get().allowed()).isEqualTo(i != 7);
        }
    }

    @Test
    void atomicBatch_limitsOfOneGroup_areDecidedTogether() {
        Structures group = shelf.structures().group("api");
        RedisRateLimiter seconds = group.rateLimiter("second", RateLimit.steady(5, LONG));
        RedisRateLimiter days = group.rateLimiter("day", RateLimit.window(5, LONG));
        Batch batch = group.atomicBatch();
        Pending<RateDecision> second = batch.add(seconds.tryAcquire());
        Pending<RateDecision> day = batch.add(days.tryAcquire(2));
        batch.execute();
        assertThat(second.get().remaining()).isEqualTo(4);
        assertThat(day.get().remaining()).isEqualTo(3);
    }

    @Test
    void tryAcquire_smallerLimitThanWasUsedBefore_waitsNoLongerThanThat() {
        limiter("changed", RateLimit.steady(100, LONG)).tryAcquire(100).call();
        RateDecision refused = limiter(
                        "changed", RateLimit.steady(100, Duration.ofMinutes(1)).withBurst(50))
                .tryAcquire()
                .call();
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.resetAfter()).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    /** As when the clock of another server is behind, too. */
    @Test
    void tryAcquire_afterASmallerLimit_isAllowedWhenThatSays() {
        limiter("smaller", RateLimit.steady(100, LONG)).tryAcquire(100).call();
        RedisRateLimiter smaller =
                limiter("smaller", RateLimit.steady(10, Duration.ofSeconds(1)).withBurst(2));
        RateDecision refused = smaller.tryAcquire().call();
        assertThat(refused.allowed()).isFalse();
        long end = System.nanoTime() + refused.retryAfter().toNanos();
        Awaitility.await().until(() -> System.nanoTime() - end > 0);
        assertThat(smaller.tryAcquire().call().allowed()).isTrue();
    }

    @Test
    void tryAcquire_impossibleNumber_isRefused() {
        RedisRateLimiter limiter = limiter("number", RateLimit.steady(9, LONG).withBurst(3));
        for (long number : new long[] {4, 0, -1}) {
            assertThatThrownBy(() -> limiter.tryAcquire(number))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rate limiter 'number': " + number
                            + " permits were asked for; it must be 1 to 3, the burst of its limit");
        }
        assertThatThrownBy(() -> limiter.of(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rate limiter 'number': the key is empty");
    }

    @Test
    void tryAcquire_somethingElseIsThere_isRefused() {
        shelf.structures()
                .map("other", String.class, String.class)
                .put("secret", "value")
                .call();
        shelf.structures()
                .run(
                        Script.of("set", 1, "redis.call('SET', KEYS[1], 'foreign')", ScriptResult.nothing()),
                        List.of("foreign"))
                .call();
        limiter("window", RateLimit.window(2, LONG)).tryAcquire().call();
        for (String name : List.of("other", "foreign", "window")) {
            assertThatThrownBy(() -> limiter(name, RateLimit.steady(1, LONG))
                            .tryAcquire()
                            .call())
                    .isInstanceOf(ServerException.class)
                    .hasMessageStartingWith("rate limiter '" + name + "': EVALSHA rate-steady.lua on ")
                    .hasMessageContaining("; what the server has under this name is no rate limiter, but a")
                    .hasMessageEndingWith(": use another name, or delete what is there")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> limiter("foreign", RateLimit.window(1, LONG))
                        .tryAcquire()
                        .call())
                .hasMessageContaining("is no rate limiter");
    }

    private static RedisRateLimiter limiter(String name, RateLimit limit) {
        return shelf.structures().rateLimiter(name, limit);
    }
}
