// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.redis.LinkSettings;
import io.jambry.redis.RedisLink;
import io.jambry.servers.ServerBinary;
import io.jambry.servers.ServerProcess;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits on every server version that is to be had. */
@Tag("servers")
class BoundedServersTest {

    private static final int MOST = 100;

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.jambry.servers.ServerBinary#all")
    void put_moreThanAllowed_evictsByEveryPolicy(ServerBinary binary) {
        try (ServerProcess server = ServerProcess.start(binary, List.of());
                RedisNamespace namespace = RedisNamespace.open(
                        RedisLink.open(LinkSettings.of("127.0.0.1", server.port())),
                        "limits",
                        "member",
                        Duration.ofSeconds(3))) {
            for (Eviction eviction : Eviction.values()) {
                Store store = namespace
                        .bounded(eviction.name(), new Bounds(MOST, 1 << 20, eviction, 1))
                        .orElseThrow();
                List<byte[]> keys = IntStream.range(0, 2 * MOST)
                        .mapToObj(i -> ("key-" + i).getBytes(StandardCharsets.UTF_8))
                        .toList();
                store.executeAll(keys, Collections.nCopies(keys.size(), StoreRequests.putForEver("v")));
                store.executeAll(keys, Collections.nCopies(keys.size(), StoreRequest.GET));
                assertThat(store.size()).as("%s", eviction).isEqualTo(MOST);
                assertThat(store.evictions()).as("%s", eviction).isEqualTo(MOST);
                assertThat(store.removeAll(keys)).as("%s", eviction).isEqualTo(MOST);
            }
        }
    }
}
