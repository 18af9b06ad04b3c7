// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.Opened;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * How long after its end an entry that nobody reads is told, with the settings that everybody has. The ends are the server's own,
 * whose clock is that of this machine. Two providers stand for two JVMs. The bound is a time, so that this is for a machine that is
 * not busy otherwise.
 */
@Tag("faults")
class ExpiryDelayTest {

    private static final java.time.Duration PATIENCE = java.time.Duration.ofSeconds(30);
    private static final long MOST_MILLIS = 1_000;

    private final Opened opened = new Opened();
    private final ServerProcess server = opened.add(ServerProcess.start(ServerBinary.embedded(), List.of()));
    private final JambryCache<String, String> writer = open();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        opened.closeAll();
    }

    private JambryCache<String, String> open() {
        JambryCachingProvider provider = opened.add(new JambryCachingProvider());
        var manager = provider.getCacheManager(
                URI.create("redis://" + server.address()), ExpiryDelayTest.class.getClassLoader(), new Properties());
        return JambryCache.of(manager.createCache(
                "ending", new MutableConfiguration<String, String>().setTypes(String.class, String.class)));
    }

    private void listen() {
        open().registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(heard), null, /* isOldValueRequired= */ true, /* isSynchronous= */ false));
    }

    @Test
    void entries_endOneAfterTheOther_areEachToldWithinASecond() {
        listen();
        Map<String, Long> ends = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            String key = "k" + i;
            writer.withExpiry(new CreatedExpiryPolicy(new Duration(TimeUnit.MILLISECONDS, 1_000 + 25 * i)))
                    .put(key, "v" + i);
            ends.putAll(ends(List.of(key)));
        }
        long[] delays = delays(ends);
        System.out.printf(
                "[jambry] %d entries that end one after the other: EXPIRED %d ms after the end (median), %d ms at most%n",
                delays.length, delays[delays.length / 2], delays[delays.length - 1]);
        assertThat(delays[delays.length - 1])
                .as("ms from the end of an entry to its event, median %d", delays[delays.length / 2])
                .isLessThanOrEqualTo(MOST_MILLIS);
    }

    @Test
    void entries_manyEndTogether_areAllToldWithinASecond() {
        listen();
        List<String> keys = IntStream.range(0, 10_000).mapToObj(i -> "k" + i).toList();
        Map<String, String> entries = new HashMap<>();
        keys.forEach(key -> entries.put(key, "v" + key.substring(1)));
        writer.withExpiry(new Until(System.currentTimeMillis() + 5_000)).putAll(entries);
        Map<String, Long> ends = ends(keys);
        assertThat(ends).hasSize(keys.size());
        long first = ends.values().stream().mapToLong(end -> end).min().orElseThrow();
        long last = ends.values().stream().mapToLong(end -> end).max().orElseThrow();
        long[] delays = delays(ends);
        System.out.printf(
                "[jambry] %d entries that end within %d ms: EXPIRED %d ms after the end (median), %d ms at most;"
                        + " the last is told %d ms after the last end%n",
                delays.length, last - first, delays[delays.length / 2], delays[delays.length - 1], heard.last() - last);
        assertThat(delays[delays.length - 1])
                .as("ms from the end of an entry to its event, median %d", delays[delays.length / 2])
                .isLessThanOrEqualTo(MOST_MILLIS);
    }

    /** When entries end, in ms. */
    private Map<String, Long> ends(List<String> keys) {
        Map<String, Response<Long>> replies = new HashMap<>();
        try (Jedis connection = server.connect()) {
            Pipeline pipeline = connection.pipelined();
            keys.forEach(key -> replies.put(key, pipeline.pexpireTime("jambry:ending:{" + key + "}")));
            pipeline.sync();
        }
        Map<String, Long> ends = new HashMap<>();
        replies.forEach((key, reply) -> {
            assertThat(reply.get()).as("end of an entry").isPositive();
            ends.put(key, reply.get());
        });
        return ends;
    }

    /** How long after its end each was heard, once and with its value, in order of size. */
    private long[] delays(Map<String, Long> ends) {
        Awaitility.await().atMost(PATIENCE).until(() -> heard.moments.size() == ends.size());
        assertThat(heard.twiceOrWrong).hasValue(0);
        assertThat(heard.moments.keySet()).isEqualTo(ends.keySet());
        long[] delays = heard.moments.entrySet().stream()
                .mapToLong(one -> one.getValue() - ends.get(one.getKey()))
                .sorted()
                .toArray();
        assertThat(delays[0]).isNotNegative();
        return delays;
    }

    /** Entries end at a moment, whenever they are written. */
    private record Until(long millis) implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return new Duration(TimeUnit.MILLISECONDS, millis - System.currentTimeMillis());
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public @Nullable Duration getExpiryForUpdate() {
            return null;
        }
    }

    /** Writes down when each entry was heard to have expired. */
    private static final class Heard implements CacheEntryExpiredListener<String, String> {

        private final Map<String, Long> moments = new ConcurrentHashMap<>();
        private final AtomicInteger twiceOrWrong = new AtomicInteger();

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            long now = System.currentTimeMillis();
            for (CacheEntryEvent<? extends String, ? extends String> event : events) {
                String value = "v" + event.getKey().substring(1);
                if (moments.put(event.getKey(), now) != null || !value.equals(event.getOldValue())) {
                    twiceOrWrong.incrementAndGet();
                }
            }
        }

        long last() {
            return moments.values().stream().mapToLong(moment -> moment).max().orElseThrow();
        }
    }
}
