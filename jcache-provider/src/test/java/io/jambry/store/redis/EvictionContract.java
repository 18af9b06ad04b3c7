// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.embedded.EmbeddedServer;
import io.jambry.embedded.EmbeddedSettings;
import io.jambry.redis.RedisLink;
import io.jambry.redis.TestServer;
import io.jambry.spi.Bounds;
import io.jambry.spi.Eviction;
import io.jambry.spi.Store;
import io.jambry.spi.StoreRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.Arguments;

/** Hits of caches with limits, compared with what each policy would have at best. */
abstract class EvictionContract {

    /** What the answers may differ by: two of a hundred. */
    private static final double TOLERANCE = 0.02;

    private static EmbeddedServer server;
    private static RedisNamespace namespace;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(EmbeddedSettings.DEFAULT);
        namespace = RedisNamespace.open(
                RedisLink.open(TestServer.settings(server)), "eviction", "member", Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        namespace.close();
        server.close();
    }

    static Stream<Arguments> policiesAndTraces() {
        return Stream.of(Eviction.values())
                .flatMap(eviction -> Stream.of(Traces.values())
                        // how often chance meets a loop differs by more from one run to the next
                        .filter(trace -> eviction != Eviction.RR || trace != Traces.LOOP)
                        .map(trace -> Arguments.of(eviction, trace)));
    }

    /** Reads each key, and puts what is missing. Answers the part that was there, in the cache and exactly. */
    static double[] run(Bounds bounds, Traces trace, int length) {
        int most = (int) bounds.maxEntries();
        Store store = namespace.bounded("c", bounds).orElseThrow();
        store.clear();
        ExactCache exact = new ExactCache(bounds.eviction(), most);
        StoreRequest put = StoreRequests.putForEver("value");
        int hits = 0;
        int exactHits = 0;
        int puts = 0;
        for (int key : trace.keys(most, length)) {
            byte[] name = ("key-" + key).getBytes(StandardCharsets.UTF_8);
            if (exact.access(key)) {
                exactHits++;
            }
            if (store.execute(name, StoreRequest.GET).value() != null) {
                hits++;
            } else {
                store.execute(name, put);
                puts++;
            }
        }
        assertThat(store.size()).isLessThanOrEqualTo(most).isGreaterThan(most * 9L / 10);
        assertThat(store.evictions()).isEqualTo(puts - store.size());
        return new double[] {(double) hits / length, (double) exactHits / length};
    }

    static void assertAsExact(Bounds bounds, Traces trace, int length) {
        double[] parts = run(bounds, trace, length);
        System.Logger log = System.getLogger(EvictionContract.class.getName());
        log.log(
                System.Logger.Level.INFO,
                "{0} {1} in {2} shards: {3} hits, exactly {4}",
                bounds.eviction(),
                trace,
                bounds.shards(),
                parts[0],
                parts[1]);
        assertThat(parts[0]).isBetween(parts[1] - TOLERANCE, parts[1] + TOLERANCE);
    }
}
