// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import io.jambry.Trap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** One entry and several JVMs, which are real processes, or managers where that is enough. */
class TwoJvmsTest {

    private static final int JVMS = 2;

    private final String name = "two-jvms-" + UUID.randomUUID();
    private final CacheManager manager = Backing.EMBEDDED.manager(Map.of("defaults.invoke-lease", "100ms"));
    private final Cache<String, Long> cache =
            manager.createCache(name, new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));

    @AfterEach
    void close() {
        manager.destroyCache(name);
        manager.getCachingProvider().close();
    }

    @Trap({1, 2})
    @Test
    void invoke_twoJvmsOfEightThreads_losesNoUpdate() throws Exception {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < JVMS; i++) {
                processes.add(child("increment"));
            }
            for (Process process : processes) {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }

        assertThat(cache.get(IncrementingJvm.KEY))
                .isEqualTo((long) JVMS * IncrementingJvm.THREADS * IncrementingJvm.INCREMENTS)
                .isEqualTo(16_000);
    }

    @Trap(2)
    @Test
    void invoke_jvmKilledInAProcessor_othersGoOn() throws Exception {
        Process process = child("hang");
        try {
            assertThat(process.getInputStream().read()).isNotEqualTo(-1);
        } finally {
            process.destroyForcibly().waitFor();
        }

        Long sum = cache.invoke(IncrementingJvm.KEY, IncrementingJvm.PROCESSOR);

        assertThat(sum).isEqualTo(1);
    }

    private Process child(String what) throws Exception {
        Properties connection = manager.unwrap(Jambry.class).connection().toProperties();
        ProcessBuilder builder = new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                IncrementingJvm.class.getName(),
                what,
                name);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("JAMBRY_NAMESPACE", "cache-tests");
        connection.forEach((key, value) -> builder.environment()
                .put(
                        String.valueOf(key)
                                .toUpperCase(java.util.Locale.ROOT)
                                .replace('.', '_')
                                .replace('-', '_'),
                        (String) value));
        return builder.start();
    }

    @Trap(2)
    @Test
    void invoke_claimLostMeanwhile_runsAgainOnTheNewValue() throws Exception {
        CacheManager other = Backing.EMBEDDED.manager(Map.of("defaults.invoke-lease", "100ms"));
        try {
            Cache<String, Long> neighbour = other.getCache(name, String.class, Long.class);
            CountDownLatch running = new CountDownLatch(1);
            CountDownLatch overtaken = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            CompletableFuture<Long> slow = CompletableFuture.supplyAsync(() -> cache.invoke("k", (entry, arguments) -> {
                if (runs.incrementAndGet() == 1) {
                    running.countDown();
                    await(overtaken);
                }
                return IncrementingJvm.PROCESSOR.process(entry, arguments);
            }));
            await(running);

            loseClaim();
            assertThat(neighbour.invoke("k", IncrementingJvm.PROCESSOR)).isEqualTo(1);
            overtaken.countDown();

            assertThat(slow.join()).isEqualTo(2);
            assertThat(runs).hasValue(2);
        } finally {
            other.getCachingProvider().close();
        }
    }

    /** Ends the lease of the running update on the server, as a pause of this JVM longer than the lease would. */
    private void loseClaim() {
        ConnectionSettings connection = manager.unwrap(Jambry.class).connection();
        try (Jedis server = new Jedis(connection.host(), connection.port())) {
            server.auth(connection.password().orElseThrow());
            assertThat(server.del("cache-tests:" + name + ":{k}:lk")).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Trap(2)
    @Test
    void getOrCompute_twoManagers_computesOnce() {
        CacheManager other = Backing.EMBEDDED.manager(Map.of());
        try {
            List<JambryCache<String, Long>> both = List.of(jambry(cache), jambry(other.getCache(name)));
            AtomicInteger turns = new AtomicInteger();
            AtomicInteger computed = new AtomicInteger();

            List<Object> outcomes = Crowd.run(
                    8,
                    () -> both.get(turns.incrementAndGet() % 2)
                            .getOrCompute("k", key -> (long) computed.incrementAndGet()));

            assertThat(outcomes).containsOnly(1L);
            assertThat(computed).hasValue(1);
        } finally {
            other.getCachingProvider().close();
        }
    }

    @Trap(25)
    @Test
    void invoke_heldLongerThanTheWait_failsNamingTheSetting() {
        CacheManager other = Backing.EMBEDDED.manager(Map.of("defaults.invoke-wait", "50ms"));
        try {
            Cache<String, Long> impatient = other.getCache(name, String.class, Long.class);
            Claims.leaveBehind(impatient.unwrap(StandardCache.class), "k", 5_000);

            assertThatThrownBy(() -> impatient.invoke("k", IncrementingJvm.PROCESSOR))
                    .isInstanceOf(io.jambry.NotExecutedException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("another JVM has been updating the entry for 50 ms")
                    .hasMessageContaining("raise 'invoke-wait'");
        } finally {
            other.getCachingProvider().close();
        }
    }

    @SuppressWarnings("unchecked")
    private static JambryCache<String, Long> jambry(Cache<?, ?> cache) {
        return cache.unwrap(JambryCache.class);
    }
}
