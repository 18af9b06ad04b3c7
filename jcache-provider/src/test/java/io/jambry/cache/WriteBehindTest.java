// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jambry.CacheDefinitionException;
import io.jambry.ConfigurationException;
import io.jambry.DeadLetter;
import io.jambry.JambryCache;
import io.jambry.Opened;
import io.jambry.WriteBehind;
import io.jambry.WriteBehindStatistics;
import io.jambry.WriteQueueFullException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes that wait in a queue. A manager without a writer queues and never delivers, so that a test decides when that begins: by opening
 * the cache in another manager, with the writer, as another JVM would.
 */
class WriteBehindTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Opened opened = new Opened();
    private final String name = "behind-" + UUID.randomUUID();
    private final RecordingWriter<String, String> writer = new RecordingWriter<>();
    private final RecordingLoader<String, String> loader = new RecordingLoader<>(writer.content::get);

    @AfterEach
    void close() throws Exception {
        opened.closeAll();
    }

    private JambryCache<String, String> producer(String... settings) {
        return open(null, settings);
    }

    private JambryCache<String, String> worker(String... settings) {
        return open(writer, settings);
    }

    private JambryCache<String, String> open(@Nullable RecordingWriter<String, String> writes, String... settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "defaults.write-behind", "true", "defaults.write-delay", "0s", "defaults.write-retry-delay", "10ms"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("defaults." + settings[i], settings[i + 1]);
        }
        CacheManager manager = Backing.EMBEDDED.manager(all);
        opened.add(() -> manager.getCachingProvider().close());
        MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setWriteThrough(true)
                .setReadThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<>(loader));
        if (writes != null) {
            configuration.setCacheWriterFactory(new SingletonFactory<>(writes));
        }
        return JambryCache.of(manager.createCache(name, configuration));
    }

    private static WriteBehind<String, String> queue(JambryCache<String, String> cache) {
        return cache.writeBehind().orElseThrow();
    }

    private static void deliver(JambryCache<String, String> worker) {
        assertThat(queue(worker).awaitDelivery(SOON)).isTrue();
    }

    private static WriteBehindStatistics statistics(JambryCache<String, String> cache) {
        return queue(cache).statistics();
    }

    // ---- what is queued

    static Stream<Arguments> changes() {
        return Stream.of(
                change("put", "writeAll k=new", cache -> cache.put("k", "new")),
                change("getAndPut", "writeAll k=new", cache -> cache.getAndPut("k", "new")),
                change("putAll", "writeAll k=new", cache -> cache.putAll(Map.of("k", "new"))),
                change("replace", "writeAll k=new", cache -> cache.replace("k", "new")),
                change("replaceEqual", "writeAll k=new", cache -> cache.replace("k", "old", "new")),
                change("getAndReplace", "writeAll k=new", cache -> cache.getAndReplace("k", "new")),
                change(
                        "replaceIf",
                        "writeAll k=new",
                        cache -> cache.replaceIf(
                                "k", cache.getVersioned("k").orElseThrow().version(), "new")),
                change(
                        "invoke",
                        "writeAll k=new",
                        cache -> cache.invoke("k", (entry, none) -> {
                            entry.setValue("new");
                            return null;
                        })),
                change(
                        "invokeAll",
                        "writeAll k=new",
                        cache -> cache.invokeAll(Set.of("k"), (entry, none) -> {
                            entry.setValue("new");
                            return null;
                        })),
                change("putIfAbsent", "writeAll other=new", cache -> cache.putIfAbsent("other", "new")),
                change("getOrCompute", "writeAll other=new", cache -> cache.getOrCompute("other", key -> "new")),
                change("remove", "deleteAll k", cache -> cache.remove("k")),
                change("removeEqual", "deleteAll k", cache -> cache.remove("k", "old")),
                change("getAndRemove", "deleteAll k", cache -> cache.getAndRemove("k")),
                change("removeAllOf", "deleteAll k", cache -> cache.removeAll(Set.of("k"))),
                change("removeAll", "deleteAll k", cache -> cache.removeAll()),
                change(
                        "invoke remove",
                        "deleteAll k",
                        cache -> cache.invoke("k", (entry, none) -> {
                            entry.remove();
                            return null;
                        })),
                change("putIfAbsent of a present", "", cache -> cache.putIfAbsent("k", "new")),
                change("replace of an absent", "", cache -> cache.replace("other", "new")),
                change("remove of another value", "", cache -> cache.remove("k", "new")),
                change("clear", "", Cache::clear));
    }

    private static Arguments change(String what, String expected, Consumer<JambryCache<String, String>> change) {
        return Arguments.of(what, expected, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void change_ofEachKind_isQueuedAndDelivered(
            String what, String expected, Consumer<JambryCache<String, String>> change) {
        JambryCache<String, String> cache = producer();
        cache.put("k", "old");
        JambryCache<String, String> first = worker();
        deliver(first);
        first.close();
        writer.take();

        change.accept(cache);
        deliver(worker());

        assertThat(String.join(",", writer.take())).as(what).isEqualTo(expected);
    }

    @Test
    void put_whileNobodyHasTheWriter_isInTheCacheAndQueued() {
        JambryCache<String, String> cache = producer();

        cache.put("k", "1");

        assertThat(cache.get("k")).isEqualTo("1");
        assertThat(statistics(cache).queued()).isEqualTo(1);
        assertThat(writer.content).isEmpty();
    }

    @Test
    void put_manyOfOneKey_writesTheLastOnly() {
        JambryCache<String, String> cache = producer();
        for (int i = 1; i <= 5; i++) {
            cache.put("k", String.valueOf(i));
        }

        deliver(worker());

        assertThat(writer.take()).containsExactly("writeAll k=5");
    }

    @Test
    void put_withoutCoalescing_writesEachInItsOrder() {
        JambryCache<String, String> cache = producer("write-coalescing", "false");
        cache.put("k", "1");
        cache.put("k", "2");
        cache.remove("k");
        cache.put("k", "3");

        deliver(worker("write-coalescing", "false"));

        assertThat(writer.take()).containsExactly("writeAll k=1", "writeAll k=2", "deleteAll k", "writeAll k=3");
    }

    @Test
    void putAll_moreThanABatch_isWrittenInBatches() {
        JambryCache<String, String> cache = producer();
        Map<String, String> entries = new TreeMap<>();
        IntStream.range(0, 250).forEach(i -> entries.put("k" + i, "v" + i));
        cache.putAll(entries);

        JambryCache<String, String> worker = worker("write-batch-size", "100");
        deliver(worker);

        assertThat(writer.content).isEqualTo(entries);
        assertThat(writer.take())
                .hasSize(3)
                .allSatisfy(call -> assertThat(call.split(",")).hasSizeLessThanOrEqualTo(100));
        assertThat(statistics(worker)).isEqualTo(new WriteBehindStatistics(0, 0, 250, 3, 0, 0, 0));
    }

    // ---- reading what is queued

    @Test
    void get_evictedWhileQueued_isReadFromTheQueue() {
        JambryCache<String, String> cache = producer();
        writer.content.put("k", "old");
        cache.put("k", "new");
        cache.clear();

        assertThat(cache.get("k")).isEqualTo("new");

        assertThat(loader.take()).isEmpty();
        assertThat(cache.containsKey("k")).isTrue();
        assertThat(statistics(cache).queued())
                .as("what is loaded is not written")
                .isEqualTo(1);
    }

    @Test
    void get_expiredWhileQueued_isReadFromTheQueue() {
        JambryCache<String, String> cache = producer();
        writer.content.put("k", "old");
        cache.put("k", "new");
        cache.touch("k", javax.cache.expiry.Duration.ZERO);

        assertThat(cache.get("k")).isEqualTo("new");
    }

    @Test
    void get_removedWhileQueued_findsNothing() {
        JambryCache<String, String> cache = producer();
        writer.content.put("k", "old");
        cache.remove("k");

        assertThat(cache.get("k")).isNull();
        assertThat(cache.getAll(Set.of("k"))).isEmpty();
        assertThat(loader.take()).isEmpty();

        deliver(worker());
        assertThat(writer.content).isEmpty();
        assertThat(cache.get("k")).isNull();
        assertThat(loader.take()).containsExactly("load k");
    }

    @Test
    void getAll_someQueuedSomeNot_loadsTheOthersTogether() {
        JambryCache<String, String> cache = producer();
        writer.content.putAll(Map.of("a", "old", "b", "old", "c", "1", "d", "2"));
        cache.put("a", "new");
        cache.remove("b");
        cache.clear();

        assertThat(cache.getAll(Set.of("a", "b", "c", "d", "e"))).isEqualTo(Map.of("a", "new", "c", "1", "d", "2"));
        assertThat(loader.take()).containsExactly("loadAll c,d,e");
        assertThat(cache.getAll(Set.of("a", "c", "d"))).hasSize(3);
        assertThat(loader.take()).isEmpty();
    }

    @Test
    void loadAll_replacing_takesWhatIsQueued() throws Exception {
        JambryCache<String, String> cache = producer();
        writer.content.putAll(Map.of("a", "old", "b", "1"));
        cache.put("a", "new");
        CompletionListenerFuture loaded = new CompletionListenerFuture();

        cache.loadAll(Set.of("a", "b"), /* replaceExistingValues= */ true, loaded);
        loaded.get(20, TimeUnit.SECONDS);

        assertThat(cache.getAll(Set.of("a", "b"))).isEqualTo(Map.of("a", "new", "b", "1"));
        assertThat(loader.take()).containsExactly("loadAll b");
    }

    @Test
    void invoke_readingWhatIsQueued_seesIt() {
        JambryCache<String, String> cache = producer();
        writer.content.put("k", "old");
        cache.put("k", "new");
        cache.clear();

        assertThat(cache.<String>invoke("k", (entry, none) -> entry.getValue())).isEqualTo("new");
    }

    @Test
    void get_whileAnotherThreadLoads_isLoadedOnce() {
        JambryCache<String, String> cache = producer();
        writer.content.put("k", "1");

        List<Object> outcomes = Crowd.run(8, () -> cache.get("k"));

        assertThat(outcomes).containsOnly("1");
        assertThat(loader.take()).containsExactly("load k");
    }

    // ---- failures

    @Test
    void write_thatFails_isTriedAgainAndKeepsNobody() {
        JambryCache<String, String> cache = producer();
        writer.refuse("bad");
        cache.put("bad", "1");
        cache.put("good", "2");
        JambryCache<String, String> worker = worker("write-retry-max-delay", "20ms");

        Awaitility.await().atMost(SOON).until(() -> statistics(worker).failures() >= 3);
        assertThat(writer.content).isEqualTo(Map.of("good", "2"));
        assertThat(statistics(worker).queued()).isEqualTo(1);
        cache.put("bad", "3");
        writer.accept("bad");

        deliver(worker);
        assertThat(writer.content).isEqualTo(Map.of("good", "2", "bad", "3"));
    }

    @Test
    void write_thatFailsTooOften_isADeadLetter() {
        JambryCache<String, String> cache = producer();
        writer.refuse("bad");
        cache.put("bad", "1");
        cache.remove("bad2");
        JambryCache<String, String> worker = worker("write-attempts", "3");
        deliver(worker);

        assertThat(statistics(worker)).isEqualTo(new WriteBehindStatistics(0, 1, 1, 3, 3, 1, 0));
        DeadLetter<String, String> letter = queue(cache).deadLetters(10).get(0);
        assertThat(letter.key()).isEqualTo("bad");
        assertThat(letter.value()).isEqualTo("1");
        assertThat(letter.deletes()).isFalse();
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.reason()).isEqualTo(IllegalStateException.class.getName());
        assertThat(letter.toString()).doesNotContain("bad");

        writer.accept("bad");
        assertThat(queue(worker).redeliver("bad")).isTrue();
        deliver(worker);
        assertThat(writer.content).isEqualTo(Map.of("bad", "1"));
        assertThat(queue(worker).deadLetters(10)).isEmpty();
        assertThat(queue(worker).redeliver("bad")).isFalse();
    }

    @Test
    void deadLetter_discarded_isGone() {
        JambryCache<String, String> cache = producer();
        writer.refuse("bad");
        cache.remove("bad");
        JambryCache<String, String> worker = worker("write-attempts", "1");
        deliver(worker);

        assertThat(queue(worker).deadLetters(10))
                .extracting(DeadLetter::deletes)
                .containsExactly(true);
        assertThat(queue(worker).discard("bad")).isTrue();
        assertThat(queue(worker).discard("bad")).isFalse();
        assertThat(statistics(worker).deadLetters()).isZero();
        assertThatThrownBy(() -> queue(worker).deadLetters(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("most is 0; it must be 1 at least");
    }

    @Test
    void writer_thatLeavesWhatItHasWritten_isToldSoByDeadLetters() {
        JambryCache<String, String> cache = producer();
        cache.put("k", "1");
        RecordingWriter<String, String> sloppy = new RecordingWriter<>() {
            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
                // takes nothing out
            }
        };
        JambryCache<String, String> worker = open(sloppy, "write-attempts", "1");
        deliver(worker);

        assertThat(queue(worker).deadLetters(1))
                .extracting(DeadLetter::reason)
                .containsExactly("javax.cache.integration.CacheWriterException");
    }

    // ---- the bound

    @Test
    void put_queueFull_failsAndChangesNothing() {
        JambryCache<String, String> cache = producer("write-queue-capacity", "16", "write-queue-wait", "20ms");

        List<String> accepted = IntStream.range(0, 60)
                .mapToObj(i -> "k" + i)
                .filter(key -> {
                    try {
                        cache.put(key, "1");
                        return true;
                    } catch (WriteQueueFullException e) {
                        assertThat(e)
                                .hasMessageStartingWith("cache '" + name
                                        + "': the queue of write-behind had no room for 1 write in 20 ms")
                                .hasMessageContaining("raise 'write-queue-capacity'");
                        return false;
                    }
                })
                .toList();

        assertThat(accepted).hasSize(16);
        assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(statistics(cache)).isEqualTo(new WriteBehindStatistics(16, 0, 0, 0, 0, 0, 44));
        cache.put(accepted.get(0), "2");
        assertThat(cache.get(accepted.get(0))).isEqualTo("2");
    }

    @Test
    void putAll_queueFull_putsWhatWasQueued() {
        JambryCache<String, String> cache = producer("write-queue-capacity", "16", "write-queue-wait", "0s");
        Map<String, String> entries = new TreeMap<>();
        IntStream.range(0, 200).forEach(i -> entries.put("k" + i, "v"));

        assertThatThrownBy(() -> cache.putAll(entries))
                .isInstanceOf(WriteQueueFullException.class)
                .hasMessageContaining("no room for 184 writes");

        assertThat(cache.size()).isEqualTo(16);
        assertThat(statistics(cache).queued()).isEqualTo(16);
    }

    @Test
    void put_queueFull_goesOnWhenThereIsRoom() {
        JambryCache<String, String> cache = producer("write-queue-capacity", "16", "write-queue-wait", "20s");
        CompletableFuture<Void> putting =
                CompletableFuture.runAsync(() -> IntStream.range(0, 100).forEach(i -> cache.put("k" + i, "v" + i)));
        Awaitility.await().atMost(SOON).until(() -> statistics(cache).queued() >= 4 && !putting.isDone());

        JambryCache<String, String> worker = worker("write-queue-capacity", "16");
        putting.join();
        deliver(worker);

        assertThat(writer.content).hasSize(100);
    }

    // ---- closing

    @Test
    void close_somethingQueued_deliversItBeforeTheWriterIsClosed() {
        JambryCache<String, String> cache = worker("write-delay", "1h");
        cache.put("k", "1");
        assertThat(writer.content).isEmpty();

        cache.close();

        assertThat(writer.content).isEqualTo(Map.of("k", "1"));
        assertThat(writer.closed()).isEqualTo(1);
    }

    @Test
    void close_writerThatHangs_leavesItToTheNext() {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        RecordingWriter<String, String> hangs = new RecordingWriter<>() {
            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
                hanging.countDown();
                try {
                    never.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        JambryCache<String, String> stuck = open(hangs, "write-drain-timeout", "50ms", "write-lease", "300ms");
        stuck.put("k", "1");
        await(hanging);
        long begin = System.nanoTime();
        stuck.getCacheManager().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        deliver(worker());
        assertThat(writer.content).isEqualTo(Map.of("k", "1"));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void close_systemOfRecordAway_keepsWhatIsQueued() {
        writer.refuse("k");
        JambryCache<String, String> cache = worker("write-delay", "1h");
        cache.put("k", "1");
        cache.close();
        assertThat(writer.content).isEmpty();
        writer.accept("k");

        deliver(worker());

        assertThat(writer.content).isEqualTo(Map.of("k", "1"));
    }

    // ---- who may take part

    @Test
    void createCache_inMemory_isRefused() {
        CacheManager manager = Backing.MEMORY.manager(Map.of("defaults.write-behind", "true"));
        opened.add(() -> manager.getCachingProvider().close());

        assertThatThrownBy(() -> manager.createCache(name, new MutableConfiguration<>()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("cache '" + name + "': setting 'write-behind' is on")
                .hasMessageContaining("set write-behind=false");
    }

    @Test
    void createCache_openElsewhereWithoutTheQueue_isRefused() {
        producer();

        assertThatThrownBy(() -> worker("write-behind", "false"))
                .isInstanceOf(CacheDefinitionException.class)
                .hasMessageContaining("write-behind: queue-1 there, nothing here");
    }

    @Test
    void writeBehind_withoutTheSetting_isEmpty() {
        assertThat(worker("write-behind", "false").writeBehind()).isEmpty();
    }

    @Test
    void increment_isRefused() {
        CacheManager manager = Backing.EMBEDDED.manager(Map.of("defaults.write-behind", "true"));
        opened.add(() -> manager.getCachingProvider().close());
        JambryCache<String, Long> numbers = JambryCache.of(manager.createCache(
                name,
                new MutableConfiguration<String, Long>()
                        .setTypes(String.class, Long.class)
                        .setWriteThrough(true)));

        assertThatThrownBy(() -> numbers.increment("k", 1)).isInstanceOf(UnsupportedOperationException.class);
    }
}
