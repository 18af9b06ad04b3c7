// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.faults.Trial.Promise;
import io.jambry.history.History;
import io.jambry.history.LinearizabilityChecker;
import io.jambry.history.Outcome;
import io.jambry.history.Verdict;
import io.jambry.history.WorkloadJvm;
import io.jambry.history.WorkloadSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients that stand still, die, all want the same, or find their server somewhere else. */
@Tag("faults")
class ClientFaultsTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int KEYS = 12;
    private static final int CROWD = 64;

    private static ServerProcess server;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static String url() {
        return "redis://127.0.0.1:" + server.port();
    }

    private static Map<String, String> sharedSettings() {
        return Client.settings(TIMEOUT, Map.of("namespace", "faults-" + UUID.randomUUID()));
    }

    private static WorkloadJvm jvm(String name, Map<String, String> settings) throws IOException {
        return WorkloadJvm.start(
                url(),
                settings,
                Client.TEXTS,
                WorkloadSettings.of(name, Duration.ofSeconds(30)).with(4, KEYS));
    }

    private static void signal(String name, WorkloadJvm jvm) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(jvm.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - end >= 0);
    }

    @Test
    void f17_jvmPausedForLongerThanItsLeases_theOthersGoOnAndItIsNotFooled() throws Exception {
        Map<String, String> settings = sharedSettings();
        try (Client here = Client.open(url(), TIMEOUT, settings);
                WorkloadJvm paused = jvm("a", settings);
                WorkloadJvm other = jvm("b", settings)) {
            paused.awaitReady();
            other.awaitReady();
            paused.go();
            other.go();
            pass(Duration.ofMillis(400));
            signal("STOP", paused);
            pass(Duration.ofSeconds(5));
            here.texts().invoke("elsewhere", (entry, arguments) -> null);
            signal("CONT", paused);
            History second = other.history(60);
            History first = paused.history(60);
            Verdict verdict = LinearizabilityChecker.ofEntries().check(History.merge(List.of(first, second)));
            FaultTable.add(new FaultTable.Row(
                    "F17",
                    "SIGSTOP of a client JVM for 5 s, leases of 1 s, another one goes on",
                    first.operations().size() + second.operations().size(),
                    first.count(Outcome.UNKNOWN) + second.count(Outcome.UNKNOWN),
                    first.count(Outcome.NOT_EXECUTED) + second.count(Outcome.NOT_EXECUTED),
                    second.longestCall().minus(here.updateDeadline()),
                    Duration.ZERO,
                    Duration.ZERO,
                    "– / –",
                    verdict.isLinearizable() ? "passed" : "FAILED: " + verdict));
            assertThat(verdict.isLinearizable()).as(verdict::toString).isTrue();
            assertThat(second.longestCall()).isLessThan(here.updateDeadline());
        }
    }

    @Test
    void f28_jvmKilledInItsUpdates_othersWaitForItsLeasesAtMost() throws Exception {
        Map<String, String> settings = sharedSettings();
        try (Client here = Client.open(url(), TIMEOUT, settings);
                WorkloadJvm killed = jvm("a", settings)) {
            killed.awaitReady();
            killed.go();
            pass(Duration.ofMillis(700));
            ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
            long start = System.nanoTime();
            for (int i = 0; i < KEYS; i++) {
                for (String kind : List.of("t", "n")) {
                    here.texts().invoke(kind + i, (entry, arguments) -> {
                        entry.setValue("7");
                        return null;
                    });
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            FaultTable.add(new FaultTable.Row(
                    "F28",
                    "kill -9 of a JVM amidst its updates, leases of 1 s",
                    2L * KEYS,
                    0,
                    0,
                    took.minus(Duration.ofSeconds(1)),
                    Duration.ZERO,
                    took,
                    "– / –",
                    "passed"));
            assertThat(took).isLessThan(Duration.ofMillis(1500));
        }
    }

    @Test
    void f24_hotKeyOnASilentServer_eachCallEndsInTime() throws Exception {
        CallLog log = new CallLog();
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (Pulse pulse = new Pulse();
                Client client = Client.open(url(), TIMEOUT, Map.of())) {
            List<Thread> crowd = Stream.generate(() -> new Thread(() -> {
                        while (!over.get()) {
                            try {
                                log.watch(
                                        client.updateDeadline(),
                                        /* shown= */ true,
                                        () -> client.numbers().invoke("hot", (entry, arguments) -> {
                                            entry.setValue(entry.exists() ? entry.getValue() + 1 : 1L);
                                            return null;
                                        }));
                                acknowledged.incrementAndGet();
                            } catch (JambryException e) {
                                unknown.addAndGet(Outcome.promisedBy(e).equals(Optional.of(Outcome.UNKNOWN)) ? 1 : 0);
                            }
                        }
                    }))
                    .limit(CROWD)
                    .toList();
            crowd.forEach(Thread::start);
            await().until(() -> acknowledged.get() > 500);
            server.pause();
            pass(Duration.ofSeconds(5));
            server.resume();
            long healed = System.nanoTime();
            int before = acknowledged.get();
            await().atMost(Duration.ofSeconds(15)).until(() -> acknowledged.get() > before + 500);
            Duration recovery = Duration.ofNanos(Math.max(0, log.lastFailure() - healed));
            over.set(true);
            for (Thread thread : crowd) {
                thread.join();
            }
            FaultTable.add(new FaultTable.Row(
                    "F24",
                    "64 threads update one entry, server paused for 5 s",
                    log.calls(),
                    log.unknown(),
                    log.notExecuted(),
                    log.longestOverrun(),
                    Duration.ofNanos(pulse.longestNanos()),
                    recovery,
                    "0 of " + acknowledged + " / –",
                    "passed"));
            System.out.println("[jambry] F24: " + log.failures());
            assertThat(client.numbers().get("hot"))
                    .isBetween(acknowledged.longValue(), acknowledged.longValue() + unknown.get());
            assertThat(log.late(pulse)).isEmpty();
            assertThat(log.objections()).isEmpty();
        }
    }

    @Test
    void f24_hotAbsentKey_isComputedOnce() throws Exception {
        AtomicInteger computed = new AtomicInteger();
        try (Client client = Client.open(url(), TIMEOUT, Map.of())) {
            List<Thread> crowd = Stream.generate(() -> new Thread(
                            () -> client.numbers().getOrCompute("absent", key -> (long) computed.incrementAndGet())))
                    .limit(CROWD)
                    .toList();
            crowd.forEach(Thread::start);
            for (Thread thread : crowd) {
                thread.join(TimeUnit.SECONDS.toMillis(20));
            }
            assertThat(computed).hasValue(1);
            assertThat(client.numbers().get("absent")).isEqualTo(1);
        }
    }

    @Test
    void f26_serverMoves_newConnectionsFindIt() {
        try (ServerProcess elsewhere = ServerProcess.start(ServerBinary.embedded(), List.of());
                FaultProxy proxy = FaultProxy.to(server.port());
                Trial trial = Trial.beginLong(
                                "F26",
                                "the name 'localhost' leads to another server, connections end",
                                "redis://localhost:" + proxy.port(),
                                Map.of())
                        .promising(Promise.GONE)) {
            trial.strike(() -> {
                        proxy.leadTo(elsewhere.port());
                        proxy.end(Ending.RESET);
                    })
                    .recover(Duration.ofSeconds(5));
        }
    }
}
