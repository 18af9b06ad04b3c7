// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limiters against what they are defined to be, by the moments that the server says it decided at. */
class RateModelTest {

    private static final int CALLS = 250;
    private static final int THREADS = 4;

    private static Shelf shelf;

    /** Permits that were given at a moment of the server's clock, in microseconds. */
    private record Grant(long at, long permits) {}

    @BeforeAll
    static void open() {
        shelf = Shelf.open();
    }

    @AfterAll
    static void close() {
        shelf.close();
    }

    static Stream<RateLimit> limits() {
        return Stream.of(
                RateLimit.steady(7, Duration.ofMillis(20)).withBurst(3),
                RateLimit.steady(1, Duration.ofMillis(3)),
                RateLimit.steady(300, Duration.ofMillis(7)).withBurst(50),
                RateLimit.steady(3_000, Duration.ofMillis(1)).withBurst(11),
                RateLimit.steady(1_000_003, Duration.ofSeconds(1)).withBurst(1),
                RateLimit.window(10, Duration.ofMillis(20)),
                RateLimit.window(1, Duration.ofMillis(5)),
                RateLimit.window(997, Duration.ofMillis(3)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void tryAcquire_randomNumbersAndPauses_saysWhatTheModelSays(RateLimit limit) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        RedisRateLimiter limiter = limiter(limit);
        RateModel model = RateModel.of(limit);
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            long wanted = random.nextInt(4) == 0 ? 1 + (long) (random.nextDouble() * limit.burst()) : random.nextInt(2);
            RateReply reply = reply(limiter, wanted);
            long now = reply.moment();
            RateDecision decision = reply.decision();
            assertThat(decision)
                    .as("%s, seed %d, call %d: %d permits at %d", limit, seed, i, wanted, now)
                    .isEqualTo(model.decide(now, wanted));
            if (decision.allowed()) {
                grants.add(new Grant(now, wanted));
            }
            if (random.nextInt(5) == 0) {
                LockSupport.parkNanos(
                        (long) (random.nextDouble() * 2 * limit.period().toNanos()) % 20_000_000);
            }
        }
        requireWithin(limit, grants);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void tryAcquire_byManyThreads_neverGivesMoreThanPermitsAndBurst(RateLimit limit) throws Exception {
        RedisRateLimiter limiter = limiter(limit);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<Grant>>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tasks.add(() -> greedy(limiter));
            }
            List<Grant> grants = new ArrayList<>();
            for (Future<List<Grant>> done : threads.invokeAll(tasks, 1, TimeUnit.MINUTES)) {
                grants.addAll(done.get());
            }
            grants.sort(Comparator.comparingLong(Grant::at));
            requireWithin(limit, grants);
            assertThat(grants).isNotEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    /** So long that the key is given another life while it is in use. */
    @ParameterizedTest
    @MethodSource("slowLimits")
    void tryAcquire_forSeconds_saysWhatTheModelSays(RateLimit limit) {
        RedisRateLimiter limiter = limiter(limit);
        RateModel model = RateModel.of(limit);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(2_500);
        while (System.nanoTime() - end < 0) {
            RateReply reply = reply(limiter, 1);
            assertThat(reply.decision()).isEqualTo(model.decide(reply.moment(), 1));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    static Stream<RateLimit> slowLimits() {
        return Stream.of(RateLimit.steady(30, Duration.ofSeconds(1)), RateLimit.window(20, Duration.ofMillis(700)));
    }

    private static List<Grant> greedy(RedisRateLimiter limiter) {
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < CALLS / 2; i++) {
            RateReply reply = reply(limiter, 1);
            if (reply.decision().allowed()) {
                grants.add(new Grant(reply.moment(), 1));
            }
        }
        return grants;
    }

    /** In any stretch as long as the period; and for a window in each period as the clock has them. */
    private static void requireWithin(RateLimit limit, List<Grant> grants) {
        long period = limit.period().toNanos() / 1000;
        for (int from = 0; from < grants.size(); from++) {
            long begin = grants.get(from).at();
            long inStretch = 0;
            long inPeriod = 0;
            for (int i = from; i < grants.size() && grants.get(i).at() - begin < period; i++) {
                inStretch += grants.get(i).permits();
                inPeriod += grants.get(i).at() / period == begin / period
                        ? grants.get(i).permits()
                        : 0;
            }
            assertThat(inStretch)
                    .as("%s from %d on", limit, begin)
                    .isLessThanOrEqualTo(limit.permits() + limit.burst());
            if (limit.algorithm() == RateLimit.Algorithm.WINDOW) {
                assertThat(inPeriod).as("%s in the period of %d", limit, begin).isLessThanOrEqualTo(limit.permits());
            }
        }
    }

    private static RedisRateLimiter limiter(RateLimit limit) {
        return shelf.structures().rateLimiter(UUID.randomUUID().toString(), limit);
    }

    private static RateReply reply(RedisRateLimiter limiter, long wanted) {
        return limiter.link().call(limiter.script(wanted));
    }
}
