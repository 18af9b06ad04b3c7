// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.cache.StandardCache;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryListenerException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Events between JVMs that are real processes, which write at full speed, are stopped and are cut off. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OtherJvmsTest {

    private static final int WRITES = 10_000;

    /** The default, which the other JVMs have. */
    private static final Duration LEASE = Duration.ofSeconds(3);

    private static final Duration LISTENER_TIMEOUT = Duration.ofMillis(500);

    /** What a write may take on a busy machine, when it waits for nobody. */
    private static final Duration SLACK = Duration.ofMillis(400);

    private static final Duration STOPPED = Duration.ofSeconds(10);

    private static final Pattern UNTOLD = Pattern.compile("(\\d+) changes that member \\S+ made were not heard of");

    private static final int BIG = 10_000;

    private final String name = "events-" + UUID.randomUUID();
    private final List<OtherJvm> jvms = new ArrayList<>();
    private final Audit audit = new Audit();
    private ServerProcess server;
    private JambryCachingProvider provider;
    private Cache<String, String> cache;

    @BeforeEach
    void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        provider = new JambryCachingProvider();
        cache = provider.getCacheManager(URI.create(url()), OtherJvmsTest.class.getClassLoader(), EventJvm.settings())
                .createCache(name, new MutableConfiguration<String, String>().setTypes(String.class, String.class));
    }

    @AfterEach
    void close() {
        jvms.forEach(OtherJvm::close);
        provider.close();
        server.close();
    }

    private String url() {
        return "redis://" + ServerProcess.HOST + ":" + server.port();
    }

    /** Starts several at once, and waits until all have opened the cache. */
    private List<OtherJvm> start(String... names) throws IOException {
        List<OtherJvm> started = new ArrayList<>();
        for (String one : names) {
            OtherJvm jvm = OtherJvm.start(url(), name, one);
            jvms.add(jvm);
            started.add(jvm);
        }
        for (OtherJvm jvm : started) {
            assertThat(jvm.answer()).isEqualTo("open");
        }
        return started;
    }

    private static void done(OtherJvm jvm, String order) throws IOException {
        assertThat(jvm.ask(order)).isEqualTo("done");
    }

    // ---- registering

    @Test
    void register_whileAnotherJvmWrites_missesNothingBegunAfterwards() throws Exception {
        OtherJvm writer = start("w").get(0);
        done(writer, "flow");

        long before = System.nanoTime();
        cache.registerCacheEntryListener(audit.registration(/* isSynchronous= */ false));
        long after = System.nanoTime();

        assertAllHeard(writer.ask("end-after " + after + " " + WRITES / Flow.THREADS));
        System.out.printf(
                "[jambry] registration while another JVM writes: returned after %d ms, 0 of %d writes missed%n",
                TimeUnit.NANOSECONDS.toMillis(after - before), WRITES);
    }

    @Test
    void register_whileAnotherJvmIsStopped_missesNothingBegunAfterwards() throws Exception {
        OtherJvm writer = start("w").get(0);
        done(writer, "flow");
        writer.stop();
        long stopped = System.nanoTime();

        cache.registerCacheEntryListener(audit.registration(/* isSynchronous= */ false));
        long after = System.nanoTime();
        assertThat(Duration.ofNanos(after - stopped)).isLessThan(LEASE.plusSeconds(1));
        awaitMoment(stopped, STOPPED);
        writer.goOn();

        int failed = requireHeard(writer.ask("end-after " + after + " " + WRITES / Flow.THREADS));
        assertThat(failed).as("writes that lost their connection").isLessThanOrEqualTo(Flow.THREADS);
        // what is missing is told some beats later
        Awaitility.await()
                .during(Duration.ofSeconds(4))
                .atMost(Duration.ofSeconds(10))
                .until(() -> untold() <= Flow.THREADS);
        System.out.printf(
                "[jambry] registration while another JVM is stopped for %d s: returned after %d ms, 0 of %d writes missed;"
                        + " %d of them failed, %d amidst which it was stopped are told as a gap%n",
                STOPPED.toSeconds(), TimeUnit.NANOSECONDS.toMillis(after - stopped), WRITES, failed, untold());
    }

    private static void awaitMoment(long since, Duration later) {
        Awaitility.await().atMost(later.plusSeconds(10)).until(() -> System.nanoTime() - since >= later.toNanos());
    }

    /** How many writes gaps stand for: those that the threads had under way when they were stopped. */
    private int untold() {
        int untold = 0;
        for (String reason : audit.gaps()) {
            Matcher words = UNTOLD.matcher(reason);
            assertThat(words.matches()).as(reason).isTrue();
            untold += Integer.parseInt(words.group(1));
        }
        return untold;
    }

    /** The same where nobody was stopped: none failed. */
    private void assertAllHeard(String ranges) {
        assertThat(requireHeard(ranges)).isZero();
        assertThat(audit.gaps()).isEmpty();
    }

    /**
     * The writes of these numbers of each thread were heard once, those of a key in order. Those that failed may have been heard.
     *
     * @return how many failed
     */
    private int requireHeard(String ranges) {
        String[] threads = ranges.split(" ", -1);
        assertThat(threads).hasSize(Flow.THREADS);
        int allFailed = 0;
        for (int thread = 0; thread < threads.length; thread++) {
            List<Integer> numbers = new ArrayList<>();
            for (String number : threads[thread].split("-", -1)) {
                numbers.add(Integer.valueOf(number));
            }
            int first = numbers.get(0);
            int end = numbers.get(1);
            Set<Integer> failed = new HashSet<>(numbers.subList(2, numbers.size()));
            assertThat(end - first).isGreaterThanOrEqualTo(WRITES / Flow.THREADS);
            String last = Flow.value(thread, end - 1);
            String lastKey = Flow.key(thread, end - 1);
            Awaitility.await().until(() -> audit.of(lastKey).contains(last));
            for (int key = 0; key < Flow.KEYS; key++) {
                assertHeard(thread, key, first, end, failed);
            }
            allFailed += failed.size();
        }
        return allFailed;
    }

    private void assertHeard(int thread, int key, int first, int end, Set<Integer> failed) {
        List<String> expected = new ArrayList<>();
        Set<String> unknown = new HashSet<>();
        for (int number = first; number < end; number++) {
            if (failed.contains(number)) {
                unknown.add(Flow.value(thread, number));
            } else if (number % Flow.KEYS == key) {
                expected.add(Flow.value(thread, number));
            }
        }
        List<String> heard = audit.of(Flow.key(thread, key)).stream()
                .filter(value -> Integer.parseInt(value.substring(value.indexOf(':') + 1)) >= first)
                .filter(value -> !unknown.contains(value))
                .toList();
        assertThat(heard).isEqualTo(expected);
    }

    // ---- many events

    @Test
    void events_ofTwoJvms_areHeardOnceByTwoOthers() throws Exception {
        twoWriteAndTwoListen(5_000);
    }

    @Tag("faults")
    @Test
    void manyEvents_ofTwoJvms_areHeardOnceByTwoOthers() throws Exception {
        twoWriteAndTwoListen(100_000);
    }

    private void twoWriteAndTwoListen(int events) throws IOException {
        List<OtherJvm> all = start("a", "b", "x", "y");
        List<OtherJvm> listeners = all.subList(2, 4);
        for (OtherJvm listener : listeners) {
            done(listener, "listen asynchronous");
        }
        long begin = System.nanoTime();
        for (OtherJvm writer : all.subList(0, 2)) {
            writer.tell("write " + events / 2);
        }
        for (OtherJvm writer : all.subList(0, 2)) {
            assertThat(writer.answer()).isEqualTo("done");
        }
        for (OtherJvm listener : listeners) {
            done(listener, "await-events " + events);
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        for (OtherJvm listener : listeners) {
            assertThat(listener.ask("summary"))
                    .isEqualTo("events " + events + ", distinct " + events + ", breaks 0, wrong ends 0, gaps []");
        }
        System.out.printf(
                "[jambry] %d events of 2 JVMs to 2 others: each once, in order per key, no gap; %d ms, %d events/s%n",
                events, millis, events * 1000L / millis);
    }

    // ---- cut off

    @Test
    void listener_cutOffByTheServer_isToldAGapAndHearsOn() throws Exception {
        server.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 262144 0 0");
        OtherJvm listener = start("x").get(0);
        done(listener, "listen asynchronous");
        assertThat(server.text("CLIENT", "LIST", "TYPE", "PUBSUB")).contains("sub=");

        listener.stop();
        String big = "v".repeat(BIG);
        int writes = 0;
        while (server.text("CLIENT", "LIST", "TYPE", "PUBSUB").contains("sub=")) {
            assertThat(writes)
                    .as("writes until the server cuts the listener off")
                    .isLessThan(20_000);
            for (int i = 0; i < 100; i++) {
                cache.put("k" + i, big);
                writes++;
            }
        }
        listener.goOn();
        long continued = System.nanoTime();
        done(listener, "await-gap");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - continued);
        cache.put("k", "after");
        done(listener, "await-value k after");

        System.out.printf(
                "[jambry] listener cut off by the server after %d writes of 10 kB: gap told %d ms after it went on (%s)%n",
                writes, millis, listener.ask("gaps"));
    }

    // ---- stalled

    @Test
    void synchronousListener_ofAStalledJvm_delaysOneWriteAndIsWaitedForWhenItIsBack() throws Exception {
        OtherJvm listener = start("x").get(0);
        done(listener, "listen synchronous");
        // a JVM that has just begun may be late once
        Awaitility.await().until(this::isWaitedFor);
        long before = timeouts();

        listener.stop();
        long stopped = System.nanoTime();
        Duration first = put("first");
        Duration longest = Duration.ZERO;
        int writes = 0;
        while (System.nanoTime() - stopped < LEASE.plusSeconds(1).toNanos()) {
            Duration took = put("further" + writes++);
            longest = took.compareTo(longest) > 0 ? took : longest;
        }
        long timeouts = timeouts() - before;
        listener.goOn();
        long continued = System.nanoTime();
        Awaitility.await().until(this::isWaitedFor);

        System.out.printf(
                "[jambry] stalled JVM with a synchronous listener: first write %d ms (listener-timeout %d ms), longest of %d"
                        + " further ones %d ms, waited for again %d ms after it went on%n",
                first.toMillis(),
                LISTENER_TIMEOUT.toMillis(),
                writes,
                longest.toMillis(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - continued));
        assertThat(first).isBetween(LISTENER_TIMEOUT, LISTENER_TIMEOUT.plus(SLACK));
        assertThat(timeouts).as("changes that waited in vain").isEqualTo(1);
        assertThat(longest).isLessThan(LISTENER_TIMEOUT);
    }

    private long timeouts() {
        return cache.unwrap(StandardCache.class).life().listenerTimeouts();
    }

    private Duration put(String value) {
        long begin = System.nanoTime();
        cache.put("k", value);
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private boolean isWaitedFor() {
        try {
            cache.put("k", Audit.REFUSED);
            return false;
        } catch (CacheEntryListenerException e) {
            return true;
        }
    }
}
