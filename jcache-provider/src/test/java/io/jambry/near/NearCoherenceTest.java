// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.JambryCache;
import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Store;
import io.jambry.spi.StoreReply;
import io.jambry.spi.WatchedReads;
import io.jambry.store.redis.RedisNamespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody reads an old value for long, however reads and writes meet. */
class NearCoherenceTest {

    /** The embedded server, and the newest Valkey there is. */
    static Stream<ServerBinary> servers() {
        return Stream.concat(
                Stream.of(ServerBinary.embedded()),
                Stream.of("valkey-9.1", "valkey-8.1", "valkey-8.0")
                        .flatMap(name -> ServerBinary.find(name).stream())
                        .limit(1));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void get_manyReadAndOneWrites_nobodyIsStale(ServerBinary binary) throws InterruptedException {
        readAndWrite(binary, Duration.ofSeconds(1));
    }

    @Tag("faults")
    @ParameterizedTest
    @MethodSource("servers")
    void get_manyReadAndOneWritesForLong_nobodyIsStale(ServerBinary binary) throws InterruptedException {
        readAndWrite(binary, Duration.ofSeconds(20));
    }

    private static void readAndWrite(ServerBinary binary, Duration duration) throws InterruptedException {
        String name = NearJvm.newName();
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                NearJvm near = NearJvm.on(url(server), Map.of("defaults.near", "invalidate"));
                NearJvm updating = NearJvm.on(url(server), Map.of("defaults.near", "update"));
                NearJvm far = NearJvm.on(url(server), Map.of())) {
            JambryCache<String, Long> here = near.cache(name, String.class, Long.class);
            JambryCache<String, Long> writer = updating.cache(name, String.class, Long.class);
            JambryCache<String, Long> there = far.cache(name, String.class, Long.class);
            there.put("key-0", 0L);
            NearJvm.bringNear(here, "key-0");

            assertThat(stale(here, there::put, duration))
                    .as("written elsewhere")
                    .isZero();
            assertThat(stale(here, here::put, duration)).as("written here").isZero();
            assertThat(stale(writer, writer::put, duration))
                    .as("written here and read back")
                    .isZero();
            assertThat(NearJvm.statistics(here).hits()).isPositive();
            assertThat(NearJvm.statistics(here).invalidations()).isPositive();
        }
    }

    private static int stale(JambryCache<String, Long> cache, BiConsumer<String, Long> write, Duration duration)
            throws InterruptedException {
        return new Coherence(cache::get, write).staleKeys(duration);
    }

    /** The test must see what the marks are there for: without them replies are kept that were overtaken. */
    @Test
    void museum_replyKeptWithoutAMark_isStale() throws InterruptedException {
        try (ServerProcess server = ServerProcess.start(ServerBinary.embedded(), List.of());
                RedisNamespace namespace = RedisNamespace.open(
                        RedisLink.open(LinkSettings.of(ServerProcess.HOST, server.port())),
                        "museum",
                        "member",
                        Duration.ofSeconds(3));
                NearJvm far = NearJvm.on(url(server), Map.of("namespace", "museum"))) {
            JambryCache<String, Long> writer = far.cache("exhibit", String.class, Long.class);
            Unmarked reader = new Unmarked(namespace.store("exhibit"));
            writer.put("key-0", 0L);
            int stale = 0;
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (stale == 0 && System.nanoTime() - end < 0) {
                stale += new Coherence(reader::get, writer::put).staleKeys(Duration.ZERO);
            }
            assertThat(stale).isPositive();
        }
    }

    /** Keeps what it reads, and lets go of what it is told of; and that is all. */
    private static final class Unmarked implements WatchedReads.Keeper {

        private final Map<String, StoreReply> kept = new ConcurrentHashMap<>();
        private final WatchedReads reads;

        Unmarked(Store store) {
            reads = store.watch(this).orElseThrow();
        }

        @Nullable
        Long get(String key) {
            StoreReply reply = kept.get(key);
            if (reply == null) {
                reply = reads.read(key.getBytes(StandardCharsets.UTF_8));
                Thread.yield();
                if (reply.live() != null) {
                    kept.put(key, reply);
                }
            }
            byte[] value = reply.value();
            return value == null ? null : Long.valueOf(new String(value, StandardCharsets.US_ASCII));
        }

        @Override
        public void changed(byte[] key) {
            kept.remove(new String(key, StandardCharsets.UTF_8));
        }

        @Override
        public void lost(WatchedReads.Watch watch) {
            kept.clear();
        }
    }

    private static String url(ServerProcess server) {
        return "redis://127.0.0.1:" + server.port();
    }
}
