// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.Wish;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A JVM that is stopped amidst a write, while another one begins to listen. */
class StoppedJvmTest {

    private static final Wish CREATED = new Wish(Set.of(ChangeKind.CREATED), Set.of(), Set.of());

    private final String name = "stopped-" + UUID.randomUUID();
    private FaultProxy proxy;
    private RedisNamespace here;
    private Store store;
    private Process child;
    private BufferedReader told;
    private PrintStream orders;

    @BeforeEach
    void start() throws IOException {
        proxy = FaultProxy.to(TestServer.shared().port());
        here = RedisNamespace.open(RedisLink.open(TestServer.settings()), name, "here", Duration.ofMinutes(1));
        here.registry().open(WritingJvm.CACHE, WritingJvm.DEFINITION);
        store = here.store(WritingJvm.CACHE);
        // the server learns the script: it could not ask for it later, when its replies are held
        store.execute(new byte[] {'w'}, WritingJvm.PUT);
        child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingJvm.class.getName(),
                        Integer.toString(proxy.port()),
                        name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        told = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        orders = new PrintStream(child.getOutputStream(), /* autoFlush= */ true, StandardCharsets.UTF_8);
        orders.println(TestServer.shared().password());
        assertThat(told.readLine()).isEqualTo("quiet");
        assertThat(told.readLine()).isEqualTo("open");
    }

    @AfterEach
    void end() throws Exception {
        child.destroyForcibly().waitFor();
        store.clear();
        here.registry().remove(WritingJvm.CACHE);
        here.close();
        proxy.close();
    }

    @Test
    void write_jvmStoppedUntilItsLeaseEnded_isToldLate() throws Exception {
        proxy.set(Direction.REPLIES, Fault.HOLD);
        orders.println("put");
        await().until(() -> store.execute(WritingJvm.KEY, StoreRequest.GET).value() != null);
        signal("STOP");
        long begin = System.nanoTime();

        here.membership(WritingJvm.CACHE).want(CREATED);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(WritingJvm.LEASE.plusSeconds(1));
        assertThat(here.membership(WritingJvm.CACHE).live()).containsExactly("here");
        proxy.heal();
        signal("CONT");
        assertThat(told.readLine()).isEqualTo("listens");
        assertThat(told.readLine()).isEqualTo("late PUT k CREATED");
        orders.println("put");
        assertThat(told.readLine()).isEqualTo("told PUT k");
    }

    @Test
    void write_onItsWayUntilAfterTheRegistration_isToldLate() throws Exception {
        long before = proxy.received(Direction.REQUESTS);
        proxy.set(Direction.REQUESTS, Fault.HOLD);
        orders.println("put");
        await().until(() -> proxy.received(Direction.REQUESTS) - before > WritingJvm.VALUE_BYTES);
        signal("STOP");

        here.membership(WritingJvm.CACHE).want(CREATED);

        assertThat(store.execute(WritingJvm.KEY, StoreRequest.GET).value()).isNull();
        proxy.heal();
        await().until(() -> store.execute(WritingJvm.KEY, StoreRequest.GET).value() != null);
        signal("CONT");
        assertThat(told.readLine()).isEqualTo("listens");
        assertThat(told.readLine()).isEqualTo("late PUT k CREATED");
    }

    @Test
    void want_jvmThatLives_returnsWithItsNextBeats() throws Exception {
        here.membership(WritingJvm.CACHE).want(CREATED);

        assertThat(here.membership(WritingJvm.CACHE).live()).containsExactlyInAnyOrder("here", "there");
        assertThat(told.readLine()).isEqualTo("listens");
        orders.println("put");
        assertThat(told.readLine()).isEqualTo("told PUT k");
    }

    private void signal(String what) throws Exception {
        Process kill = new ProcessBuilder("kill", "-" + what, Long.toString(child.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }
}
