// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.params.SetParams;

/** Bytes per entry as the server counts them, beside a plain {@code SET key value PX}. */
class MemoryCostTest {

    /** So many that the server's table has just grown and is done with it, whoever wrote them. */
    private static final int ENTRIES = 128_000;

    private static final int MORE_AT_MOST = 16;

    /** What the server allocates for itself meanwhile, spread over the entries. */
    private static final int NOISE = 2;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final String VALUE = "v".repeat(100);

    @Test
    void entries_withTimeToLive_needSixteenBytesMoreThanPlainOnesAtMost() throws IOException {
        try (Laboratory laboratory = Laboratory.direct()) {
            // the name is part of each key: what it adds is what an application would add, too
            Cache<String, String> prices = laboratory
                    .manager()
                    .createCache(
                            "prices",
                            new MutableConfiguration<String, String>()
                                    .setTypes(String.class, String.class)
                                    .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(Duration.ONE_HOUR)));
            double plain = bytesPerEntry(laboratory, () -> set(laboratory, i -> "key-" + i));
            double sameName = bytesPerEntry(laboratory, () -> set(laboratory, i -> "jambry:prices:{key-" + i + "}"));
            double ours = bytesPerEntry(laboratory, () -> put(prices));

            System.out.printf(
                    "bytes per entry: %.1f, plain SET under the same name %.1f, plain SET of the bare key %.1f%n",
                    ours, sameName, plain);
            assertThat(ours)
                    .as("bytes, against a plain SET under the same name")
                    .isLessThan(sameName + NOISE);
            assertThat(ours).as("bytes, against a plain SET of the bare key").isLessThan(plain + MORE_AT_MOST + NOISE);
        }
    }

    private static double bytesPerEntry(Laboratory laboratory, Runnable load) {
        laboratory.observer().flushAll();
        double before = entries(laboratory);
        load.run();
        double after = entries(laboratory);
        assertThat(laboratory.observer().dbSize()).isEqualTo(ENTRIES);
        return (after - before) / ENTRIES;
    }

    /** What connections need comes and goes. */
    private static double entries(Laboratory laboratory) {
        return laboratory.info("memory", "used_memory") - laboratory.info("memory", "mem_clients_normal");
    }

    private static void set(Laboratory laboratory, IntFunction<String> name) {
        Pipeline pipeline = laboratory.observer().pipelined();
        for (int i = 0; i < ENTRIES; i++) {
            pipeline.set(name.apply(i), VALUE, new SetParams().px(HOUR_MILLIS));
        }
        pipeline.sync();
    }

    private static void put(Cache<String, String> cache) {
        Map<String, String> entries = new HashMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.put("key-" + i, VALUE);
        }
        cache.putAll(entries);
    }
}
