// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jambry.DecodingException;
import io.jambry.provider.JambryCachingProvider;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.Jedis;

/** Stored bytes that are not what a cache has written. */
class PayloadFaultsTest {

    private static final String NAME = "payload";
    private static final List<String> LIST = new ArrayList<>(List.of(CallLog.SECRET, "b", "c"));
    private static final int HEADER = 12;

    private final JambryCachingProvider provider = new JambryCachingProvider();
    private ServerProcess server;
    private Cache<String, Object> cache;

    @BeforeEach
    void open() {
        server = ServerProcess.start(ServerBinary.embedded(), List.of());
        cache = provider.getCacheManager(
                        URI.create("redis://127.0.0.1:" + server.port()),
                        null,
                        Client.properties(Map.of("namespace", "faults")))
                .createCache(NAME, new MutableConfiguration<String, Object>().setTypes(String.class, Object.class));
    }

    @AfterEach
    void close() {
        provider.close();
        server.close();
    }

    @Test
    @Timeout(20)
    void f21_anyDamage_isADecodingExceptionAndHurtsNoOtherEntry() {
        cache.put("whole", LIST);
        cache.put("damaged", LIST);
        int failures = 0;
        long longest = 0;
        Map<String, byte[]> damages;
        try (Jedis jedis = server.connect()) {
            byte[] key = ("faults:" + NAME + ":{damaged}").getBytes(StandardCharsets.UTF_8);
            byte[] right = jedis.get(key);
            assertThat(right).isNotNull();
            damages = damages(right);
            for (Map.Entry<String, byte[]> damage : damages.entrySet()) {
                jedis.set(key, damage.getValue());
                long start = System.nanoTime();
                Throwable seen = catchThrowable(() -> cache.get("damaged"));
                longest = Math.max(longest, System.nanoTime() - start);
                if (seen != null) {
                    failures++;
                    assertThat(seen)
                            .as(damage.getKey())
                            .isInstanceOf(DecodingException.class)
                            .hasMessageContaining("'" + NAME + "'");
                    assertThat(seen.getMessage()).doesNotContain(CallLog.SECRET);
                }
                assertThat(cache.get("whole")).as(damage.getKey()).isEqualTo(LIST);
            }
            assertThat(cache.getAndPut("other", "value")).isNull();
            cache.put("damaged", LIST);
            assertThat(cache.get("damaged")).isEqualTo(LIST);
        }
        FaultTable.add(new FaultTable.Row(
                "F21",
                damages.size() + " kinds of damaged bytes in an entry, " + failures + " of them refused",
                damages.size(),
                0,
                0,
                Duration.ofNanos(longest).minusSeconds(2),
                Duration.ZERO,
                Duration.ZERO,
                "– / –",
                "passed"));
        assertThat(failures).isGreaterThan(damages.size() / 2);
    }

    /** Bytes turned over, cut off, added, foreign, and lengths that promise gigabytes. */
    private static Map<String, byte[]> damages(byte[] right) {
        Map<String, byte[]> damages = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(HEADER, right.length); i++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                byte[] flipped = right.clone();
                flipped[i] ^= (byte) mask;
                damages.put("byte " + i + " xor " + mask, flipped);
            }
        }
        for (int length = 1; length < right.length; length += 1 + right.length / 20) {
            damages.put("cut to " + length, Arrays.copyOf(right, length));
        }
        damages.put("zeros behind", Arrays.copyOf(right, right.length + 7));
        for (int from = 2; from < right.length - 8; from += 5) {
            byte[] bomb = right.clone();
            Arrays.fill(bomb, from, from + 4, (byte) 0x7F);
            damages.put("2^31 at " + from, bomb);
        }
        damages.put("foreign stream", new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 0x73, 0x72, 0, 1});
        return damages;
    }
}
