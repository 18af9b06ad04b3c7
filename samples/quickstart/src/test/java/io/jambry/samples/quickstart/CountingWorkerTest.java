// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;

class CountingWorkerTest {

    @Test
    void work_alone_countsEveryWordOnce() throws Exception {
        List<String> words = Text.read(List.of()).words();
        PlainCount plain = PlainCount.of(words);
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(URI.create("memory:worker-test"), null)) {
            WorkerResult result = new CountingWorker(manager, words, 0).work(0, 1);

            Map<String, Long> counts = new HashMap<>();
            manager.getCache("counts", String.class, Long.class)
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            assertThat(counts).isEqualTo(plain.counts());
            assertThat(result.words()).isEqualTo(plain.total());
            assertThat(result.created()).isEqualTo(plain.distinct());
            assertThat(result.updated()).isEqualTo(plain.total() - plain.distinct());
            assertThat(result.wrongReads()).isZero();
        }
    }

    @Test
    void work_oneOfTwo_countsItsHalf() throws Exception {
        List<String> words = Collections.nCopies(1_000, "water");
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(URI.create("memory:half-test"), null)) {
            WorkerResult result = new CountingWorker(manager, words, 1).work(1, 2);

            // 62 rounds of 16 threads and a rest of 8, which belongs to the other worker
            assertThat(result.words()).isEqualTo(496);
            assertThat(manager.getCache("counts", String.class, Long.class).get("water"))
                    .isEqualTo(496);
        }
    }
}
