// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.history.CacheWorkload;
import io.jambry.history.History;
import io.jambry.history.LinearizabilityChecker;
import io.jambry.history.Outcome;
import io.jambry.history.Verdict;
import io.jambry.history.WorkloadSettings;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Short histories of two managers on a server and a network that fail at random: one order must explain each of them.
 */
@Tag("faults")
class LinearizabilityFaultsTest {

    private static final int RUNS = Integer.getInteger("faults.runs", 200);
    private static final long BUDGET_NANOS = Duration.ofMinutes(5).toNanos();
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final Duration LENGTH = Duration.ofMillis(600);
    private static final int THREADS = 3;
    private static final int KEYS = 6;
    private static final int OPERATIONS = 1_000;

    private final LinearizabilityChecker<?> checker = LinearizabilityChecker.ofEntries();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private long operations;
    private long unknown;
    private long notExecuted;
    private Duration longest = Duration.ZERO;

    /** What may happen. */
    private enum Trouble {
        RESET,
        CLOSE_BEHIND_REQUESTS,
        HALF_OPEN,
        DELAY,
        HOLD,
        PAUSE
    }

    @Test
    void anyTrouble_eachHistoryIsLinearizable() throws Exception {
        Map<String, String> settings = Client.settings(TIMEOUT, Map.of("heartbeat", "80ms", "breaker-pause", "50ms"));
        long start = System.nanoTime();
        int runs = 0;
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                FaultProxy proxy = FaultProxy.to(server.port());
                JambryCachingProvider one = new JambryCachingProvider();
                JambryCachingProvider other = new JambryCachingProvider()) {
            URI url = URI.create("redis://127.0.0.1:" + proxy.port());
            Properties properties = Client.properties(settings);
            CacheManager first = one.getCacheManager(url, null, properties);
            CacheManager second = other.getCacheManager(url, null, properties);
            while (runs < RUNS && System.nanoTime() - start < BUDGET_NANOS) {
                run(runs++, server, proxy, first, second);
            }
        } finally {
            threads.shutdown();
        }
        FaultTable.add(new FaultTable.Row(
                "P2",
                runs + " histories of two managers, resets, half-open connections, delays, pauses; updates wait too",
                operations,
                unknown,
                notExecuted,
                longest.minus(TIMEOUT),
                Duration.ZERO,
                Duration.ZERO,
                "– / –",
                "passed"));
        assertThat(runs).as("runs within five minutes").isEqualTo(RUNS);
    }

    private void run(int number, ServerProcess server, FaultProxy proxy, CacheManager first, CacheManager second)
            throws Exception {
        String name = "run-" + number;
        Cache<String, String> here = first.createCache(
                name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        Cache<String, String> there = second.getCache(name, String.class, String.class);
        List<Future<History>> running = new ArrayList<>();
        running.add(threads.submit(new CacheWorkload(here, workload("a", number))::run));
        running.add(threads.submit(new CacheWorkload(there, workload("b", number))::run));
        Random random = new Random(number);
        List<Trouble> troubles = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            pass(20 + random.nextInt(60));
            Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
            troubles.add(trouble);
            happen(trouble, random, server, proxy);
        }
        List<History> parts = new ArrayList<>();
        for (Future<History> future : running) {
            parts.add(future.get());
        }
        History history = History.merge(parts);
        Verdict verdict = checker.check(history);
        assertThat(verdict.isLinearizable())
                .as("run %d, %s: %s", number, troubles, verdict)
                .isTrue();
        operations += history.operations().size();
        unknown += history.count(Outcome.UNKNOWN);
        notExecuted += history.count(Outcome.NOT_EXECUTED);
        longest = longest.compareTo(history.longestCall()) < 0 ? history.longestCall() : longest;
        await().ignoreExceptions().atMost(Duration.ofSeconds(10)).until(() -> {
            first.destroyCache(name);
            return true;
        });
    }

    private static WorkloadSettings workload(String name, int seed) {
        return WorkloadSettings.of(name, LENGTH)
                .with(THREADS, KEYS)
                .withSeed(seed)
                .withOperations(OPERATIONS);
    }

    private static void happen(Trouble trouble, Random random, ServerProcess server, FaultProxy proxy) {
        switch (trouble) {
            case RESET -> proxy.end(Ending.RESET);
            case CLOSE_BEHIND_REQUESTS -> {
                proxy.next(Direction.REQUESTS, Fault.closeAfterRequests(1 + random.nextInt(5)), 4);
                pass(40);
                proxy.heal();
            }
            case HALF_OPEN -> {
                proxy.setAccepted(Direction.REQUESTS, random.nextBoolean() ? Fault.DROP : Fault.NONE);
                proxy.setAccepted(Direction.REPLIES, Fault.DROP);
                pass(150 + random.nextInt(100));
                proxy.heal();
            }
            case DELAY -> {
                proxy.set(Direction.REPLIES, Fault.jitter(Duration.ZERO, Duration.ofMillis(400), random.nextLong()));
                pass(150);
                proxy.heal();
            }
            case HOLD -> {
                proxy.set(random.nextBoolean() ? Direction.REQUESTS : Direction.REPLIES, Fault.HOLD);
                pass(100 + random.nextInt(250));
                proxy.heal();
            }
            case PAUSE -> {
                server.pause();
                pass(20 + random.nextInt(320));
                server.resume();
            }
        }
    }

    private static void pass(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> System.nanoTime() - end >= 0);
    }
}
