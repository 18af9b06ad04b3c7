// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;

/**
 * F23: what is huge goes on connections of its own, so that small reads wait for it no longer than the server itself makes
 * them wait; how long that is, Jedis alone shows with a connection that carries nothing else.
 */
@Tag("faults")
class HugeValuesFaultsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration TIME = Duration.ofSeconds(3);

    /** One reader is served before the other for seconds: it needs several to compare them. */
    private static final int ROUNDS = 5;

    private static final double PERCENTILE = 0.99;
    private static final double AS_LONG_AS_JEDIS = 1.5;

    /** A thread that waits for its turn on a busy core waits that long. */
    private static final double NO_MATTER_MILLIS = 3;

    private static final int MILLION = 1_000_000;

    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 50, 300})
    void f23_hugeValues_smallOnesWaitForTheServerAlone(int megabytes) {
        String huge = "x".repeat(megabytes << 20);
        besides(megabytes + " MB", texts -> {
            texts.put("huge", huge);
            return texts.get("huge").length();
        });
    }

    @Test
    void f23_aMillionEntriesAtOnce_smallOnesWaitForTheServerAlone() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < MILLION; i++) {
            many.put("many-" + i, "value");
        }
        besides("putAll and getAll of a million entries", texts -> {
            texts.putAll(many);
            return texts.getAll(many.keySet()).size();
        });
    }

    /** Moves much, again and again. */
    private interface Moving {
        /** Returns how much came back. */
        long once(Cache<String, String> texts);
    }

    private static void besides(String what, Moving moving) {
        String url = "redis://127.0.0.1:" + server.port();
        try (RedisClient jedis = patient();
                Trial trial = beginWith(jedis, what, url)) {
            Runnable ours = () -> trial.client().texts().get("small");
            Runnable alone = () -> jedis.get("small");
            double before = percentileMillis(ours);
            AtomicBoolean over = new AtomicBoolean();
            AtomicLong moved = new AtomicLong();
            Thread mover = new Thread(() -> {
                while (!over.get()) {
                    moved.addAndGet(moving.once(trial.client().texts()));
                }
            });
            trial.strike(mover::start);
            List<Double> theirs = new ArrayList<>();
            List<Double> own = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture<Double> beside = CompletableFuture.supplyAsync(() -> percentileMillis(alone));
                own.add(percentileMillis(ours));
                theirs.add(beside.orTimeout(1, TimeUnit.MINUTES).join());
            }
            double during = median(own);
            double bound = median(theirs);
            over.set(true);
            await().atMost(Duration.ofMinutes(1)).until(() -> !mover.isAlive());
            System.out.printf(
                    "[jambry] F23, %s: 99 of 100 small reads within %.1f ms, those of Jedis alone %.1f ms, before %.1f ms%n",
                    what, during, bound, before);
            assertThat(moved.get()).isPositive();
            assertThat(during).isLessThan(Math.max(NO_MATTER_MILLIS, AS_LONG_AS_JEDIS * bound));
            trial.heal(() -> {}).recover(Duration.ofSeconds(1));
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Jedis alone, which waits for the server as long as the client does. */
    private static RedisClient patient() {
        return RedisClient.builder()
                .hostAndPort("127.0.0.1", server.port())
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis((int) TIMEOUT.toMillis())
                        .build())
                .build();
    }

    /** Opens the connection of Jedis first, since the trial counts those that are left in the end. */
    private static Trial beginWith(RedisClient jedis, String what, String url) {
        jedis.get("small");
        return Trial.begin(
                "F23", what + " beside small calls", url, TIMEOUT, Map.of("defaults.max-value-bytes", "536870912"));
    }

    private static double percentileMillis(Runnable read) {
        List<Long> times = new ArrayList<>();
        long end = System.nanoTime() + TIME.toNanos();
        while (System.nanoTime() - end < 0) {
            long start = System.nanoTime();
            read.run();
            times.add(System.nanoTime() - start);
        }
        times.sort(null);
        return times.get((int) (times.size() * PERCENTILE)) / 1e6;
    }
}
