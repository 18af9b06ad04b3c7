// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jambry.Credentials;
import io.jambry.CredentialsProvider;
import io.jambry.NotExecutedException;
import io.jambry.faults.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;

/** What callers meet while a connection is being opened, or cannot be. */
class ConnectingTest {

    private static final Duration LIMIT = Duration.ofMillis(500);

    private static final LinkLimits LIMITS = new LinkLimits(
            LIMIT, LIMIT, /* poolSize= */ 8, 1000, Duration.ofSeconds(1), /* breakerFailures= */ 0, LIMIT);

    /** After the deadline, on a busy machine. */
    private static final long TOO_LATE = 500;

    private static final int CALLERS = 16;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final String password = TestServer.shared().password();
    private FaultProxy proxy;

    @BeforeEach
    void open() {
        proxy = FaultProxy.to(TestServer.shared().port());
    }

    @AfterEach
    void close() throws InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        proxy.close();
    }

    private RedisLink open(CredentialsProvider credentials) {
        return RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                .with(new LinkIdentity(credentials, credentials, 0, null))
                .with(LIMITS));
    }

    /** A provider of credentials that does not return before it may. */
    private final class Hanging implements CredentialsProvider {

        private final CountDownLatch free = new CountDownLatch(1);
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public Credentials credentials() {
            asked.incrementAndGet();
            try {
                free.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new Credentials(null, password);
        }
    }

    @Test
    void call_credentialsProviderHangs_endsAtTheDeadlineAndRecovers() {
        Hanging hanging = new Hanging();
        try (RedisLink link = open(hanging)) {
            CommandObjects commands = link.commands();
            long start = System.nanoTime();
            assertThatThrownBy(() -> link.call(commands.ping()))
                    .isInstanceOf(NotExecutedException.class)
                    .hasMessageContaining("(timed out; limit 500 ms); 'credentials-provider' does not return");
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(LIMIT.toMillis() + TOO_LATE);
            hanging.free.countDown();
            await().untilAsserted(() -> assertThat(link.call(commands.ping())).isEqualTo("PONG"));
        } finally {
            hanging.free.countDown();
        }
    }

    @Test
    void call_credentialsProviderHangsForLong_costsFewThreads() throws Exception {
        Hanging hanging = new Hanging();
        try (RedisLink link = open(hanging)) {
            for (int round = 0; round < 4; round++) {
                List<Future<Throwable>> all = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    all.add(callers.submit(() ->
                            catchThrowable(() -> link.callAlone(link.commands().ping()))));
                }
                for (Future<Throwable> one : all) {
                    assertThat(one.get(10, TimeUnit.SECONDS)).isInstanceOf(NotExecutedException.class);
                }
            }
            // eight connections may be tried before the first ones are seen to hang
            assertThat(hanging.asked.get()).isBetween(1, 12);
            assertThatThrownBy(() -> link.callAlone(link.commands().ping()))
                    .hasMessageContaining("attempts hang in looking up the host or in 'credentials-provider'");
            hanging.free.countDown();
            await().untilAsserted(
                            () -> assertThat(link.call(link.commands().ping())).isEqualTo("PONG"));
        } finally {
            hanging.free.countDown();
        }
    }

    @Test
    void close_credentialsProviderHangs_endsTheCall() {
        Hanging hanging = new Hanging();
        RedisLink link = RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                .with(new LinkIdentity(hanging, hanging, 0, null))
                .with(LinkLimits.DEFAULT.withTimeout(Duration.ofSeconds(30))));
        try {
            Future<Throwable> call = callers.submit(() ->
                    catchThrowable(() -> link.callBefore(link.commands().ping(), System.nanoTime() + 900_000_000)));
            await().until(() -> hanging.asked.get() == 1);
            link.close();
            assertThat(call).succeedsWithin(Duration.ofMillis(800)).isInstanceOf(NotExecutedException.class);
        } finally {
            hanging.free.countDown();
        }
    }

    @Test
    void call_wrongPassword_manyCallersConnectSeldomAndARightOneIsFoundSoon() throws Exception {
        AtomicInteger wrong = new AtomicInteger(1);
        try (RedisLink link = open(() -> new Credentials(null, wrong.get() == 1 ? "canary" : password))) {
            long start = System.nanoTime();
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                all.add(callers.submit(() -> {
                    int calls = 0;
                    for (; System.nanoTime() - start < 1_500_000_000; calls++) {
                        assertThat(catchThrowable(
                                        () -> link.call(link.commands().ping())))
                                .isInstanceOf(NotExecutedException.class)
                                .hasMessageContaining("opening a connection was refused with WRONGPASS: "
                                        + "correct 'username' and 'password'");
                    }
                    return calls;
                }));
            }
            int calls = 0;
            for (Future<Integer> one : all) {
                calls += one.get(20, TimeUnit.SECONDS);
            }
            int connected = proxy.accepted();
            System.out.println("[jambry] wrong password: " + calls + " calls, " + connected + " attempts to connect");
            assertThat(calls).isGreaterThan(100);
            assertThat(connected).isBetween(5, 40);
            wrong.set(0);
            await().atMost(Duration.ofMillis(1500))
                    .until(() -> catchThrowable(() -> link.call(link.commands().ping())) == null);
        }
    }

    @Test
    void redial_failures_pauseLongerButNeverLong() {
        RedisFailures failures = new RedisFailures(
                new NodeSettings(new Endpoint("h", 1), NodeSettings.Role.STANDALONE, LinkSettings.of("h", 1), null));
        NotExecutedException seen = new NotExecutedException("of the test");
        for (NodeFailure failure : List.of(NodeFailure.lost(seen), NodeFailure.ours(seen))) {
            Redial redial = new Redial();
            assertThat(redial.pausing()).isNull();
            for (int i = 0; i < 12; i++) {
                redial.failed(failure);
                long longest = failure.isOfTheNode() ? 100 : 1000;
                assertThat(redial.millisToNext()).isBetween(0L, longest);
                await().atMost(Duration.ofSeconds(2))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> redial.pausing() == null);
            }
            redial.failed(failure);
            assertThat(redial.pausing()).isSameAs(failure);
            assertThat(redial.millisToNext()).isGreaterThan(failure.isOfTheNode() ? 30 : 300);
            redial.succeeded();
            assertThat(redial.pausing()).isNull();
        }
        assertThat(failures.notYet(new CommandObjects(RedisProtocol.RESP3).ping(), NodeFailure.ours(seen), 7))
                .hasMessage(
                        "PING on h:1 was not sent: of the test; this was a moment ago, the next attempt is in 7 ms");
    }
}
