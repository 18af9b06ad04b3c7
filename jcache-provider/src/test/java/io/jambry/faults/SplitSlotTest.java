// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.servers.ClusterSettings;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.servers.SlotMigration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates by several clients of an entry whose slot stays on its way, with what was in it on one side and nothing on the other. */
class SplitSlotTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int THREADS = 4;
    private static final int INCREMENTS = 50;

    private static final EntryProcessor<String, Long, Long> ONE_MORE = (entry, arguments) -> {
        long next = entry.exists() ? entry.getValue() + 1 : 1;
        entry.setValue(next);
        return next;
    };

    private static ClusterTopology cluster;

    private final String namespace = "split-" + UUID.randomUUID();
    private final Client one = client();
    private final Client two = client();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String name = namespace + ":" + Client.NUMBERS + ":{k}";
    private @Nullable SlotMigration migration;

    @BeforeAll
    static void start() {
        cluster = ClusterTopology.start(
                ServerBinary.embedded(), ClusterSettings.DEFAULT.withNodeTimeout(Duration.ofSeconds(1)));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private Client client() {
        return Client.open(
                "redis+cluster://" + String.join(",", cluster.addresses()), TIMEOUT, Map.of("namespace", namespace));
    }

    /** The slot sets out: what is in it stays where it is, what is new comes into being on the other side. */
    private SlotMigration setOut() {
        ServerProcess from = cluster.primaryOf(name);
        ServerProcess to = cluster.primaries().stream()
                .filter(node -> node != from)
                .findFirst()
                .orElseThrow();
        SlotMigration begun = cluster.beginMigration(cluster.slotOf(name), from, to);
        migration = begun;
        return begun;
    }

    @AfterEach
    void close() throws InterruptedException {
        threads.shutdown();
        assertThat(threads.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        if (migration != null) {
            migration.moveAllKeys();
            migration.finish();
        }
        one.close();
        two.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"entry has not left", "entry has arrived", "no entry yet"})
    void invoke_slotStaysSplit_losesNoUpdate(String where) throws Exception {
        if (where.equals("entry has not left")) {
            one.numbers().put("k", 0L);
        }
        setOut();
        if (where.equals("entry has arrived")) {
            one.numbers().put("k", 0L);
        }
        List<Future<Long>> counts = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Cache<String, Long> mine = (i % 2 == 0 ? one : two).numbers();
            counts.add(threads.submit(() -> {
                long slowest = 0;
                for (int j = 0; j < INCREMENTS; j++) {
                    long start = System.nanoTime();
                    mine.invoke("k", ONE_MORE);
                    slowest = Math.max(slowest, System.nanoTime() - start);
                }
                return slowest;
            }));
        }
        for (Future<Long> slowest : counts) {
            assertThat(Duration.ofNanos(slowest.get())).isLessThan(one.updateDeadline());
        }
        assertThat(two.numbers().get("k")).isEqualTo((long) THREADS * INCREMENTS);
    }

    @Test
    void invoke_claimedBeforeTheEntryMoves_runsAgainAfterOthersThatDoNotSeeTheLease() throws Exception {
        one.numbers().put("k", 10L);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch overtaken = new CountDownLatch(1);
        List<Long> seen = new ArrayList<>();
        Future<Long> holder = threads.submit(() -> one.numbers().invoke("k", (entry, arguments) -> {
            seen.add(entry.getValue());
            running.countDown();
            awaitQuietly(overtaken);
            return ONE_MORE.process(entry);
        }));
        running.await();
        setOut().moveKeys(List.of(name));

        assertThat(two.numbers().invoke("k", ONE_MORE)).isEqualTo(11);
        overtaken.countDown();

        assertThat(holder.get()).isEqualTo(12);
        assertThat(seen).containsExactly(10L, 11L);
        assertThat(two.numbers().get("k")).isEqualTo(12);
    }

    @Test
    void getOrCompute_slotStaysSplit_storesOneValue() {
        setOut();
        long first = one.numbers().getOrCompute("k", key -> 1L);
        long second = two.numbers().getOrCompute("k", key -> 2L);
        assertThat(List.of(first, second)).containsExactly(1L, 1L);
        one.numbers().invoke("k", (entry, arguments) -> {
            entry.remove();
            return null;
        });
        assertThat(two.numbers().containsKey("k")).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
