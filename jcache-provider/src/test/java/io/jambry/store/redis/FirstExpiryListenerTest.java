// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static io.jambry.store.redis.TestMember.asynchronous;
import static io.jambry.store.redis.TestMember.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.ChangeKind;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.SetParams;

/** The first listener to expiry of a large cache, whose entries were there before and go on ending while it is registered. */
@Tag("faults")
class FirstExpiryListenerTest {

    private static final int ENTRIES = 100_000;
    private static final String VALUE = "v".repeat(100);
    private static final long HOUR_MILLIS = 3_600_000;

    /** Longer than the registration takes, by far. */
    private static final long LATER_MILLIS = 15_000;

    private static final int LATER_EACH = 50;
    private static final Ttl SOON = Ttl.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a command may take, in µs, on a machine that does something else at the same time. */
    private static final long MOST_MICROS = 50_000;

    private static final long PACE_NANOS = 1_000_000;

    private final ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
    private final TestMember writer = member("writer");
    private final TestMember listener = member("listener");
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private TestMember member(String name) {
        return new TestMember(LinkSettings.of("127.0.0.1", server.port()), "large", name, Duration.ofSeconds(5));
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        listener.close();
        writer.close();
        server.close();
    }

    @Test
    void want_largeCache_blocksNobodyAndLosesNoEnd() throws Exception {
        Set<String> later = fill();
        server.command("CONFIG", "SET", "slowlog-log-slower-than", "1000");
        server.command("CONFIG", "SET", "slowlog-max-len", "100000");
        server.command("SLOWLOG", "RESET");
        listener.sweeping();
        AtomicBoolean registered = new AtomicBoolean();
        Future<Set<String>> ending = threads.submit(() -> writeWhatEnds(registered));
        Future<Long> longest = threads.submit(() -> longestPing(registered));

        long begun = System.nanoTime();
        listener.feed.want(asynchronous(Set.of(ChangeKind.EXPIRED), Set.of(ChangeKind.EXPIRED)));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        int toldMeanwhile = listener.receiver.told.size();
        registered.set(true);

        Set<String> written = ending.get();
        System.out.printf(
                "[jambry] registering the first listener to expiry over %d entries: %d ms; the longest command took %.1f ms,"
                        + " the longest ping %.1f ms; of %d entries written meanwhile %d had ended and were told before it"
                        + " returned%n",
                ENTRIES, millis, longestCommandMicros() / 1e3, longest.get() / 1e6, written.size(), toldMeanwhile);
        assertThat(longestCommandMicros()).as("µs of the longest command").isLessThan(MOST_MICROS);
        assertThat(written).isNotEmpty();
        assertThat(toldMeanwhile).as("told while the entries are walked over").isPositive();

        Set<String> expected = new HashSet<>(written);
        expected.addAll(later);
        Awaitility.await().atMost(PATIENCE).until(() -> listener.receiver.told.size() >= expected.size());
        List<String> told = listener.receiver.told.stream()
                .map(change -> new String(change.key(), StandardCharsets.UTF_8))
                .toList();
        assertThat(told).hasSize(expected.size()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(listener.feed.goneBeforeEnd()).isZero();
    }

    /** Writes entries as nobody follows them. Answers those that end in this test. */
    private Set<String> fill() {
        Set<String> later = new HashSet<>();
        try (Jedis connection = server.connect()) {
            Pipeline pipeline = connection.pipelined();
            for (int i = 0; i < ENTRIES; i++) {
                boolean endsLater = i % (ENTRIES / (LATER_EACH * 20)) == 0;
                long ttl = endsLater ? LATER_MILLIS + later.size() % 20 * 50 : HOUR_MILLIS;
                if (endsLater) {
                    later.add("k" + i);
                }
                pipeline.set(
                        "large:cache:{k" + i + "}", VALUE, SetParams.setParams().px(ttl));
            }
            pipeline.sync();
        }
        return later;
    }

    /** From when their writer follows their ends. */
    private Set<String> writeWhatEnds(AtomicBoolean registered) {
        Awaitility.await().atMost(PATIENCE).until(() -> writer.mode().tracking() != 0);
        Set<String> written = new HashSet<>();
        for (int i = 0; !registered.get(); i++) {
            writer.execute("new" + i, new Put(bytes("v"), SOON, SOON, Condition.NONE, Want.OUTCOME));
            written.add("new" + i);
            LockSupport.parkNanos(PACE_NANOS);
        }
        return written;
    }

    private long longestCommandMicros() {
        return ((List<?>) server.command("SLOWLOG", "GET", "-1"))
                .stream().mapToLong(one -> (Long) ((List<?>) one).get(2)).max().orElse(0);
    }

    private long longestPing(AtomicBoolean registered) {
        long longest = 0;
        try (Jedis connection = server.connect()) {
            while (!registered.get()) {
                long begun = System.nanoTime();
                connection.ping();
                longest = Math.max(longest, System.nanoTime() - begun);
                LockSupport.parkNanos(PACE_NANOS);
            }
        }
        return longest;
    }
}
