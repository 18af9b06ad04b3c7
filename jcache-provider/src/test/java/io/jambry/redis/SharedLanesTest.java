// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol;

/** What callers who share connections do to each other, and what they do not. */
class SharedLanesTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    /** Room for a busy machine. */
    private static final long TOO_LATE = 1000;

    private final byte[] key = ("lanes:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private FaultProxy proxy;
    private RedisLink direct;
    private RedisLink link;
    private CommandObjects commands;

    @BeforeEach
    void open() throws IOException {
        proxy = FaultProxy.to(TestServer.shared().port());
        direct = RedisLink.open(TestServer.settings());
        link = RedisLink.open(proxied(LinkLimits.DEFAULT.withTimeout(LIMIT)));
        commands = link.commands();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        direct.call(commands.del(key));
        link.close();
        direct.close();
        proxy.close();
    }

    private LinkSettings proxied(LinkLimits limits) {
        return LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password())
                .with(limits);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void call_manyCallers_shareTwoConnections() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < 64; caller++) {
            all.add(callers.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    link.call(commands.incr(key));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }
        assertThat(direct.call(commands.get(key))).isEqualTo("12800".getBytes(StandardCharsets.US_ASCII));
        assertThat(proxy.accepted()).isLessThanOrEqualTo(2);
    }

    @Test
    void call_serverFallsSilent_everyCallEndsAtItsDeadlineAndNothingRunsTwice() throws Exception {
        link.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.DROP);
        AtomicLong unknown = new AtomicLong();
        AtomicLong notExecuted = new AtomicLong();
        List<Future<Long>> all = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            all.add(callers.submit(() -> {
                long start = System.nanoTime();
                try {
                    link.call(commands.incr(key));
                } catch (OutcomeUnknownException e) {
                    unknown.incrementAndGet();
                } catch (NotExecutedException e) {
                    notExecuted.incrementAndGet();
                }
                return millisSince(start);
            }));
        }
        for (Future<Long> one : all) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isLessThan(TOO_LATE);
        }
        assertThat(unknown.get() + notExecuted.get()).isEqualTo(16);
        byte[] applied = direct.call(commands.get(key));
        assertThat(applied == null ? 0 : Long.parseLong(new String(applied, StandardCharsets.US_ASCII)))
                .isLessThanOrEqualTo(unknown.get());
        proxy.set(Direction.REPLIES, Fault.NONE);
        assertThat(link.call(commands.ping())).isNotNull();
    }

    @Test
    void callBefore_littleTimeLeft_takesNobodyAlong() throws Exception {
        link.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.DROP);
        // both connections are in use by callers whose time is nearly up
        List<Future<?>> hasty = new ArrayList<>();
        for (int caller = 0; caller < 2; caller++) {
            hasty.add(callers.submit(() -> assertThatThrownBy(
                            () -> link.callBefore(commands.incr(key), System.nanoTime() + 150_000_000))
                    .isInstanceOf(JambryException.class)));
        }
        await().until(() -> direct.call(commands.exists(key)));
        Future<?> patient = callers.submit(() -> link.call(commands.ping()));
        proxy.set(Direction.REPLIES, Fault.NONE);
        patient.get(10, TimeUnit.SECONDS);
        for (Future<?> one : hasty) {
            one.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void call_moreThanMayWait_isRefusedAtOnce() throws Exception {
        LinkLimits one =
                new LinkLimits(LIMIT, LIMIT, 8, /* maxWaiting= */ 1, Duration.ofSeconds(1), 0, Duration.ofMillis(500));
        try (RedisLink narrow = RedisLink.open(proxied(one))) {
            narrow.call(commands.ping());
            proxy.set(Direction.REPLIES, Fault.DROP);
            List<CompletableFuture<Long>> all = new ArrayList<>();
            for (int caller = 0; caller < 10; caller++) {
                all.add(narrow.send(commands.incr(key)).toCompletableFuture());
            }
            assertThat(all)
                    .anySatisfy(
                            refused -> assertThat(refused)
                                    .failsWithin(Duration.ofMillis(200))
                                    .withThrowableThat()
                                    .withMessageContaining(
                                            "calls are waiting for this server already; send fewer at once, or raise 'max-waiting'"));
            assertThat(all).allSatisfy(any -> assertThat(any).failsWithin(Duration.ofSeconds(2)));
        }
    }

    @Test
    void call_interruptedCaller_getsItsReplyAndKeepsTheFlag() throws Exception {
        Future<Boolean> interrupted = callers.submit(() -> {
            Thread.currentThread().interrupt();
            assertThat(link.call(commands.incr(key))).isPositive();
            return Thread.interrupted();
        });
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void call_halfOpenConnectionAndFarDeadline_endsByTheHeartbeat() {
        LinkLimits patient = new LinkLimits(
                Duration.ofSeconds(30), LIMIT, 8, 1000, /* heartbeat= */ Duration.ofMillis(300), 0, LIMIT);
        try (RedisLink waiting = RedisLink.open(proxied(patient))) {
            waiting.call(commands.ping());
            proxy.setAccepted(Direction.REPLIES, Fault.DROP);
            long start = System.nanoTime();
            assertThatThrownBy(() -> waiting.call(commands.incr(key))).isInstanceOf(OutcomeUnknownException.class);
            assertThat(millisSince(start)).isBetween(500L, 3000L);
            assertThat(waiting.call(commands.incr(key))).isEqualTo(2L);
        }
    }

    @Test
    void call_slowCommandAndFarDeadline_keepsItsConnection() {
        LinkLimits patient = new LinkLimits(
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                8,
                1000,
                /* heartbeat= */ Duration.ofMillis(100),
                0,
                LIMIT);
        try (RedisLink waiting = RedisLink.open(proxied(patient))) {
            Object slept = waiting.call(new CommandObject<>(
                    new CommandArguments(Protocol.Command.EVAL)
                            .add("local t = redis.call('TIME') repeat local n = redis.call('TIME')"
                                    + " until (n[1] - t[1]) * 1000000 + n[2] - t[2] > 900000 return 7")
                            .add(0),
                    BuilderFactory.LONG));
            assertThat(slept).isEqualTo(7L);
        }
    }

    @Test
    void close_callsUnderWay_endAtOnce() throws Exception {
        LinkLimits patient = LinkLimits.DEFAULT.withTimeout(Duration.ofSeconds(30));
        RedisLink closing = RedisLink.open(proxied(patient));
        closing.call(commands.ping());
        proxy.set(Direction.REPLIES, Fault.DROP);
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < 8; caller++) {
            all.add(callers.submit(() -> assertThatThrownBy(() -> closing.call(commands.incr(key)))
                    .isInstanceOfAny(OutcomeUnknownException.class, NotExecutedException.class)));
        }
        await().until(() -> direct.call(commands.exists(key)));
        long start = System.nanoTime();
        closing.close();
        for (Future<?> one : all) {
            one.get(10, TimeUnit.SECONDS);
        }
        assertThat(millisSince(start)).isLessThan(TOO_LATE);
    }
}
