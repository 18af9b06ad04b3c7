// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.provider.JambryCachingProvider;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are kept as objects beside a store in this JVM are never older than the store. */
class LiveReadsTest {

    private final JambryCachingProvider provider = new JambryCachingProvider();
    private JambryCache<String, Long> cache;

    @BeforeEach
    void open() {
        CacheManager manager = provider.getCacheManager(URI.create("memory:live"), null);
        cache = JambryCache.of(manager.createCache(
                "live", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));
        cache.put("k", 1L);
        assertThat(cache.get("k")).isEqualTo(1L);
        assertThat(cache.get("k")).isEqualTo(1L);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    static Stream<Consumer<JambryCache<String, Long>>> changes() {
        return Stream.of(
                c -> c.put("k", 2L),
                c -> c.putAll(Map.of("k", 2L)),
                c -> c.replace("k", 1L, 2L),
                c -> c.getAndPut("k", 2L),
                c -> c.increment("k", 1),
                c -> c.invoke("k", (entry, arguments) -> {
                    entry.setValue(2L);
                    return null;
                }));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_changedEntry_isTheNewValue(Consumer<JambryCache<String, Long>> change) {
        change.accept(cache);
        assertThat(cache.get("k")).isEqualTo(2L);
    }

    static Stream<Consumer<JambryCache<String, Long>>> removals() {
        return Stream.of(
                c -> c.remove("k"),
                c -> c.remove("k", 1L),
                c -> c.getAndRemove("k"),
                c -> c.removeAll(),
                c -> c.removeAll(Set.of("k")),
                c -> c.clear(),
                c -> c.touch("k", Duration.ZERO));
    }

    @ParameterizedTest
    @MethodSource("removals")
    void get_removedEntry_isAbsent(Consumer<JambryCache<String, Long>> removal) {
        removal.accept(cache);
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void get_whileAnotherThreadWrites_neverGoesBack() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Future<Boolean> reader = threads.submit(() -> {
            long last = 0;
            while (!done.get()) {
                long seen = cache.get("k");
                if (seen < last) {
                    return false;
                }
                last = seen;
            }
            return true;
        });
        for (long i = 2; i < 200_000; i++) {
            cache.put("k", i);
            assertThat(cache.get("k")).isEqualTo(i);
        }
        done.set(true);
        threads.shutdown();
        assertThat(reader.get()).isTrue();
    }
}
