// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static io.jambry.near.NearJvm.bringNear;
import static io.jambry.near.NearJvm.statistics;
import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.FixedExpiryPolicy;
import io.jambry.JambryCache;
import io.jambry.NearReads;
import io.jambry.NearStatistics;
import io.jambry.ValueCopier;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What a JVM with a near cache reads after changes of its own, of other JVMs, and of somebody with a command line. */
class NearReadsTest {

    private static final Map<String, String> NEAR = Map.of("defaults.near", "invalidate");

    private static ServerProcess server;
    private static Jedis foreigner;

    private final List<NearJvm> jvms = new ArrayList<>();
    private final String name = NearJvm.newName();

    @BeforeAll
    static void startServer() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        foreigner = server.connect();
    }

    @AfterAll
    static void stopServer() {
        foreigner.close();
        server.close();
    }

    @AfterEach
    void close() {
        jvms.forEach(NearJvm::close);
    }

    private NearJvm jvm(Map<String, ?> settings) {
        NearJvm jvm = NearJvm.on("redis://127.0.0.1:" + server.port(), settings);
        jvms.add(jvm);
        return jvm;
    }

    private JambryCache<String, Long> numbers() {
        return jvm(NEAR).cache(name, String.class, Long.class);
    }

    private String entry(String key) {
        return "near-tests:" + name + ":{" + key + "}";
    }

    static Stream<Consumer<JambryCache<String, Long>>> changes() {
        return Stream.of(
                c -> c.put("k", 2L),
                c -> c.putAll(Map.of("k", 2L)),
                c -> c.replace("k", 2L),
                c -> c.replace("k", 1L, 2L),
                c -> c.getAndPut("k", 2L),
                c -> c.getAndReplace("k", 2L),
                c -> c.increment("k", 1),
                c -> c.invoke("k", (entry, arguments) -> {
                    entry.setValue(2L);
                    return null;
                }),
                c -> c.invokeAll(Set.of("k"), (entry, arguments) -> {
                    entry.setValue(2L);
                    return null;
                }),
                c -> c.getVersioned("k").ifPresent(seen -> c.replaceIf("k", seen.version(), 2L)),
                c -> c.async().put("k", 2L).toCompletableFuture().join());
    }

    static Stream<Consumer<JambryCache<String, Long>>> removals() {
        return Stream.of(
                c -> c.remove("k"),
                c -> c.remove("k", 1L),
                c -> c.getAndRemove("k"),
                c -> c.removeAll(Set.of("k")),
                c -> c.removeAll(),
                c -> c.clear(),
                c -> c.touch("k", Duration.ZERO),
                c -> c.iterator().forEachRemaining(entry -> c.remove(entry.getKey())),
                c -> c.invoke("k", (entry, arguments) -> {
                    entry.remove();
                    return null;
                }));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_afterAChangeOfThisJvm_isTheNewValue(Consumer<JambryCache<String, Long>> change) {
        JambryCache<String, Long> cache = numbers();
        // again and again: a reply of before that arrives late would be seen in one of the rounds
        for (int round = 0; round < 20; round++) {
            cache.put("k", 1L);
            bringNear(cache, "k");

            change.accept(cache);

            assertThat(cache.get("k")).isEqualTo(2L);
            assertThat(cache.getAll(Set.of("k"))).containsEntry("k", 2L);
        }
    }

    @ParameterizedTest
    @MethodSource("removals")
    void get_afterARemovalByThisJvm_isNull(Consumer<JambryCache<String, Long>> removal) {
        JambryCache<String, Long> cache = numbers();
        for (int round = 0; round < 20; round++) {
            cache.put("k", 1L);
            bringNear(cache, "k");

            removal.accept(cache);

            assertThat(cache.get("k")).isNull();
            assertThat(cache.containsKey("k")).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_afterAChangeElsewhere_isSoonTheNewValue(Consumer<JambryCache<String, Long>> change) {
        JambryCache<String, Long> here = numbers();
        JambryCache<String, Long> there = jvm(Map.of()).cache(name, String.class, Long.class);
        here.put("k", 1L);
        bringNear(here, "k");

        change.accept(there);

        soon(() -> assertThat(here.get("k")).isEqualTo(2L));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void get_afterARemovalElsewhere_isSoonNull(Consumer<JambryCache<String, Long>> removal) {
        JambryCache<String, Long> here = numbers();
        JambryCache<String, Long> there = jvm(Map.of()).cache(name, String.class, Long.class);
        here.put("k", 1L);
        bringNear(here, "k");

        removal.accept(there);

        soon(() -> assertThat(here.get("k")).isNull());
    }

    @Test
    void get_everythingFlushed_isSoonNull() {
        JambryCache<String, Long> cache = numbers();
        cache.put("k", 1L);
        bringNear(cache, "k");

        foreigner.flushAll();

        soon(() -> assertThat(cache.get("k")).isNull());
        cache.put("k", 2L);
        bringNear(cache, "k");
        assertThat(cache.get("k")).isEqualTo(2L);
    }

    @Test
    void get_timeToLiveShortenedElsewhere_endsWithIt() {
        JambryCache<String, Long> cache = numbers();
        cache.put("k", 1L);
        bringNear(cache, "k");

        foreigner.pexpire(entry("k"), 50);

        Awaitility.await()
                .pollInterval(java.time.Duration.ofMillis(5))
                .atMost(java.time.Duration.ofMillis(500))
                .until(() -> cache.get("k") == null);
    }

    /** Every promised server tells of a time to live that somebody changes, so nobody has to let it be known otherwise. */
    @ParameterizedTest
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void get_timeToLiveShortened_everyServerTells(ServerBinary binary) {
        try (ServerProcess other = ServerProcess.start(binary, List.of());
                Jedis client = other.connect();
                NearJvm jvm = NearJvm.on("redis://127.0.0.1:" + other.port(), NEAR)) {
            JambryCache<String, Long> cache = jvm.cache(name, String.class, Long.class);
            cache.put("k", 1L);
            bringNear(cache, "k");
            long told = statistics(cache).invalidations();

            client.pexpire(entry("k"), 60_000);

            soon(() -> assertThat(statistics(cache).invalidations()).isGreaterThan(told));
            assertThat(cache.timeToLive("k").orElseThrow().getDurationAmount()).isLessThanOrEqualTo(60_000);
        }
    }

    @Test
    void get_entryExpires_endsWithoutBeingTold() {
        JambryCache<String, Long> cache = jvm(NEAR)
                .cache(
                        name,
                        String.class,
                        Long.class,
                        new CreatedExpiryPolicy(new Duration(TimeUnit.MILLISECONDS, 300)));
        cache.put("k", 1L);
        bringNear(cache, "k");
        long start = System.nanoTime();

        Awaitility.await().pollInterval(java.time.Duration.ofMillis(1)).until(() -> cache.get("k") == null);

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.MILLISECONDS.toNanos(400));
    }

    @Test
    void get_olderThanItsMaximum_isReadAnew() {
        JambryCache<String, Long> cache = jvm(Map.of("defaults.near", "invalidate", "defaults.near-max-age", "100ms"))
                .cache(name, String.class, Long.class);
        cache.put("k", 1L);
        bringNear(cache, "k");
        long misses = statistics(cache).misses();

        soon(() -> {
            assertThat(cache.get("k")).isEqualTo(1L);
            assertThat(statistics(cache).misses()).isGreaterThan(misses);
        });
    }

    @Test
    void statistics_nearHit_isAHit() {
        JambryCache<String, Long> cache = numbers();
        cache.put("k", 1L);
        bringNear(cache, "k");
        long hits = cache.statistics().getCacheHits();
        long near = statistics(cache).hits();

        cache.get("k");
        cache.getAll(Set.of("k"));

        assertThat(cache.statistics().getCacheHits()).isEqualTo(hits + 2);
        assertThat(statistics(cache).hits()).isEqualTo(near + 2);
        assertThat(statistics(cache).size()).isEqualTo(1);
        assertThat(statistics(cache).connected()).isTrue();
    }

    @Test
    void statistics_moreThanTheBound_areEvicted() {
        JambryCache<String, Long> cache = jvm(Map.of("defaults.near", "invalidate", "defaults.near-max-entries", "10"))
                .cache(name, String.class, Long.class);
        Map<String, Long> hundred = new LinkedHashMap<>();
        IntStream.range(0, 100).forEach(i -> hundred.put("k" + i, (long) i));
        cache.putAll(hundred);
        bringNear(cache, "k0");

        assertThat(cache.getAll(hundred.keySet())).isEqualTo(hundred);

        assertThat(statistics(cache).size()).isLessThanOrEqualTo(10);
        assertThat(statistics(cache).evictions()).isPositive();
    }

    @Test
    void statistics_heavierThanTheBound_areEvicted() {
        JambryCache<String, String> cache = jvm(Map.of(
                        "defaults.near", "invalidate", "defaults.near-max-weight", "16kb"))
                .cache(name, String.class, String.class);
        Map<String, String> hundred = new LinkedHashMap<>();
        IntStream.range(0, 100).forEach(i -> hundred.put("k" + i, "x".repeat(1000)));
        cache.putAll(hundred);
        bringNear(cache, "k0");

        assertThat(cache.getAll(hundred.keySet())).isEqualTo(hundred);

        assertThat(statistics(cache).size()).isLessThanOrEqualTo(16);
        assertThat(statistics(cache).evictions()).isPositive();
    }

    @Test
    void near_off_isEmpty() {
        assertThat(jvm(Map.of()).cache(name, String.class, Long.class).near()).isEmpty();
    }

    @Test
    void put_update_isNearWithoutARead() {
        JambryCache<String, Long> cache = jvm(Map.of("defaults.near", "update")).cache(name, String.class, Long.class);
        cache.put("k", 1L);
        bringNear(cache, "k");
        long misses = statistics(cache).misses();

        for (long i = 2; i < 50; i++) {
            cache.put("k", i);
            long hits = statistics(cache).hits();
            // containsKey is answered from near, too, and counts nothing
            soon(() -> assertThat(statistics(cache).size()).isEqualTo(1));
            assertThat(cache.get("k")).isEqualTo(i);
            assertThat(statistics(cache).hits()).isEqualTo(hits + 1);
        }
        assertThat(statistics(cache).misses()).isEqualTo(misses);
    }

    @Test
    void getAll_partlyNear_asksForTheRest() {
        JambryCache<String, Long> cache = numbers();
        cache.putAll(Map.of("a", 1L, "b", 2L));
        bringNear(cache, "a");

        assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", 1L, "b", 2L));
        long misses = statistics(cache).misses();
        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", 1L, "b", 2L));
        assertThat(statistics(cache).misses()).isEqualTo(misses);
    }

    /** A mutable value. */
    private static final class Basket implements Serializable {

        private static final long serialVersionUID = 1L;

        final List<String> items;

        Basket(List<String> items) {
            this.items = new ArrayList<>(items);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void get_mutableValue_isTheCallersOwn(boolean copied) {
        AtomicInteger copies = new AtomicInteger();
        ValueCopier<Basket> copier = basket -> {
            copies.incrementAndGet();
            return new Basket(basket.items);
        };
        Map<String, Object> settings = new HashMap<>(NEAR);
        if (copied) {
            settings.put("defaults.near-copier", copier);
        }
        JambryCache<String, Basket> cache = jvm(settings).cache(name, String.class, Basket.class);
        cache.put("k", new Basket(List.of("pear")));
        bringNear(cache, "k");

        cache.get("k").items.add("apple");
        cache.getAll(Set.of("k")).get("k").items.add("plum");

        assertThat(cache.get("k").items).containsExactly("pear");
        assertThat(copies.get() > 0).isEqualTo(copied);
    }

    /** Named in a configuration. */
    public static final class BasketCopier implements ValueCopier<Object> {
        @Override
        public Object copy(Object value) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void get_copierFails_isTheValueAllTheSame() {
        Map<String, Object> settings = new HashMap<>(NEAR);
        settings.put("defaults.near-copier", BasketCopier.class.getName());
        JambryCache<String, Basket> cache = jvm(settings).cache(name, String.class, Basket.class);
        cache.put("k", new Basket(List.of("pear")));
        bringNear(cache, "k");

        assertThat(cache.get("k").items).containsExactly("pear");
    }

    /** A key that may change as an object. */
    private record Path(List<String> steps) {}

    @Test
    void get_mutableKey_isFoundByItsContents() {
        JambryCache<Path, Long> cache = jvm(NEAR).cache(name, Path.class, Long.class);
        List<String> steps = new ArrayList<>(List.of("a"));
        Path key = new Path(steps);
        cache.put(key, 1L);
        bringNear(cache, key);

        steps.add("b");

        assertThat(cache.get(key)).isNull();
        assertThat(cache.get(new Path(List.of("a")))).isEqualTo(1L);
        cache.put(new Path(List.of("a")), 2L);
        assertThat(cache.get(new Path(List.of("a")))).isEqualTo(2L);
    }

    @Test
    void get_accessIgnored_prolongsNothing() {
        Map<String, String> settings = Map.of("defaults.near", "invalidate", "defaults.near-ignores-access", "true");
        JambryCache<String, Long> cache =
                jvm(settings).cache(name, String.class, Long.class, new AccessedExpiryPolicy(Duration.ONE_HOUR));
        cache.put("k", 1L);
        foreigner.pexpire(entry("k"), 100_000);
        bringNear(cache, "k");

        assertThat(foreigner.pttl(entry("k"))).isLessThanOrEqualTo(100_000);
    }

    @Test
    void get_viewWithAnAccessDuration_reachesTheServer() {
        JambryCache<String, Long> cache = numbers();
        cache.put("k", 1L);
        bringNear(cache, "k");

        cache.withExpiry(new FixedExpiryPolicy(Duration.ETERNAL, Duration.ONE_MINUTE, null))
                .get("k");

        assertThat(foreigner.pttl(entry("k"))).isBetween(1L, 60_000L);
        assertThat(cache.withExpiry(new EternalExpiryPolicy()).get("k")).isEqualTo(1L);
    }

    @Test
    void get_connectionsKilled_comesNearAgain() {
        JambryCache<String, Long> cache = numbers();
        cache.put("k", 1L);
        bringNear(cache, "k");

        server.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        foreigner = server.connect();
        foreigner.set(entry("k"), "2");

        soon(() -> assertThat(cache.get("k")).isEqualTo(2L));
        bringNear(cache, "k");
        assertThat(cache.get("k")).isEqualTo(2L);
    }

    @Test
    void close_lastNearCache_leavesNoThread() {
        NearJvm jvm = jvm(NEAR);
        JambryCache<String, Long> cache = jvm.cache(name, String.class, Long.class);
        cache.put("k", 1L);
        bringNear(cache, "k");
        assertThat(nearThreads()).isNotEmpty();

        cache.close();

        soon(() -> assertThat(nearThreads()).isEmpty());
    }

    private static List<String> nearThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(thread -> thread.startsWith("jambry-near-127.0.0.1:" + server.port())
                        || thread.equals("jambry-link-127.0.0.1:" + server.port() + "-tracking"))
                .toList();
    }

    private static void soon(org.awaitility.core.ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(5))
                .pollDelay(java.time.Duration.ZERO)
                .pollInterval(java.time.Duration.ofMillis(2))
                .untilAsserted(assertion);
    }

    /** Holds up an update until a cache is closed. */
    private record Held(CountDownLatch began, CountDownLatch closed) implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ETERNAL;
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            began.countDown();
            reach(closed);
            return null;
        }
    }

    private static void reach(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void uncounted(JambryCache<?, ?> cache) {
        cache.getCacheManager().enableStatistics(cache.getName(), false);
    }

    @Test
    void nearReads_findWhatIsKeptNear_andCountNothing() {
        JambryCache<String, Long> cache = numbers();
        NearReads<String, Long> reads = cache.nearReads().orElseThrow();
        cache.put("k", 1L);
        bringNear(cache, "k");
        NearStatistics before = statistics(cache);
        long hits = cache.statistics().getCacheHits();
        long misses = cache.statistics().getCacheMisses();

        assertThat(reads.find("k")).as("while hits are counted").isNull();

        uncounted(cache);
        assertThat(reads.find("k")).isEqualTo(1);
        assertThat(reads.find("none")).isNull();
        assertThat(statistics(cache)).isEqualTo(before);
        assertThat(cache.statistics().getCacheHits()).isEqualTo(hits);
        assertThat(cache.statistics().getCacheMisses()).isEqualTo(misses);

        cache.put("k", 2L);
        assertThat(reads.find("k")).isNull();
    }

    @Test
    void nearReads_ofAClosedCache_findNothing_alsoOfWhatIsUnderWay() throws Exception {
        NearJvm jvm = jvm(Map.of("defaults.near", "update"));
        // whose connection is believed as long as it is open
        JambryCache<String, Long> neighbour = jvm.cache(name + "-neighbour", String.class, Long.class);
        neighbour.put("k", 1L);
        bringNear(neighbour, "k");
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        JambryCache<String, Long> cache = jvm.cache(name, String.class, Long.class);
        NearReads<String, Long> reads = cache.nearReads().orElseThrow();
        cache.put("k", 1L);
        bringNear(cache, "k");
        uncounted(cache);
        assertThat(reads.find("k")).isEqualTo(1);
        CompletableFuture<Void> late = CompletableFuture.runAsync(
                () -> cache.withExpiry(new Held(began, closed)).put("k", 2L));

        reach(began);
        cache.close();
        assertThat(reads.find("k")).isNull();
        closed.countDown();
        late.handle((done, failure) -> done).get(10, TimeUnit.SECONDS);

        assertThat(reads.find("k")).isNull();
        assertThat(neighbour.near().orElseThrow().connected()).isTrue();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // callers without types do this
    void nearReads_ofAKeyOfAnotherType_findNothing() {
        JambryCache<String, Long> cache = numbers();
        cache.put("1", 1L);
        bringNear(cache, "1");
        uncounted(cache);

        assertThat(cache.nearReads().orElseThrow().find("1")).isEqualTo(1);
        assertThat(((NearReads) cache.nearReads().orElseThrow()).find(1L)).isNull();
    }

    @Test
    void nearReads_ofACacheThatKeepsNothingNear_areNone() {
        assertThat(jvm(Map.of()).cache(name, String.class, Long.class).nearReads())
                .isEmpty();
    }
}
