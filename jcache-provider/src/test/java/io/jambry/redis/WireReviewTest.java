// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.faults.Direction;
import io.jambry.faults.Ending;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.NodeSettings.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/** What happens to connections, threads and breakers when things go wrong at the wrong moment. */
class WireReviewTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final LinkLimits LIMITS =
            new LinkLimits(LIMIT, LIMIT, /* poolSize= */ 1, 10_000, Duration.ofSeconds(10), 0, Duration.ofMillis(50));

    /** Long before anything ends by its deadline. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final int BREAKER_ROUNDS = 1_000;

    private final byte[] key = ("review:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private FaultProxy proxy;
    private RedisLink direct;
    private RedisLink link;
    private CommandObjects commands;

    @BeforeEach
    void open() {
        proxy = FaultProxy.to(TestServer.shared().port());
        direct = RedisLink.open(TestServer.settings());
        link = RedisLink.open(settings());
        commands = link.commands();
        direct.call(commands.ping());
        link.call(commands.ping());
    }

    @AfterEach
    void close() throws InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        direct.call(commands.del(key));
        link.close();
        direct.close();
        proxy.close();
    }

    private LinkSettings settings() {
        return LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password())
                .with(LIMITS);
    }

    /** A command that cannot be written for want of memory, though its length can be told. */
    private static CommandObject<String> unwritable() {
        AtomicInteger asked = new AtomicInteger();
        Rawable text = () -> {
            if (asked.incrementAndGet() > 1) {
                throw new OutOfMemoryError("of the test");
            }
            return new byte[1];
        };
        return new CommandObject<>(new CommandArguments(Command.ECHO).add(text), BuilderFactory.STRING);
    }

    private static CommandObject<String> unwritableAtOnce() {
        Rawable text = () -> {
            throw new OutOfMemoryError("of the test");
        };
        return new CommandObject<>(new CommandArguments(Command.ECHO).add(text), BuilderFactory.STRING);
    }

    private String echo(String text) {
        return link.call(commands.echo(text));
    }

    /** Sees to it that both shared connections are open. */
    private void openBoth() {
        await().until(() -> {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(callers.submit(() -> echo("open")));
            }
            for (Future<?> one : all) {
                one.get(10, TimeUnit.SECONDS);
            }
            return proxy.accepted() == 2;
        });
    }

    @Test
    void call_errorUnderWay_leavesBothConnectionsToOthers() {
        for (int round = 0; round < 4; round++) {
            assertThatThrownBy(() -> link.call(unwritable())).isInstanceOf(OutOfMemoryError.class);
        }
        assertThat(echo("back")).isEqualTo("back");
    }

    @Test
    void callAlone_errorUnderWay_givesItsConnectionBack() {
        assertThatThrownBy(() -> link.callAlone(unwritableAtOnce())).isInstanceOf(OutOfMemoryError.class);
        assertThat(link.callAlone(commands.echo("back"))).isEqualTo("back");
    }

    @Test
    void callAll_oneErrorUnderWay_givesTheConnectionBack() {
        AtomicInteger asked = new AtomicInteger();
        Rawable text = () -> {
            if (asked.incrementAndGet() > 1) {
                throw new OutOfMemoryError("of the test");
            }
            return new byte[1];
        };
        List<CommandObject<String>> batch = List.of(
                commands.echo("first"),
                new CommandObject<>(new CommandArguments(Command.ECHO).add(text), BuilderFactory.STRING));
        assertThatThrownBy(() -> link.callAll(batch)).isInstanceOf(OutOfMemoryError.class);
        assertThat(link.callAll(List.of(commands.echo("back")))).containsExactly("back");
    }

    @Test
    void send_stagesBlock_keepNoConnectionFromOthers() {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch blocks = new CountDownLatch(1);
        // the reply comes when the stage is there, which else would run in this thread
        proxy.set(Direction.REPLIES, Fault.HOLD);
        CompletableFuture<Boolean> blocked = link.send(commands.ping())
                .thenApply(pong -> {
                    blocks.countDown();
                    return isOver(over);
                })
                .toCompletableFuture();
        proxy.heal();
        assertThat(isOver(blocks)).isTrue();
        List<CompletableFuture<String>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(link.send(commands.echo("other")).toCompletableFuture());
        }
        assertThat(CompletableFuture.supplyAsync(() -> echo("mine"), callers))
                .succeedsWithin(SOON)
                .isEqualTo("mine");
        over.countDown();
        assertThat(blocked).succeedsWithin(SOON).isEqualTo(true);
        assertThat(others).allSatisfy(other -> assertThat(other).succeedsWithin(SOON));
    }

    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void send_connectionsBreak_allAreSentAgainAtOnce() {
        List<CompletableFuture<String>> all = new ArrayList<>();
        long start = System.nanoTime();
        // no more than the budget for repetitions holds
        for (int round = 0; round < 5; round++) {
            proxy.set(Direction.REPLIES, Fault.HOLD);
            for (int i = 0; i < 200; i++) {
                all.add(link.send(commands.get("review")).toCompletableFuture());
            }
            proxy.end(Ending.RESET);
            proxy.heal();
            CompletableFuture<?>[] these = all.toArray(CompletableFuture[]::new);
            assertThat(CompletableFuture.allOf(these)).succeedsWithin(SOON);
        }
        assertThat(System.nanoTime() - start).isLessThan(5 * SOON.toNanos());
    }

    @Test
    void send_otherHasMoreTime_endsInItsOwnTime() {
        openBoth();
        proxy.set(Direction.REPLIES, Fault.DROP);
        List<Future<?>> patient = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            patient.add(callers.submit(() -> assertThatThrownBy(
                            () -> link.callBefore(commands.incr(key), System.nanoTime() + 2 * LIMIT.toNanos()))
                    .isInstanceOf(JambryException.class)));
        }
        await().until(() ->
                "2".equals(new String(direct.call(commands.getrange(key, 0, -1)), StandardCharsets.US_ASCII)));
        long start = System.nanoTime();
        CompletableFuture<String> late = link.send(commands.echo("late")).toCompletableFuture();
        assertThat(late)
                .failsWithin(LIMIT.plusMillis(600))
                .withThrowableThat()
                .withCauseInstanceOf(NotExecutedException.class)
                .withMessageContaining("was not sent: it waited");
        assertThat(System.nanoTime() - start).isGreaterThan(LIMIT.toNanos() - 50_000_000);
        proxy.end(Ending.RESET);
        patient.forEach(one -> assertThat(one).succeedsWithin(SOON.multipliedBy(3)));
    }

    @Test
    void close_manyAsynchronousCallsWait_allEnd() {
        proxy.set(Direction.REPLIES, Fault.DROP);
        List<CompletableFuture<Long>> all = new ArrayList<>();
        for (int i = 0; i < 9_000; i++) {
            all.add(link.send(commands.incr(key)).toCompletableFuture());
        }
        await().until(() -> direct.call(commands.exists(key)));
        link.close();
        CompletableFuture<?> any = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
        assertThat(any).failsWithin(SOON);
        assertThat(all)
                .allSatisfy(one -> assertThatThrownBy(one::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(JambryException.class));
    }

    @Test
    void exchange_nodeIsReplacedWhileCallsWait_mayGoToTheNewOne() throws Exception {
        LinkThreads threads = new LinkThreads("jambry-review", 1);
        try (Nodes nodes = new Nodes(settings(), threads)) {
            Node node = nodes.open(settings().endpoints().get(0), Role.STANDALONE);
            proxy.set(Direction.REPLIES, Fault.DROP);
            List<Future<NodeFailure.Kind>> waiting = new ArrayList<>();
            // the handshake of both connections is under way, and the others wait
            for (int i = 0; i < 150; i++) {
                waiting.add(callers.submit(() -> {
                    long start = System.nanoTime();
                    try {
                        node.exchange(commands.ping(), start, start + LIMIT.toNanos());
                        return null;
                    } catch (NodeFailure e) {
                        return e.kind();
                    }
                }));
            }
            await().until(() -> node.waiting() == 148);
            node.close();
            proxy.end(Ending.RESET);
            for (Future<NodeFailure.Kind> one : waiting) {
                assertThat(one.get(10, TimeUnit.SECONDS))
                        .isIn(NodeFailure.Kind.LEFT_ALONE, NodeFailure.Kind.UNREACHED, NodeFailure.Kind.LOST);
            }
        } finally {
            threads.close();
        }
    }

    @Test
    void next_nodeLeftAlone_costsNoRepetition() {
        NodeFailure alone = NodeFailure.leftAlone(new NotExecutedException("of the test"));
        try (Nodes nodes = new Nodes(settings(), new LinkThreads("jambry-review", 1));
                StandaloneRouter router = new StandaloneRouter(settings(), nodes)) {
            Repetition repetition = new Repetition(router);
            Node node = router.nodes().get(0);
            for (int call = 0; call < 2000; call++) {
                long start = System.nanoTime();
                assertThatThrownBy(() -> repetition.of(
                                commands.ping(), node, alone, Sending.PLAIN::exchange, start, start + LIMIT.toNanos()))
                        .isInstanceOf(NotExecutedException.class);
            }
            assertThat(node.retries().take()).isTrue();
        }
    }

    @Test
    void answered_failuresAtTheSameTime_neverLeavesTheNodeAloneForEver() throws Exception {
        LinkLimits hasty = new LinkLimits(
                Duration.ofMillis(1), LIMIT, 1, 1, LIMIT, /* breakerFailures= */ 1, Duration.ofMillis(1));
        Breaker breaker = new Breaker(hasty);
        AtomicInteger round = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        Future<?> failing = callers.submit(() -> {
            Random random = new Random(1);
            for (int mine = 1; mine <= BREAKER_ROUNDS; mine++) {
                meet(round, mine, random.nextInt(100));
                breaker.failed();
                done.set(mine);
            }
        });
        Random random = new Random(2);
        boolean stuck = false;
        for (int mine = 1; mine <= BREAKER_ROUNDS; mine++) {
            breaker.failed();
            long longEnough = System.nanoTime() + 1_000_000;
            while (System.nanoTime() - longEnough < 0) {
                Thread.onSpinWait();
            }
            round.set(mine);
            meet(round, mine, random.nextInt(100));
            breaker.answered();
            meet(done, mine, 0);
            breaker.answered();
            stuck |= breaker.isOpen();
        }
        failing.get(10, TimeUnit.SECONDS);
        assertThat(stuck).isFalse();
    }

    /** Waits for another thread without sleeping, so that both go on within nanoseconds. */
    private static void meet(AtomicInteger other, int round, int delay) {
        while (other.get() < round) {
            Thread.yield();
        }
        for (int i = 0; i < delay; i++) {
            Thread.onSpinWait();
        }
    }

    @Test
    void guard_listenerThrows_deadlinesAreKept() {
        DeadlineGuard guard = new DeadlineGuard("jambry-review", LIMIT.toNanos(), 4_000_000);
        try {
            AtomicInteger looks = new AtomicInteger();
            guard.listen(() -> {
                looks.incrementAndGet();
                throw new OutOfMemoryError("of the test");
            });
            await().until(() -> looks.get() > 2);
            Watched watched = new Watched(System.nanoTime() + 10_000_000);
            guard.watch(watched);
            guard.expect(watched.deadline());
            await().untilTrue(watched.aborted);
        } finally {
            guard.close();
        }
    }

    @Test
    void guard_closed_endsWhatItIsToWatch() {
        DeadlineGuard guard = new DeadlineGuard("jambry-review", LIMIT.toNanos(), LIMIT.toNanos());
        guard.close();
        Watched watched = new Watched(System.nanoTime() + LIMIT.toNanos());
        guard.watch(watched);
        assertThat(watched.aborted).isTrue();
    }

    private static final class Watched implements DeadlineGuard.Guarded {

        private final long deadline;
        private final AtomicBoolean aborted = new AtomicBoolean();

        Watched(long deadline) {
            this.deadline = deadline;
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void abort() {
            aborted.set(true);
        }
    }
}
