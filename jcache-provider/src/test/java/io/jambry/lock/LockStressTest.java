// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.event.OtherJvm;
import io.jambry.redis.TestServer;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads of several JVMs, which are real processes, change one thing under a lock, while JVMs die and stand still, and the server as well. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockStressTest {

    private static final int LEASE_MILLIS = 1500;

    private final ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
    private final Site site = Site.at(server.port());
    private final FencedResource resource = FencedResource.open();
    private final List<OtherJvm> jvms = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        jvms.forEach(OtherJvm::close);
        site.close();
        resource.close();
        server.close();
    }

    private OtherJvm start(int slot, String kind, String fairness, int threads, int sections) throws IOException {
        OtherJvm jvm = OtherJvm.start(
                LockingJvm.class,
                "redis://127.0.0.1:" + server.port(),
                site.namespace(),
                kind,
                fairness,
                Integer.toString(LEASE_MILLIS),
                "slot-" + slot,
                Integer.toString(resource.port()),
                Integer.toString(threads),
                Integer.toString(sections));
        jvms.add(jvm);
        return jvm;
    }

    private void assertNobodyIsLeft(String kind) {
        // whoever died leaves the queue when its place is not asked for any more
        Locks locks = site.open();
        DistributedLock lock = kind.equals("lock")
                ? locks.lock("resource")
                : locks.readWriteLock("resource").writeLock();
        Awaitility.await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            if (lock.tryLock()) {
                lock.unlock();
            }
            return site.keys().isEmpty();
        });
    }

    @Test
    void lock_twoJvms_excludeEachOther() throws Exception {
        List<OtherJvm> both = List.of(start(0, "lock", "unfair", 4, 200), start(1, "lock", "unfair", 4, 200));
        for (OtherJvm jvm : both) {
            assertThat(jvm.awaitEnd(Duration.ofSeconds(90))).hasValue(0);
        }
        assertThat(resource.violations()).isEmpty();
        assertThat(resource.stale()).isZero();
        assertThat(resource.number()).isEqualTo(400);
        assertNobodyIsLeft("lock");
    }

    @Test
    void lock_jvmKilledInASection_othersGoOn() throws Exception {
        OtherJvm dying = start(0, "lock", "fair", 4, 1_000_000);
        OtherJvm other = start(1, "lock", "fair", 4, 200);
        Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() -> resource.sections("slot-0") > 50 && resource.sections("slot-1") > 50);
        dying.close();
        assertThat(other.awaitEnd(Duration.ofSeconds(90))).hasValue(0);
        assertThat(resource.violations()).isEmpty();
        assertThat(resource.sections("slot-1")).isEqualTo(200);
        assertNobodyIsLeft("lock");
    }

    @Test
    void resource_changedWithoutALock_noticesIt() {
        try (FencedResource.Visitor one = resource.visit();
                FencedResource.Visitor other = resource.visit()) {
            assertThat(one.ask("read a 1")).isEqualTo("0");
            assertThat(other.ask("read b 1")).isEqualTo("0");
            assertThat(one.ask("write a 1 0")).isEqualTo("ok");
            assertThat(other.ask("write b 1 0")).isEqualTo("ok");
            assertThat(resource.violations()).containsEntry("lost-update", 1);
            assertThat(one.ask("read a 2")).isEqualTo("2");
            assertThat(other.ask("write b 1 2")).isEqualTo("stale");
        }
    }

    /** What was done to those who lock, and how often. */
    private enum Strike {
        SERVER_STANDS_STILL,
        JVM_STANDS_STILL,
        JVM_DIES
    }

    /** 12 threads × 3 JVMs × 2000 sections for each thread, or for each JVM. */
    @Tag("faults")
    @ParameterizedTest(name = "{0}, {1}, {2} sections in each JVM")
    @CsvSource({"lock, unfair, 24000", "lock, fair, 2000", "write, unfair, 2000"})
    void locks_jvmsDieAndStandStillAndTheServerDoes_neverViolatedAndEveryWaiterEnds(
            String kind, String fairness, int sections) throws Exception {
        int slots = 3;
        int threads = 12;
        long began = System.nanoTime();
        Random random = new Random(42);
        List<OtherJvm> running = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            running.add(start(slot, kind, fairness, threads, sections));
        }
        Map<Strike, Integer> strikes = new EnumMap<>(Strike.class);
        int struck = 0;
        while (running.stream().anyMatch(OtherJvm::isAlive)) {
            int slot = random.nextInt(slots);
            Duration pause = Duration.ofMillis(200 + random.nextInt(3_000));
            TestServer.pass(Duration.ofMillis(300));
            OtherJvm jvm = running.get(slot);
            if (struck >= 30 || !jvm.isAlive()) {
                continue;
            }
            // each of them once, and then as it comes
            Strike strike = Strike.values()[struck < Strike.values().length ? struck : random.nextInt(3)];
            struck++;
            strikes.merge(strike, 1, Integer::sum);
            switch (strike) {
                case JVM_DIES -> {
                    jvm.close();
                    int left = sections - resource.sections("slot-" + slot);
                    if (left > 0) {
                        running.set(slot, start(slot, kind, fairness, threads, left));
                    }
                }
                case JVM_STANDS_STILL -> {
                    jvm.stop();
                    TestServer.pass(pause);
                    jvm.goOn();
                }
                case SERVER_STANDS_STILL -> {
                    server.pause();
                    TestServer.pass(pause);
                    server.resume();
                }
            }
        }
        for (OtherJvm jvm : running) {
            assertThat(jvm.awaitEnd(Duration.ofSeconds(1))).hasValue(0);
        }
        System.out.printf(
                "[jambry] %s, %s: %d sections, %s, %d requests that came too late, violations %s, %d s%n",
                kind,
                fairness,
                resource.number(),
                strikes,
                resource.stale(),
                resource.violations(),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
        assertThat(strikes).containsOnlyKeys(Strike.values());
        assertThat(resource.violations()).isEmpty();
        assertThat(resource.number()).isGreaterThanOrEqualTo((long) slots * sections);
        assertNobodyIsLeft(kind);
    }
}
