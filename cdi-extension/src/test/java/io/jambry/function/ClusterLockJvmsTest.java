// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cached functions of several JVMs, of which one is run in the cluster, and of JVMs that are killed. */
class ClusterLockJvmsTest {

    private static final int JVMS = 2;
    private static final int THREADS = 100;
    private static final Duration LEASE = Duration.ofSeconds(2);

    private final Shared shared = new Shared(Map.of("defaults.invoke-lease", "2s"));

    @AfterEach
    void close() {
        shared.close();
    }

    @Test
    void coldKey_hundredThreadsInEachOfTwoJvms_runsTheFunctionOnce() throws Exception {
        runsOnce(500);
    }

    @Test
    @Tag("faults")
    void coldKey_functionTakesLongerThanTheLease_runsItOnce() throws Exception {
        runsOnce(5000);
    }

    private void runsOnce(int millis) throws Exception {
        shared.open();
        List<Child> children = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            children.add(new Child(shared.start(Integer.toString(THREADS), Integer.toString(millis))));
        }
        for (Child child : children) {
            assertThat(child.next()).isEqualTo("ready");
        }
        for (Child child : children) {
            child.tell("go");
        }

        int called = 0;
        List<String> results = new ArrayList<>();
        for (Child child : children) {
            for (int got = 0; got < THREADS; ) {
                String line = child.next();
                if (line.equals("called")) {
                    called++;
                } else {
                    results.add(line);
                    got++;
                }
            }
        }
        System.out.println("function of " + millis + " ms, " + JVMS + " JVMs of " + THREADS + " threads: called "
                + called + " times");

        assertThat(called).isEqualTo(1);
        assertThat(Set.copyOf(results)).hasSize(1);
        assertThat(results).hasSize(JVMS * THREADS);
    }

    @Test
    void loader_killed_isFollowedWithinItsLeaseAndASecond() throws Exception {
        Cache<String, Object> cache = shared.open();
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache).lock(CacheLock.CLUSTER).lockTimeout(Duration.ofSeconds(60));
        assertThat(functions.get("warm", () -> "warm")).isEqualTo("warm");
        Child child = new Child(shared.start("1", "600000"));
        assertThat(child.next()).isEqualTo("ready");
        child.tell("go");
        assertThat(child.next()).isEqualTo("called");
        AtomicLong followed = new AtomicLong();
        Thread waiting = new Thread(() -> {
            try {
                functions.get("cold", () -> {
                    followed.set(System.nanoTime());
                    return "mine";
                });
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
        waiting.start();
        // longer than the lease: it is renewed
        Awaitility.await()
                .during(LEASE.plusSeconds(1))
                .atMost(Duration.ofSeconds(20))
                .until(() -> followed.get() == 0);

        child.process.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        waiting.join(Duration.ofSeconds(30).toMillis());

        Duration taken = Duration.ofNanos(followed.get() - killed);
        System.out.println("lease of " + LEASE.toMillis() + " ms: the successor of a killed loader began after "
                + taken.toMillis() + " ms");
        assertThat(cache.get("cold")).isEqualTo("mine");
        assertThat(taken).isLessThan(LEASE.plusSeconds(1));
        assertThat(functions.statistics().timeouts()).isZero();
    }

    /** A JVM, and what it says. */
    private static final class Child {

        private final Process process;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Child(Process process) {
            this.process = process;
            Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
                said.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException killed) {
                lines.add("killed");
            }
        }

        void tell(String line) throws IOException {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        }

        String next() throws InterruptedException {
            String line = lines.poll(60, TimeUnit.SECONDS);
            return line == null ? "silence" : line;
        }
    }
}
