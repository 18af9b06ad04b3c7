// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.faults.Direction;
import io.jambry.faults.Ending;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * Many threads, every way to call, and a network that changes for the worse all the time: each reply is one's own, each call
 * ends in time, and everything is back afterwards.
 *
 * <p>The system property {@code test.stress-millis} makes it run for longer.
 */
class LaneStressTest {

    private static final int THREADS = 64;
    private static final int POOL = 4;
    private static final long TIMEOUT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration TIME = Duration.ofMillis(Long.getLong("test.stress-millis", 2000));
    private static final long SEED = Long.getLong("test.stress-seed", System.nanoTime());

    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    /** What the machine takes from threads that want to run. */
    private static final class Gaps implements Runnable {

        private record Gap(long from, long to) {}

        private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
        private volatile boolean over;

        @Override
        public void run() {
            long last = System.nanoTime();
            while (!over) {
                LockSupport.parkNanos(1_000_000);
                long now = System.nanoTime();
                if (now - last > 3_000_000) {
                    gaps.add(new Gap(last, now));
                }
                last = now;
            }
        }

        long within(long from, long to) {
            return gaps.stream()
                    .mapToLong(gap -> Math.max(0, Math.min(to, gap.to) - Math.max(from, gap.from)))
                    .sum();
        }
    }

    private final Gaps gaps = new Gaps();

    @Test
    void call_badNetworkAndManyThreads_eachGetsItsOwnReplyInTime() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
                FaultProxy proxy = FaultProxy.to(server.port());
                RedisLink direct = RedisLink.open(TestServer.settings(server))) {
            try (RedisLink link = open(server, proxy)) {
                stress(link, proxy);
                assertThat(wrong).as("seed " + SEED).isEmpty();
                assertThat(answered.get()).isGreaterThan(THREADS);
                requireAllBack(link, direct);
            }
            requireNothingLeft(proxy);
        }
    }

    private static RedisLink open(EmbeddedServer server, FaultProxy proxy) {
        Duration timeout = Duration.ofNanos(TIMEOUT);
        LinkLimits limits = new LinkLimits(
                timeout, Duration.ofMillis(150), POOL, 10_000, Duration.ofMillis(50), 20, Duration.ofMillis(20));
        return RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(server.password())
                .with(limits));
    }

    private void stress(RedisLink link, FaultProxy proxy) throws Exception {
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            Future<?> control = callers.submit(gaps);
            long end = System.nanoTime() + TIME.toNanos();
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                all.add(callers.submit(() -> work(link, number, end)));
            }
            spoil(proxy, end);
            for (Future<?> one : all) {
                one.get(10, TimeUnit.SECONDS);
            }
            gaps.over = true;
            control.get(10, TimeUnit.SECONDS);
        } finally {
            gaps.over = true;
            callers.shutdownNow();
        }
        System.out.printf(
                "[jambry] lane stress: %d answered, %d failed, the latest %d ms after its deadline, seed %d%n",
                answered.get(), failed.get(), latest.get() / 1_000_000, SEED);
    }

    private static void spoil(FaultProxy proxy, long end) {
        Random random = new Random(SEED);
        while (System.nanoTime() - end < 0) {
            Direction direction = random.nextBoolean() ? Direction.REQUESTS : Direction.REPLIES;
            switch (random.nextInt(9)) {
                case 0 -> proxy.end(random.nextBoolean() ? Ending.RESET : Ending.CLOSE);
                case 1 -> proxy.setAccepted(direction, Fault.DROP);
                case 2 -> proxy.set(direction, Fault.HOLD);
                case 3 -> proxy.set(direction, Fault.jitter(Duration.ZERO, Duration.ofMillis(20), random.nextLong()));
                case 4 -> proxy.next(direction, Fault.truncate(random.nextInt(200)), 1);
                case 5 -> proxy.set(direction, new Fault.Pieces(100, Duration.ZERO));
                case 6 -> proxy.refuse();
                default -> proxy.heal();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5 + random.nextInt(40)));
            if (random.nextBoolean()) {
                proxy.heal();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(40)));
            }
        }
        proxy.heal();
    }

    private void work(RedisLink link, int thread, long end) {
        Random random = new Random(SEED + thread);
        CommandObjects commands = link.commands();
        byte[] key = ("stress:" + thread).getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; System.nanoTime() - end < 0; round++) {
            String mine = thread + ":" + round + ":";
            long start = System.nanoTime();
            switch (random.nextInt(8)) {
                case 0 -> {
                    long deadline = start + 1 + random.nextLong(TIMEOUT);
                    check(mine, start, deadline, () -> link.callBefore(commands.echo(mine), deadline));
                }
                case 1 -> check(mine, start, () -> link.callAlone(commands.echo(mine)));
                case 2 -> {
                    String large = mine + "x".repeat(70_000);
                    check(large, start, () -> link.call(commands.echo(large)));
                }
                case 3 -> batch(link, mine, 1 + random.nextInt(50));
                case 4 -> check(mine, start, () -> joined(link, commands.echo(mine)));
                case 5 -> {
                    byte[] value = mine.getBytes(StandardCharsets.US_ASCII);
                    check("OK", start, () -> link.call(commands.set(key, value)));
                    long second = System.nanoTime();
                    check(thread + ":", second, () -> prefix(link.call(commands.get(key)), thread));
                }
                default -> check(mine, start, () -> link.call(commands.echo(mine)));
            }
        }
    }

    private static String joined(RedisLink link, CommandObject<String> command) {
        try {
            return link.send(command).toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JambryException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static String prefix(byte[] value, int thread) {
        String mine = thread + ":";
        return value == null ? mine : new String(value, 0, mine.length(), StandardCharsets.US_ASCII);
    }

    private void batch(RedisLink link, String mine, int size) {
        List<CommandObject<String>> batch = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            batch.add(link.commands().echo(mine + i));
        }
        long start = System.nanoTime();
        List<Object> replies = link.callAll(batch);
        requireInTime(start, start + TIMEOUT, "batch");
        for (int i = 0; i < size; i++) {
            if (!(replies.get(i) instanceof JambryException) && !(mine + i).equals(replies.get(i))) {
                wrong.add("a batch got another's reply");
            }
        }
    }

    private void check(String mine, long start, Supplier<String> call) {
        check(mine, start, start + TIMEOUT, call);
    }

    private void check(String mine, long start, long deadline, Supplier<String> call) {
        try {
            String reply = call.get();
            answered.incrementAndGet();
            if (!mine.equals(reply)) {
                wrong.add("a call got another's reply: " + mine + " " + reply);
            }
        } catch (JambryException e) {
            failed.incrementAndGet();
        } catch (RuntimeException e) {
            wrong.add("not one of our exceptions: " + e);
        }
        requireInTime(start, deadline, mine);
    }

    private void requireInTime(long start, long deadline, String what) {
        long end = System.nanoTime();
        long late = end - deadline;
        if (late > 0) {
            late -= gaps.within(start, end);
            latest.accumulateAndGet(late, Math::max);
        }
        if (late > GRACE) {
            wrong.add(what.substring(0, Math.min(20, what.length())) + " ended " + late / 1_000_000
                    + " ms after its deadline");
        }
    }

    /** Both shared connections and all of the pool can be in use at once, and nobody waits. */
    private static void requireAllBack(RedisLink link, RedisLink direct) {
        CommandObjects commands = link.commands();
        await().ignoreExceptions().until(() -> "back".equals(link.call(commands.echo("back"))));
        assertThat(link.nodes().get(0).waiting()).isZero();
        ExecutorService callers = Executors.newCachedThreadPool();
        try {
            // a busy machine may take some of the time in which all must be blocked
            await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
                List<Future<?>> blocked = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    blocked.add(callers.submit(() -> link.callBefore(commands.blpop(1, "shared"), end)));
                }
                for (int i = 0; i < POOL; i++) {
                    blocked.add(callers.submit(() -> link.callAlone(commands.blpop(0.2, "alone"))));
                }
                boolean all = false;
                while (!all && blocked.stream().noneMatch(Future::isDone)) {
                    all = blockedClients(direct) == 2 + POOL;
                }
                for (Future<?> one : blocked) {
                    one.get(5, TimeUnit.SECONDS);
                }
                return all;
            });
        } finally {
            callers.shutdownNow();
        }
    }

    private static long blockedClients(RedisLink direct) {
        String clients = direct.call(direct.commands().info("clients"));
        return Arrays.stream(clients.split("\r\n"))
                .filter(line -> line.startsWith("blocked_clients:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }

    private static void requireNothingLeft(FaultProxy proxy) {
        String address = ":" + proxy.port();
        await().untilAsserted(() -> {
            assertThat(proxy.open()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("jambry-") && name.contains(address));
        });
    }
}
