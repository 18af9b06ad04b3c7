// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandObject;

/** What callers see of a cluster in trouble: each counter is incremented by one thread, which knows what it may be. */
@Tag("faults")
class ClusterFaultsTest {

    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(1);
    private static final int COUNTERS = 24;

    private ClusterTopology cluster;
    private RedisLink link;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Counter> counters = new ArrayList<>();
    private volatile boolean over;

    @BeforeEach
    void start() {
        // else the servers refuse the slots of all primaries until the one that failed is replaced
        cluster = TestCluster.start("cluster-require-full-coverage no");
        link = RedisLink.open(TestCluster.settings(cluster));
    }

    @AfterEach
    void stop() throws InterruptedException {
        over = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        link.close();
        cluster.close();
    }

    /** Incremented by one thread, and what became of that. */
    private static final class Counter {

        private final String key;
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicLong unknown = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong slowestNanos = new AtomicLong();
        private final AtomicReference<@Nullable JambryException> last = new AtomicReference<>();

        Counter(String key) {
            this.key = key;
        }

        void increment(RedisLink link) {
            long start = System.nanoTime();
            try {
                link.call(link.commands().incr(key));
                acknowledged.incrementAndGet();
            } catch (OutcomeUnknownException e) {
                unknown.incrementAndGet();
                last.set(e);
            } catch (JambryException e) {
                refused.incrementAndGet();
                last.set(e);
            }
            slowestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        }

        long failures() {
            return unknown.get() + refused.get();
        }
    }

    private void count(RedisLink over) {
        for (int i = 0; i < COUNTERS; i++) {
            counters.add(new Counter("counter-" + i));
        }
        for (Counter counter : counters) {
            threads.execute(() -> {
                while (!this.over) {
                    counter.increment(over);
                }
            });
        }
        awaitProgress(counters);
    }

    private static void awaitProgress(List<Counter> some) {
        List<Long> before =
                some.stream().map(counter -> counter.acknowledged.get()).toList();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> IntStream.range(0, some.size())
                        .allMatch(i -> some.get(i).acknowledged.get() > before.get(i) + 10));
    }

    private void assertEachCounterIsWhatItMayBe() throws InterruptedException {
        assertThat(lost()).as("acknowledged increments that are gone").isZero();
    }

    /** How many acknowledged increments are gone; none was done twice. */
    private long lost() throws InterruptedException {
        over = true;
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        long lost = 0;
        for (Counter counter : counters) {
            long value = Long.parseLong(link.call(link.commands().get(counter.key)));
            assertThat(value).as(counter.key).isLessThanOrEqualTo(counter.acknowledged.get() + counter.unknown.get());
            lost += Math.max(0, counter.acknowledged.get() - value);
        }
        return lost;
    }

    @Test
    void slotsMove_underLoad_noCallerNotices() throws Exception {
        count(link);
        Future<Long> batches = threads.submit(this::incrementInBatches);
        for (int round = 0; round < 2; round++) {
            for (Counter counter : counters) {
                ServerProcess from = cluster.primaryOf(counter.key);
                ServerProcess to = otherThan(from);
                cluster.migrate(cluster.slotOf(counter.key), from, to);
            }
        }
        awaitProgress(counters);
        assertEachCounterIsWhatItMayBe();
        assertThat(counters)
                .allSatisfy(counter -> assertThat(counter.failures())
                        .as(() -> String.valueOf(counter.last.get()))
                        .isZero());
        long each = batches.get(10, TimeUnit.SECONDS);
        assertThat(each).isPositive();
        assertThat(IntStream.range(0, COUNTERS)
                        .mapToObj(i -> link.call(link.commands().get("{counter-" + i + "}batch")))
                        .distinct())
                .containsExactly(Long.toString(each));
    }

    /** Beside the counters, in their slots; tells how many batches there were. */
    private long incrementInBatches() {
        List<CommandObject<Long>> batch = IntStream.range(0, COUNTERS)
                .mapToObj(i -> link.commands().incr("{counter-" + i + "}batch"))
                .toList();
        for (long round = 1; ; round++) {
            assertThat(link.callAll(batch)).containsOnly(round);
            if (over) {
                return round;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void primaryFails_underLoad_othersGoOnAndItsSlotsRecover(boolean killed) throws Exception {
        // no replica is waited for: the one that takes over has none, and nobody could go on
        count(link);
        ServerProcess victim = cluster.primaryOf("counter-0");
        List<Counter> affected = new ArrayList<>();
        List<Counter> others = new ArrayList<>();
        for (Counter counter : counters) {
            (cluster.primaryOf(counter.key) == victim ? affected : others).add(counter);
        }
        assertThat(others).isNotEmpty();
        others.forEach(counter -> counter.slowestNanos.set(0));
        long start = System.nanoTime();
        if (killed) {
            victim.kill();
        } else {
            victim.pause();
        }
        TestServer.pass(NODE_TIMEOUT.dividedBy(2));
        awaitProgress(affected);
        Duration outage = Duration.ofNanos(System.nanoTime() - start);
        if (!killed) {
            victim.resume();
        }
        cluster.awaitStable();
        awaitProgress(counters);
        long lost = lost();
        System.err.printf(
                "%s: outage %d ms; lost %d, unknown %d, refused %d; others: slowest %d ms%n",
                killed ? "killed" : "paused",
                outage.toMillis(),
                lost,
                affected.stream().mapToLong(counter -> counter.unknown.get()).sum(),
                affected.stream().mapToLong(counter -> counter.refused.get()).sum(),
                others.stream()
                                .mapToLong(counter -> counter.slowestNanos.get())
                                .max()
                                .orElse(0)
                        / 1_000_000);
        assertThat(outage).isLessThan(NODE_TIMEOUT.plusSeconds(3));
        assertThat(others)
                .allSatisfy(counter -> assertThat(counter.failures())
                        .as(() -> counter.key + ": " + counter.last.get())
                        .isZero());
    }

    @Test
    void oneNodeAfterTheOther_isReplaced_linkStaysUsable() throws Exception {
        for (int i = 0; i < 3; i++) {
            ServerProcess old = cluster.primaryOf("survivor-" + i);
            cluster.failover(cluster.replicaOf(old));
            old.kill();
            assertThat(link.call(link.commands().get("survivor-" + i))).isNull();
            assertThat(link.call(link.commands().incr("survivor-" + i))).isEqualTo(1L);
            old.restart();
            cluster.awaitStable();
        }
    }

    private ServerProcess otherThan(ServerProcess node) {
        return cluster.primaries().stream()
                .filter(other -> other != node)
                .findFirst()
                .orElseThrow();
    }
}
