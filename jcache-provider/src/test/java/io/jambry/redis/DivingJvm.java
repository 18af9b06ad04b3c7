// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.JambryException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.CommandObjects;

/**
 * Calls whose stack ends in the midst of them, in a JVM of their own: a class that is being initialized where the stack ends is
 * lost to the whole JVM. Ends with 0 if every connection came back.
 */
final class DivingJvm {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final LinkLimits LIMITS =
            new LinkLimits(LIMIT, LIMIT, /* poolSize= */ 1, 10_000, Duration.ofMillis(200), 0, Duration.ofMillis(50));

    /** Small, so that its end is soon reached, and each dive is another one. */
    private static final long STACK = 256 * 1024;

    private static final int DIVES = 10;

    /** From the end of the stack upwards; calls from there on have enough. */
    private static final int DEEPEST = 150;

    /** Long before a call ends by its deadline. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** No arguments. */
    public static void main(String[] arguments) throws Exception {
        for (Scene scene : List.<Scene>of(
                DivingJvm::call_stackEndsUnderWay_bothSharedConnectionsComeBack,
                DivingJvm::callAlone_stackEndsUnderWay_givesItsConnectionBack,
                DivingJvm::callAll_stackEndsUnderWay_givesItsConnectionBack)) {
            DivingJvm jvm = new DivingJvm();
            jvm.open();
            try {
                scene.play(jvm);
            } finally {
                jvm.close();
            }
        }
        System.exit(0);
    }

    /** What is tried. */
    private interface Scene {
        void play(DivingJvm jvm) throws Exception;
    }

    private final byte[] key = ("lost:{" + UUID.randomUUID() + "}").getBytes(StandardCharsets.US_ASCII);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private FaultProxy proxy;
    private RedisLink direct;
    private RedisLink link;
    private CommandObjects commands;

    private void open() {
        proxy = FaultProxy.to(TestServer.shared().port());
        direct = RedisLink.open(TestServer.settings());
        link = RedisLink.open(LinkSettings.of("127.0.0.1", proxy.port())
                .withPassword(TestServer.shared().password())
                .with(LIMITS));
        commands = link.commands();
    }

    private void close() throws InterruptedException {
        callers.shutdown();
        assertThat(callers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        direct.call(commands.del(key));
        link.close();
        direct.close();
        proxy.close();
    }

    /** Calls at every depth from the end of the stack upwards. */
    private static final class Dive {

        private final Runnable call;
        private int ends;
        private int overflows;

        Dive(Runnable call) {
            this.call = call;
        }

        @SuppressWarnings("InfiniteRecursion") // its end is what the test is about
        void down() {
            try {
                down();
            } catch (StackOverflowError e) {
                ends++;
            }
            if (++ends < DEEPEST) {
                try {
                    call.run();
                } catch (StackOverflowError e) {
                    overflows++;
                } catch (JambryException e) {
                    // told, and over
                }
            }
        }
    }

    private void dive(Runnable call) throws InterruptedException {
        int overflows = 0;
        for (int i = 0; i < DIVES; i++) {
            Dive dive = new Dive(call);
            Thread thread = new Thread(null, dive::down, "dive", STACK + i * 4096L);
            thread.start();
            thread.join();
            overflows += dive.overflows;
        }
        assertThat(overflows).isPositive();
    }

    private void call_stackEndsUnderWay_bothSharedConnectionsComeBack() throws Exception {
        callAtRest();
        dive(() -> assertAnswered("deep", link.call(commands.echo("deep"))));
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(this::assertBothAreThere);
        callAtRest();
    }

    private void callAlone_stackEndsUnderWay_givesItsConnectionBack() throws Exception {
        callAtRest();
        dive(() -> assertAnswered("deep", link.callAlone(commands.echo("deep"))));
        for (int i = 0; i < 100; i++) {
            assertThat(link.callAlone(commands.echo("mine" + i))).isEqualTo("mine" + i);
        }
    }

    private void callAll_stackEndsUnderWay_givesItsConnectionBack() throws Exception {
        callAtRest();
        dive(() -> link.callAll(List.of(commands.echo("deep"), commands.echo("deeper"))));
        assertThat(link.callAll(List.of(commands.echo("one"), commands.echo("two"))))
                .containsExactly("one", "two");
    }

    private static void assertAnswered(String expected, String reply) {
        if (!expected.equals(reply)) {
            throw new IllegalStateException("a reply of another call came: " + reply);
        }
    }

    /** Also loads what calls need, failures included, while there is room for it. */
    private void callAtRest() {
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String text = "rest" + i;
            all.add(callers.submit(() -> link.call(commands.echo(text))));
        }
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).succeedsWithin(LIMIT).isEqualTo("rest" + i);
        }
    }

    /** Two calls are under way at once, and neither waits for the other. */
    private void assertBothAreThere() {
        callAtRest();
        direct.call(commands.del(key));
        proxy.set(Direction.REPLIES, Fault.HOLD);
        List<Future<Long>> two = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                two.add(callers.submit(() -> link.call(commands.incr(key))));
            }
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(direct.call(commands.get(key)))
                            .asString(StandardCharsets.US_ASCII)
                            .isEqualTo("2"));
        } finally {
            proxy.heal();
            two.forEach(one -> assertThat(one).succeedsWithin(LIMIT));
        }
    }
}
