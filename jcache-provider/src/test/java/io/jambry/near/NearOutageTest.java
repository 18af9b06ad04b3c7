// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static io.jambry.near.NearJvm.bringNear;
import static io.jambry.near.NearJvm.statistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.JambryCache;
import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.faults.Direction;
import io.jambry.faults.Fault;
import io.jambry.faults.FaultProxy;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is near while the way to the server is bad. */
class NearOutageTest {

    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** From the look at the clock to the note of what was read. */
    private static final long TOLERANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static ServerProcess server;

    private final String name = NearJvm.newName();
    private FaultProxy proxy;
    private NearJvm far;
    private JambryCache<String, Long> there;

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void open() {
        proxy = FaultProxy.to(server.port());
        far = NearJvm.on("redis://127.0.0.1:" + server.port(), Map.of());
        there = far.cache(name, String.class, Long.class);
        there.put("k", 1L);
    }

    @AfterEach
    void close() {
        proxy.heal();
        far.close();
        proxy.close();
    }

    private NearJvm near(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of("defaults.near", "invalidate", "timeout", "300ms"));
        settings.putAll(more);
        return NearJvm.on("redis://127.0.0.1:" + proxy.port(), settings);
    }

    static Stream<Consumer<FaultProxy>> stalls() {
        return Stream.of(
                // everything stands still
                proxy -> proxy.set(Fault.HOLD),
                // what the server says is lost, and new connections are no better
                proxy -> proxy.set(Direction.REPLIES, Fault.DROP),
                // only the connections there are are half-open
                proxy -> {
                    proxy.setAccepted(Direction.REQUESTS, Fault.DROP);
                    proxy.setAccepted(Direction.REPLIES, Fault.DROP);
                });
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void get_linkDead_isNeverOlderThanThreeSeconds(Consumer<FaultProxy> stall) {
        try (NearJvm jvm = near(Map.of())) {
            JambryCache<String, Long> here = jvm.cache(name, String.class, Long.class);
            bringNear(here, "k");

            stall.accept(proxy);
            there.put("k", 2L);
            long written = System.nanoTime();
            long lastOld = written;
            long end = written + BOUND_NANOS + TimeUnit.SECONDS.toNanos(1);
            while (System.nanoTime() - end < 0) {
                if (Long.valueOf(1).equals(orNull(here))) {
                    lastOld = System.nanoTime();
                }
            }
            assertThat(lastOld - written).isLessThan(BOUND_NANOS + TOLERANCE_NANOS);

            proxy.heal();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> Long.valueOf(2).equals(orNull(here)));
            bringNear(here, "k");
            assertThat(here.get("k")).isEqualTo(2L);
        }
    }

    private static Long orNull(JambryCache<String, Long> cache) {
        try {
            return cache.get("k");
        } catch (JambryException e) {
            return null;
        }
    }

    @Test
    void get_serverGone_failsByDefault() {
        try (NearJvm jvm = near(Map.of())) {
            JambryCache<String, Long> here = jvm.cache(name, String.class, Long.class);
            bringNear(here, "k");

            cutOff();

            Awaitility.await().until(() -> !statistics(here).connected());
            assertThatThrownBy(() -> here.get("k")).isInstanceOf(NotExecutedException.class);
            assertThat(statistics(here).size()).isZero();
        }
    }

    @Test
    void get_serverGone_servesWhatIsNearUpToItsAge() {
        try (NearJvm jvm = near(Map.of("defaults.serve-near-up-to", "4s", "defaults.on-read-failure", "miss"))) {
            JambryCache<String, Long> here = jvm.cache(name, String.class, Long.class);
            bringNear(here, "k");
            cutOff();
            long start = System.nanoTime();
            Awaitility.await().until(() -> !statistics(here).connected());

            assertThat(here.get("k")).isEqualTo(1L);
            assertThat(here.getAll(Set.of("k"))).containsEntry("k", 1L);
            assertThat(here.get("absent")).isNull();
            assertThat(statistics(here).stale()).isEqualTo(2);

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> here.get("k") == null);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(4500));
        }
    }

    @Test
    void put_serverGone_takesTheKeyAway() {
        try (NearJvm jvm = near(Map.of("defaults.serve-near-up-to", "1m", "defaults.on-write-failure", "skip"))) {
            JambryCache<String, Long> here = jvm.cache(name, String.class, Long.class);
            bringNear(here, "k");
            cutOff();

            here.put("k", 3L);

            assertThatThrownBy(() -> here.get("k")).isInstanceOf(JambryException.class);
        }
    }

    private void cutOff() {
        proxy.refuse();
        proxy.end(io.jambry.faults.Ending.RESET);
    }
}
