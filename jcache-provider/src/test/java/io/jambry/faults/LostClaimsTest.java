// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Updates whose claim or commit gets no answer: they end in time, and nobody waits for their leases, which last a minute here,
 * once the server can be reached again.
 */
class LostClaimsTest {

    private static final Duration TIMEOUT = Duration.ofMillis(300);
    private static final Duration WAIT = Duration.ofSeconds(5);

    private static final EntryProcessor<String, String, String> READ = (entry, arguments) -> entry.getValue();
    private static final EntryProcessor<String, String, Void> WRITE = (entry, arguments) -> {
        entry.setValue("written");
        return null;
    };

    private static ServerProcess server;

    private final FaultProxy proxy = FaultProxy.to(server.port());
    private final Map<String, String> settings = Map.of(
            "namespace",
            "lost-" + UUID.randomUUID(),
            "defaults.invoke-lease",
            "60s",
            "defaults.invoke-wait",
            WAIT.toSeconds() + "s");
    private final Client here = Client.open("redis://127.0.0.1:" + proxy.port(), TIMEOUT, settings);
    private final Client elsewhere = Client.open("redis://127.0.0.1:" + server.port(), TIMEOUT, settings);
    private final Cache<String, String> cache = here.texts();
    private final Cache<String, String> other = elsewhere.texts();

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @AfterEach
    void close() {
        here.close();
        elsewhere.close();
        proxy.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"replies are dropped", "replies are held", "requests are held"})
    void invoke_claimWithoutAnswer_isNotExecutedAndHoldsNobodyUp(String fault) {
        cache.put("k", "before");
        Direction direction = fault.startsWith("replies") ? Direction.REPLIES : Direction.REQUESTS;
        proxy.set(direction, fault.endsWith("dropped") ? Fault.DROP : Fault.HOLD);

        assertThatThrownBy(() -> cache.invoke("k", WRITE))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("EVALSHA invoke-claim.lua on 127.0.0.1:" + proxy.port() + " timed out after")
                .hasMessageEndingWith("but entries are unchanged and claims are given back");

        proxy.heal();
        assertThat(other.invoke("k", READ)).isEqualTo("before");
        assertThat(cache.invoke("k", READ)).isEqualTo("before");
    }

    @Test
    void invokeAll_claimsWithoutAnswer_areNotExecutedAndHoldNobodyUp() {
        Set<String> keys = Set.of("a", "b", "c");
        proxy.set(Direction.REPLIES, Fault.DROP);

        assertThatThrownBy(() -> cache.invokeAll(keys, WRITE)).isInstanceOf(NotExecutedException.class);

        proxy.heal();
        assertThat(other.invokeAll(keys, WRITE)).isEmpty();
        assertThat(other.getAll(keys)).hasSize(3);
    }

    @Test
    void invoke_commitWithoutAnswer_isUnknownAndHoldsNobodyUp() {
        assertThatThrownBy(() -> cache.invoke("k", (entry, arguments) -> {
                    proxy.set(Direction.REPLIES, Fault.DROP);
                    entry.setValue("after");
                    return null;
                }))
                .isInstanceOf(OutcomeUnknownException.class);

        proxy.heal();
        assertThat(other.invoke("k", READ)).isEqualTo("after");
    }

    @Test
    void invoke_commitNeverArrives_isUnknownAndHoldsNobodyUp() {
        assertThatThrownBy(() -> cache.invoke("k", (entry, arguments) -> {
                    proxy.set(Direction.REQUESTS, Fault.DROP);
                    entry.setValue("after");
                    return null;
                }))
                .isInstanceOf(OutcomeUnknownException.class);

        proxy.heal();
        assertThat(other.invoke("k", READ)).isNull();
    }

    @Test
    void invokeAll_commitsNeverArrive_areUnknownAndHoldNobodyUp() {
        Set<String> keys = Set.of("a", "b", "c");
        assertThatThrownBy(() -> cache.invokeAll(keys, (entry, arguments) -> {
                    proxy.set(Direction.REQUESTS, Fault.DROP);
                    entry.setValue("after");
                    return null;
                }))
                .isInstanceOf(OutcomeUnknownException.class);

        proxy.heal();
        assertThat(other.invokeAll(keys, WRITE)).isEmpty();
        assertThat(other.getAll(keys)).containsValue("written").hasSize(3);
    }

    @Test
    void invoke_processorFailsAndReleaseGetsNoAnswer_holdsNobodyUp() {
        assertThatThrownBy(() -> cache.invoke("k", (entry, arguments) -> {
                    proxy.set(Direction.REQUESTS, Fault.DROP);
                    throw new CacheWriterException("no");
                }))
                .isInstanceOf(CacheWriterException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));

        proxy.heal();
        assertThat(other.invoke("k", READ)).isNull();
    }

    @Test
    void getOrCompute_claimWithoutAnswer_isNotExecutedAndHoldsNobodyUp() {
        here.numbers().containsKey("k");
        AtomicInteger computed = new AtomicInteger();
        // the read before is answered, the claim is not
        proxy.next(Direction.REPLIES, Fault.closeUnless("_$%+"), 1_000_000);

        assertThatThrownBy(() -> here.numbers().getOrCompute("k", key -> (long) computed.incrementAndGet()))
                .isInstanceOf(NotExecutedException.class);

        proxy.heal();
        assertThat(elsewhere.numbers().getOrCompute("k", key -> (long) computed.incrementAndGet()))
                .isEqualTo(1);
    }

    /** Threads of one JVM behind each other, and all of them behind another JVM: one wait for everything. */
    @Test
    void invoke_behindOwnThreadsAndAnotherJvm_endsWithinOneWait() throws Exception {
        Map<String, String> hasty = Client.settings(TIMEOUT, settings);
        hasty.put("defaults.invoke-wait", "1s");
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Client crowded = Client.open("redis://127.0.0.1:" + server.port(), TIMEOUT, hasty)) {
            Future<?> holder = threads.submit(() -> other.invoke("k", (entry, arguments) -> {
                held.countDown();
                awaitQuietly(over);
                return null;
            }));
            held.await();
            List<Future<Duration>> waiters = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waiters.add(threads.submit(() -> timeOfRefusal(crowded.texts())));
            }
            for (Future<Duration> waiter : waiters) {
                assertThat(waiter.get())
                        .isBetween(Duration.ofMillis(950), crowded.updateDeadlineAfter(Duration.ofSeconds(1)));
            }
            over.countDown();
            holder.get();
        } finally {
            over.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The time of the processor is not the time of the update. */
    @Test
    void invoke_processorLongerThanTheWait_isCommitted() {
        Map<String, String> hasty = Client.settings(TIMEOUT, settings);
        hasty.put("defaults.invoke-wait", "50ms");
        try (Client slow = Client.open("redis://127.0.0.1:" + server.port(), TIMEOUT, hasty)) {
            AtomicInteger runs = new AtomicInteger();
            slow.texts().invoke("k", (entry, arguments) -> {
                if (runs.incrementAndGet() == 1) {
                    other.put("k", "meanwhile");
                    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
                    while (System.nanoTime() - end < 0) {
                        Thread.onSpinWait();
                    }
                }
                entry.setValue(entry.getValue() + " and then");
                return null;
            });
            assertThat(other.get("k")).isEqualTo("meanwhile and then");
            assertThat(runs).hasValue(2);
        }
    }

    private static Duration timeOfRefusal(Cache<String, String> crowded) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> crowded.invoke("k", WRITE))
                .isInstanceOf(NotExecutedException.class)
                .hasMessageContaining("raise 'invoke-wait'");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
