// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.Opened;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.redis.TestCluster;
import io.jambry.servers.ClusterTopology;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The parts of a queue on several primaries, and several drainers. */
class WriteBehindClusterTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int KEYS = 200;

    private static ClusterTopology cluster;

    private final Opened opened = new Opened();

    @BeforeAll
    static void start() {
        cluster = TestCluster.start();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void close() throws Exception {
        opened.closeAll();
    }

    private JambryCache<String, Long> open(String name, @Nullable ShopWriter writer) {
        String url = "redis+cluster://"
                + cluster.nodes().stream()
                        .map(node -> ServerProcess.HOST + ":" + node.port())
                        .collect(Collectors.joining(","));
        JambryCachingProvider provider = opened.add(new JambryCachingProvider());
        CacheManager manager = provider.getCacheManager(
                URI.create(url),
                WriteBehindClusterTest.class.getClassLoader(),
                Backing.properties(Map.of("defaults.write-behind", "true", "defaults.write-delay", "5ms")));
        MutableConfiguration<String, Long> configuration = new MutableConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setWriteThrough(true);
        if (writer != null) {
            configuration.setCacheWriterFactory(new SingletonFactory<>(writer));
        }
        return JambryCache.of(manager.createCache(name, configuration));
    }

    @Test
    void putAll_keysOfAllPrimaries_areDeliveredInBatches() {
        AtomicLong calls = new AtomicLong();
        Map<String, Long> system = new ConcurrentHashMap<>();
        Map<String, Long> entries = new TreeMap<>();
        IntStream.range(0, KEYS).forEach(i -> entries.put("k" + i, (long) i));
        open("batches", null).putAll(entries);

        JambryCache<String, Long> worker = open("batches", new ShopWriter() {
            @Override
            public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> written) {
                calls.incrementAndGet();
                written.forEach(entry -> system.put(entry.getKey(), entry.getValue()));
                written.clear();
            }
        });

        assertThat(worker.writeBehind().orElseThrow().awaitDelivery(SOON)).isTrue();
        assertThat(system).isEqualTo(entries);
        assertThat(calls).hasValueLessThanOrEqualTo(16);
    }

    @Test
    void put_manyWritersAndTwoDrainers_keepsTheOrderOfEachKey() {
        Map<String, Long> system = new ConcurrentHashMap<>();
        AtomicLong backwards = new AtomicLong();
        List<JambryCache<String, Long>> caches = IntStream.range(0, 2)
                .mapToObj(i -> open("order", new ShopWriter() {
                    @Override
                    public void writeAll(Collection<Cache.Entry<? extends String, ? extends Long>> written) {
                        for (Cache.Entry<? extends String, ? extends Long> entry : written) {
                            Long before = system.put(entry.getKey(), entry.getValue());
                            if (before != null && before > entry.getValue()) {
                                backwards.incrementAndGet();
                            }
                        }
                        written.clear();
                    }
                }))
                .toList();

        List<Object> outcomes = Crowd.run(4, () -> {
            for (int i = 0; i < 200; i++) {
                String key = "k" + ThreadLocalRandom.current().nextInt(20);
                caches.get(i % 2).invoke(key, (entry, none) -> {
                    entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                    return null;
                });
            }
            return "done";
        });

        assertThat(outcomes).containsOnly("done");
        assertThat(caches.get(0).writeBehind().orElseThrow().awaitDelivery(SOON))
                .isTrue();
        assertThat(backwards).hasValue(0);
        Map<String, Long> entries = new TreeMap<>();
        caches.get(0).forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        assertThat(system).isEqualTo(entries);
        assertThat(entries.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(800);
    }
}
