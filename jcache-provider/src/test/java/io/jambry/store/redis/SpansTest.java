// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jambry.spi.Mode;
import io.jambry.store.redis.Message.Count;
import io.jambry.store.redis.Message.Tally;
import io.jambry.store.redis.Message.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a writer tells of its spans while changes begin and end. */
class SpansTest {

    private static final int WRITERS = 3;
    private static final int TALLIES = 20_000;

    private final Spans spans = new Spans();
    private final Map<Long, Long> counted = new HashMap<>();

    @Test
    void tally_changesBeginAndEndMeanwhile_eachIsCountedBeforeItsSpanIsPassedOver() {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<CompletableFuture<Long>> writers = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> write(over), threads))
                    .limit(WRITERS)
                    .toList();
            for (int i = 0; i < TALLIES; i++) {
                note(/* isLast= */ false);
            }
            over.set(true);
            long written = writers.stream().mapToLong(CompletableFuture::join).sum();
            note(/* isLast= */ true);
            assertThat(counted.values().stream().mapToLong(told -> told).sum()).isEqualTo(written);
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    private long write(AtomicBoolean over) {
        long written = 0;
        while (!over.get()) {
            spans.begin(Mode.QUIET).span().told();
            written++;
        }
        return written;
    }

    private void note(boolean isLast) {
        Tally tally = spans.tally(new Writer("writer", 1), Mode.QUIET, 1000, isLast);
        for (Count count : tally.counts()) {
            counted.put(count.span(), count.told());
        }
        assertThat(LongStream.range(1, tally.oldest()).filter(span -> !counted.containsKey(span)))
                .as("passed over and not counted")
                .isEmpty();
    }
}
