// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;

/** Who is woken when the replies of calls that were sent together have come. */
class WireCallTest {

    private static final CommandObject<?> PING =
            new CommandObject<>(new CommandArguments(Protocol.Command.PING), BuilderFactory.STRING);

    /** So late that a caller who is forgotten is noticed. */
    private static final long DEADLINE_SECONDS = 60;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final long start = System.nanoTime();
    private final long deadline = start + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);

    @AfterEach
    void close() {
        callers.shutdownNow();
    }

    /** Calls that somebody has sent, each with a caller who waits for it. */
    private List<WireCall> sent(int count, List<Future<Object>> answers) throws Exception {
        CyclicBarrier made = new CyclicBarrier(count + 1);
        WireCall[] calls = new WireCall[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            answers.add(callers.submit(() -> {
                WireCall call = WireCall.waiting(PING, start, deadline);
                assertThat(call.send()).isTrue();
                calls[number] = call;
                made.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                return call.await() ? call.answer() : "left";
            }));
        }
        made.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return new ArrayList<>(List.of(calls));
    }

    private static void noteNumbers(List<WireCall> calls) {
        for (int i = 0; i < calls.size(); i++) {
            calls.get(i).note(i);
        }
    }

    @Test
    void wakeAll_manyCallers_eachGetsItsOwn() throws Exception {
        List<Future<Object>> answers = new ArrayList<>();
        List<WireCall> calls = sent(63, answers);
        noteNumbers(calls);
        WireCall.wakeAll(calls);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(i);
        }
    }

    @Test
    void wakeAll_someHaveLeft_theOthersAreWokenAllTheSame() throws Exception {
        List<Future<Object>> answers = new ArrayList<>();
        List<WireCall> waiting = sent(8, answers);
        List<WireCall> calls = new ArrayList<>();
        for (WireCall call : waiting) {
            WireCall gone = WireCall.waiting(PING, start, deadline);
            assertThat(gone.send()).isTrue();
            assertThat(gone.leave()).isTrue();
            calls.add(gone);
            calls.add(call);
        }
        noteNumbers(calls);
        WireCall.wakeAll(calls);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(2 * i + 1);
        }
    }

    @Test
    void wakeAll_someHaveNoThread_theyAndTheOthersAreAnswered() throws Exception {
        List<Future<Object>> answers = new ArrayList<>();
        List<WireCall> waiting = sent(8, answers);
        List<WireCall> calls = new ArrayList<>();
        List<CompletableFuture<Object>> futures = new ArrayList<>();
        for (WireCall call : waiting) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            WireCall asynchronous = WireCall.asynchronous(PING, start, deadline, future);
            assertThat(asynchronous.send()).isTrue();
            futures.add(future);
            calls.add(asynchronous);
            calls.add(call);
        }
        noteNumbers(calls);
        WireCall.wakeAll(calls);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(futures.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(2 * i);
            assertThat(answers.get(i).get(10, TimeUnit.SECONDS)).isEqualTo(2 * i + 1);
        }
    }
}
