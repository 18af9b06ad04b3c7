// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jambry.ConnectionSettings;
import io.jambry.Jambry;
import io.jambry.JambryCache;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;

class CacheTagsTest {

    /** Where entries are. */
    enum Backing {
        MEMORY,
        SERVER
    }

    private final AtomicInteger calls = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Jambry> managers = new ArrayList<>();
    private final String namespace = "tags-" + UUID.randomUUID();

    @AfterEach
    void close() {
        threads.shutdownNow();
        managers.forEach(Jambry::close);
    }

    private Jambry manager(Backing backing) {
        Properties settings = Jambry.propertiesByUrl(backing == Backing.MEMORY ? "memory:" : "embedded:function-tests");
        settings.setProperty("jambry.namespace", namespace);
        Jambry manager = Jambry.connect(settings);
        managers.add(manager);
        return manager;
    }

    private static Cache<String, Object> cache(Jambry manager, String name) {
        return manager.getOrCreateCache(
                name, new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    }

    private Object numbered(String word) {
        return word + calls.incrementAndGet();
    }

    private static void call(Function<String, Object> function, String word) {
        assertThat(function.apply(word)).isNotNull();
    }

    private static Set<String> ofWord(String word) {
        return Set.of("words", "word:" + word);
    }

    private static void evict(Jambry manager, String... tags) {
        CacheTags.of(manager).evict(Set.of(tags));
    }

    @ParameterizedTest
    @EnumSource
    void evict_oneTag_concernsResultsThatHaveIt(Backing backing) {
        Jambry manager = manager(backing);
        Function<String, Object> words = FunctionCache.of(cache(manager, "words"))
                .tags(CacheTagsTest::ofWord)
                .wrap(this::numbered);
        assertThat(words.apply("a")).isEqualTo("a1").isEqualTo(words.apply("a"));
        assertThat(words.apply("b")).isEqualTo("b2").isEqualTo(words.apply("b"));

        evict(manager, "word:a");

        assertThat(words.apply("b")).isEqualTo("b2");
        assertThat(words.apply("a")).isEqualTo("a3").isEqualTo(words.apply("a"));

        evict(manager, "words");
        assertThat(words.apply("a")).isEqualTo("a4");
        assertThat(words.apply("b")).isEqualTo("b5");
    }

    @ParameterizedTest
    @EnumSource
    void evict_resultsInSeveralCaches_allGo(Backing backing) {
        Jambry manager = manager(backing);
        Function<String, Object> one = FunctionCache.of(cache(manager, "one"))
                .tags(word -> Set.of("shared"))
                .wrap(this::numbered);
        Function<String, Object> other = FunctionCache.of(cache(manager, "other"))
                .tags(word -> Set.of("shared"))
                .wrap(this::numbered);
        call(one, "a");
        call(other, "a");

        evict(manager, "shared", "unknown");

        assertThat(one.apply("a")).isEqualTo("a3");
        assertThat(other.apply("a")).isEqualTo("a4");
    }

    @ParameterizedTest
    @EnumSource
    void evict_whileResultsAreMade_theyAreReturnedAndDoNotCount(Backing backing) throws Exception {
        Jambry manager = manager(backing);
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache(manager, "words")).tags(CacheTagsTest::ofWord);
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch go = new CountDownLatch(1);
        Future<Object> plain = threads.submit(() -> functions.get("a", () -> {
            begun.countDown();
            go.await();
            return "late";
        }));
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletableFuture<Object> async = functions.getAsync("b", () -> {
            begun.countDown();
            return later;
        });
        Future<Map<String, Object>> batch = threads.submit(() -> functions.getAll(Set.of("c"), missing -> {
            begun.countDown();
            go.await();
            return Map.of("c", "late");
        }));
        Consumer<Object> updater = functions.updater("d");
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

        evict(manager, "words");
        go.countDown();
        later.complete("late");
        updater.accept("late");

        assertThat(plain.get(20, TimeUnit.SECONDS)).isEqualTo("late");
        assertThat(async.get(20, TimeUnit.SECONDS)).isEqualTo("late");
        assertThat(batch.get(20, TimeUnit.SECONDS)).containsEntry("c", "late");
        Function<String, Object> words = functions.wrap(this::numbered);
        assertThat(List.of("a", "b", "c", "d")).map(words).containsExactly("a1", "b2", "c3", "d4");
        assertThat(List.of("a", "b", "c", "d")).map(words).containsExactly("a1", "b2", "c3", "d4");
    }

    @ParameterizedTest
    @EnumSource
    void getAll_tagsOfEachKey_concernThatKey(Backing backing) {
        Jambry manager = manager(backing);
        List<Set<String>> asked = new ArrayList<>();
        Function<Set<String>, Map<String, Object>> words = FunctionCache.of(cache(manager, "words"))
                .tags(CacheTagsTest::ofWord)
                .nullTtl(Duration.ofMinutes(1))
                .wrapAll(missing -> {
                    asked.add(Set.copyOf(missing));
                    return missing.stream()
                            .filter(word -> !word.equals("none"))
                            .collect(Collectors.toMap(word -> word, this::numbered));
                });
        Set<String> all = Set.of("a", "b", "none");
        Map<String, Object> first = words.apply(all);
        assertThat(words.apply(all)).isEqualTo(first).containsOnlyKeys("a", "b");

        evict(manager, "word:b", "word:none");

        assertThat(words.apply(all)).containsEntry("a", first.get("a")).containsOnlyKeys("a", "b");
        assertThat(words.apply(all).get("b")).isNotEqualTo(first.get("b"));
        assertThat(asked).containsExactly(all, Set.of("b", "none"));
    }

    @Test
    void evict_inAnotherJvm_isHeardOf_andItsLateResultsDoNotCount() throws Exception {
        Jambry here = manager(Backing.SERVER);
        Jambry there = manager(Backing.SERVER);
        FunctionCache<String, Object> functionsThere =
                FunctionCache.of(cache(there, "words")).tags(CacheTagsTest::ofWord);
        Function<String, Object> words = FunctionCache.of(cache(here, "words"))
                .tags(CacheTagsTest::ofWord)
                .wrap(this::numbered);
        Function<String, Object> wordsThere = functionsThere.wrap(this::numbered);
        assertThat(words.apply("a")).isEqualTo("a1");
        assertThat(wordsThere.apply("a")).isEqualTo("a1");
        Consumer<Object> late = functionsThere.updater("a");

        evict(here, "words");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !wordsThere.apply("a").equals("a1"));
        late.accept("late");
        assertThat(words.apply("a")).isNotEqualTo("late").isNotEqualTo("a1");
        assertThat(wordsThere.apply("a")).isNotEqualTo("late").isNotEqualTo("a1");
    }

    /** What is read after an eviction is never older than it, whatever goes on meanwhile. */
    @ParameterizedTest
    @EnumSource
    void evict_amongManyThatLoad_neverLetsAnOldResultCount(Backing backing) throws Exception {
        Jambry manager = manager(backing);
        AtomicInteger source = new AtomicInteger();
        FunctionCache<String, Object> functions = FunctionCache.of(cache(manager, "words"))
                .tags(word -> Set.of("source"))
                .lock(CacheLock.NONE);
        Function<String, Object> read = functions.wrap(word -> source.get());
        AtomicBoolean over = new AtomicBoolean();
        List<Future<?>> others = new ArrayList<>();
        for (int thread = 0; thread < 3; thread++) {
            others.add(threads.submit(() -> {
                while (!over.get()) {
                    call(read, "a");
                }
            }));
        }
        for (int round = 1; round <= 500; round++) {
            source.set(round);
            evict(manager, "source");
            assertThat((Integer) read.apply("a")).isEqualTo(round);
        }
        over.set(true);
        for (Future<?> other : others) {
            other.get(20, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void generations_lost_takeTheirResultsWithThem(Backing backing) {
        Jambry manager = manager(backing);
        Function<String, Object> words = FunctionCache.of(cache(manager, "words"))
                .tags(CacheTagsTest::ofWord)
                .wrap(this::numbered);
        assertThat(words.apply("a")).isEqualTo("a1");

        manager.getCache("jambry-tags").clear();

        await().atMost(Duration.ofSeconds(10)).until(() -> words.apply("a").equals("a2"));
        assertThat(words.apply("a")).isEqualTo("a2");
    }

    @ParameterizedTest
    @EnumSource
    void generations_areRememberedForLongerThanTheirResults(Backing backing) {
        Jambry manager = manager(backing);
        FunctionCache<String, Object> functions =
                FunctionCache.of(cache(manager, "words")).tags(word -> Set.of("words"));
        call(functions.ttl(Duration.ofMinutes(10)).wrap(this::numbered), "short");
        JambryCache<Object, Object> tags = JambryCache.of(manager.getCache("jambry-tags"));
        Object first = tags.get("words");
        assertThat(minutesLeft(tags)).isBetween(55L, 60L);

        call(functions.ttl(Duration.ofMinutes(20)).wrap(this::numbered), "as long");
        assertThat(tags.get("words")).isEqualTo(first);

        call(functions.ttl(Duration.ofHours(2)).wrap(this::numbered), "longer");
        assertThat(minutesLeft(tags)).isBetween(235L, 240L);
        assertThat(functions.wrap(this::numbered).apply("short")).isEqualTo("short1");
    }

    private static long minutesLeft(JambryCache<Object, Object> tags) {
        var rest = tags.timeToLive("words").orElseThrow();
        return (rest.getTimeUnit().toMillis(rest.getDurationAmount()) + 59_999) / 60_000;
    }

    @Test
    void hits_withGenerationsNear_costOneCommand_andEvictionsOne() {
        Jambry manager = manager(Backing.SERVER);
        Function<String, Object> words = FunctionCache.of(cache(manager, "words"))
                .tags(CacheTagsTest::ofWord)
                .wrap(this::numbered);
        call(words, "a");
        call(words, "a");
        Map<String, Long> before = commands();

        for (int i = 0; i < 100; i++) {
            call(words, "a");
        }
        Map<String, Long> hits = commands();
        assertThat(difference(before, hits)).isBetween(100L, 105L);

        evict(manager, "words", "word:a");
        assertThat(difference(hits, commands())).isBetween(1L, 6L);
    }

    /** How often the server ran each command; housekeeping of managers adds a few. */
    private Map<String, Long> commands() {
        ConnectionSettings server = managers.get(0).connection();
        try (Jedis raw = new Jedis(server.host(), server.port())) {
            raw.auth(server.password().orElseThrow());
            Map<String, Long> counts = new HashMap<>();
            raw.info("commandstats")
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_"))
                    .forEach(line -> {
                        String name = line.substring("cmdstat_".length(), line.indexOf(':'));
                        if (!Set.of("info", "auth", "ping", "evalsha", "hello", "client|setinfo")
                                .contains(name)) {
                            counts.put(name, Long.parseLong(line.replaceFirst(".*?calls=(\\d+),.*", "$1")));
                        }
                    });
            return counts;
        }
    }

    private static long difference(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .mapToLong(count -> count.getValue() - before.getOrDefault(count.getKey(), 0L))
                .sum();
    }

    @Test
    void tags_serverAway_callIsMadeAndNothingIsStored() {
        Jambry manager = manager(Backing.MEMORY);
        Cache<String, Object> cache = cache(manager, "words");
        FunctionCache<String, Object> functions = FunctionCache.of(cache).tags(CacheTagsTest::ofWord);
        call(functions.wrap(this::numbered), "a");
        // of other types than generations have: whoever asks for them fails
        manager.destroyCache("jambry-tags");
        manager.createCache("jambry-tags", new MutableConfiguration<Long, Long>().setTypes(Long.class, Long.class));

        assertThat(functions.wrap(this::numbered).apply("b")).isEqualTo("b2");
        assertThat(functions.wrap(this::numbered).apply("a")).isEqualTo("a3");

        assertThat(cache.containsKey("b")).isFalse();
        assertThat(functions.statistics().failures()).isPositive();
        assertThatThrownBy(() -> evict(manager, "words")).isInstanceOf(RuntimeException.class);
    }
}
