// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jambry.JambryException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.provider.JambryCachingProvider;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.CommandObjects;

/** Callers that are virtual threads; skipped where Java has none. */
class VirtualThreadsTest {

    private static final int THREADS = 10_000;
    private static final int ROUNDS = 20;

    /** Measured: about 60 MB for ten thousand stacks and calls under way; no more than 20 kB for each. */
    private static final long MOST_HEAP = THREADS * 20_000L;

    /** What carries virtual threads, what Java has anyway, and a handful of ours; far from one per caller. */
    private static final int MOST_PLATFORM_THREADS = 40;

    private @Nullable Object builder;

    @BeforeEach
    void findVirtualThreads() {
        try {
            builder = Thread.class.getMethod("ofVirtual").invoke(null);
        } catch (ReflectiveOperationException | UnsupportedOperationException e) {
            String java = System.getProperty("java.version");
            System.out.println("[jambry] virtual threads: not tried on Java " + java + ", which has none");
            assumeTrue(false, "Java " + java + " has no virtual threads");
        }
    }

    private Thread virtual(Runnable task) {
        try {
            return (Thread) requireNonNull(Class.forName("java.lang.Thread$Builder")
                    .getMethod("unstarted", Runnable.class)
                    .invoke(builder, task));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("virtual threads cannot be made", e);
        }
    }

    /** Runs in virtual threads of their own until all have ended; fails with the first failure. */
    private void inEach(int threads, Callable<?> task) throws Exception {
        CountDownLatch all = new CountDownLatch(threads);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        for (int i = 0; i < threads; i++) {
            virtual(() -> {
                        try {
                            task.call();
                        } catch (Exception | Error e) {
                            failure.compareAndSet(null, e);
                        } finally {
                            all.countDown();
                        }
                    })
                    .start();
        }
        assertThat(all.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get()).isNull();
    }

    @Test
    void cache_tenThousandVirtualThreads_allAnsweredWithoutPinning(@TempDir Path folder) throws Exception {
        String name = "virtual-" + UUID.randomUUID();
        CachingProvider provider = new JambryCachingProvider();
        try (CacheManager manager = manager(provider)) {
            Cache<Integer, Integer> cache = manager.createCache(
                    name, new MutableConfiguration<Integer, Integer>().setTypes(Integer.class, Integer.class));
            try (Recording recording = new Recording()) {
                recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
                recording.start();
                run(cache);
                recording.stop();
                Path file = folder.resolve("pinned.jfr");
                recording.dump(file);
                assertThat(ourPins(file)).isEmpty();
            }
            manager.destroyCache(name);
        } finally {
            provider.close();
        }
    }

    private static CacheManager manager(CachingProvider provider) {
        Properties properties = new Properties();
        properties.setProperty("jambry.password", TestServer.shared().password());
        properties.setProperty("jambry.timeout", "60s");
        properties.setProperty("jambry.max-waiting", "20000");
        return provider.getCacheManager(
                URI.create("redis://127.0.0.1:" + TestServer.shared().port()),
                VirtualThreadsTest.class.getClassLoader(),
                properties);
    }

    private void run(Cache<Integer, Integer> cache) throws Exception {
        cache.put(-1, -1);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threads.resetPeakThreadCount();
        long before = usedHeap();
        AtomicInteger number = new AtomicInteger();
        AtomicInteger halfway = new AtomicInteger();
        CountDownLatch measured = new CountDownLatch(1);
        AtomicReference<Long> grown = new AtomicReference<>(0L);
        Thread meter = new Thread(() -> {
            await().atMost(100, TimeUnit.SECONDS).until(() -> halfway.get() >= THREADS / 2);
            grown.set(usedHeap() - before);
            measured.countDown();
        });
        meter.start();
        long start = System.nanoTime();
        inEach(THREADS, () -> {
            int mine = number.incrementAndGet();
            for (int round = 0; round < ROUNDS; round++) {
                cache.put(mine, mine + round);
                assertThat(cache.get(mine)).isEqualTo(mine + round);
                if (round == ROUNDS / 2) {
                    halfway.incrementAndGet();
                }
            }
            return null;
        });
        long millis = (System.nanoTime() - start) / 1_000_000;
        measured.await();
        meter.join();
        System.out.printf(
                "[jambry] virtual threads: %d calls of %d threads in %d ms, heap grew by %d MB, at most %d platform threads%n",
                THREADS * ROUNDS * 2, THREADS, millis, grown.get() >> 20, threads.getPeakThreadCount());
        assertThat(grown.get()).isLessThan(MOST_HEAP);
        assertThat(threads.getPeakThreadCount()).isLessThan(MOST_PLATFORM_THREADS);
    }

    private static long usedHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<String> ourPins(Path file) throws Exception {
        assertThat(Files.size(file)).isPositive();
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getStackTrace() != null && isOurs(event))
                .map(RecordedEvent::toString)
                .toList();
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace().getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName())
                .anyMatch(
                        type -> type.startsWith("io.jambry.") && !type.startsWith(VirtualThreadsTest.class.getName()));
    }

    @Test
    void call_interruptedVirtualThread_getsItsReplyAndKeepsTheFlag() throws Exception {
        try (RedisLink link = RedisLink.open(TestServer.settings())) {
            inEach(100, () -> {
                Thread.currentThread().interrupt();
                assertThat(link.call(link.commands().echo("one"))).isEqualTo("one");
                assertThat(link.callAlone(link.commands().echo("two"))).isEqualTo("two");
                assertThat(link.callAll(List.of(link.commands().echo("three")))).containsExactly("three");
                assertThat(Thread.interrupted()).isTrue();
                return null;
            });
            assertThat(link.nodes().get(0).failures()).isZero();
        }
    }

    @Test
    void call_virtualThreadIsInterruptedWhileItReads_isRepeatedAndKeepsTheFlag() throws Exception {
        try (RedisLink link = RedisLink.open(TestServer.settings())) {
            AtomicReference<@Nullable Object> reply = new AtomicReference<>();
            CountDownLatch ended = new CountDownLatch(1);
            Thread reader = virtual(() -> {
                for (int i = 0; i < 200 || !Thread.currentThread().isInterrupted(); i++) {
                    reply.set(link.call(link.commands().get("virtual-none")));
                }
                reply.set(Thread.currentThread().isInterrupted());
                ended.countDown();
            });
            reader.start();
            while (!ended.await(1, TimeUnit.MILLISECONDS)) {
                reader.interrupt();
            }
            assertThat(reply.get()).isEqualTo(true);
        }
    }

    @Test
    void call_virtualThreadIsInterruptedWhileItWaits_nobodyLosesTheConnection() throws Exception {
        byte[] key = ("virtual:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
        try (FaultProxy proxy = FaultProxy.to(TestServer.shared().port());
                RedisLink direct = RedisLink.open(TestServer.settings());
                RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                        .withPassword(TestServer.shared().password()))) {
            CommandObjects commands = link.commands();
            link.call(commands.ping());
            int accepted = proxy.accepted();
            proxy.set(Direction.REPLIES, Fault.HOLD);
            AtomicReference<@Nullable Object> reply = new AtomicReference<>();
            AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
            Thread reader = virtual(() -> {
                try {
                    reply.set(link.call(commands.incr(key)));
                } catch (JambryException e) {
                    reply.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted());
            });
            reader.start();
            await().until(() -> direct.call(commands.exists(key)));
            for (int i = 0; i < 3; i++) {
                reader.interrupt();
                await().during(Duration.ofMillis(50)).until(() -> reply.get() == null);
            }
            proxy.heal();
            reader.join();
            assertThat(reply.get()).isEqualTo(1L);
            assertThat(flag.get()).isEqualTo(true);
            assertThat(link.nodes().get(0).failures()).isZero();
            assertThat(proxy.accepted()).isEqualTo(accepted);
            direct.call(commands.del(key));
        }
    }
}
