// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Many who read, one who writes, and who still reads an old value a moment after the last write. */
final class Coherence {

    private static final int KEYS = 50;
    private static final int READERS = 8;
    private static final int WRITES = 2000;
    private static final Duration SETTLING = Duration.ofMillis(100);
    private static final List<String> NAMES =
            IntStream.range(0, KEYS).mapToObj(i -> "key-" + i).toList();

    private final Function<String, @Nullable Long> read;
    private final BiConsumer<String, Long> write;
    private final long[] last = new long[KEYS];
    private volatile boolean writing;
    private volatile @Nullable RuntimeException failure;
    private long number;

    Coherence(Function<String, @Nullable Long> read, BiConsumer<String, Long> write) {
        this.read = read;
        this.write = write;
    }

    /** Rounds of writing for so long; how many keys were read with an old value 100 ms after the last write of a round. */
    int staleKeys(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        int stale = 0;
        do {
            stale += round();
        } while (System.nanoTime() - end < 0);
        return stale;
    }

    private int round() throws InterruptedException {
        writing = true;
        List<Thread> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Thread reader = new Thread(this::readOn, "reader-" + i);
            reader.start();
            readers.add(reader);
        }
        for (int i = 0; i < WRITES; i++) {
            int key = ThreadLocalRandom.current().nextInt(KEYS);
            last[key] = ++number;
            write.accept(NAMES.get(key), number);
        }
        long lastWrite = System.nanoTime();
        writing = false;
        for (Thread reader : readers) {
            reader.join();
        }
        if (failure != null) {
            throw failure;
        }
        // the promise is about this moment
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> System.nanoTime() - lastWrite >= SETTLING.toNanos());
        int stale = 0;
        for (int key = 0; key < KEYS; key++) {
            Long seen = read.apply(NAMES.get(key));
            if (last[key] != 0 && !Objects.equals(seen, last[key])) {
                stale++;
            }
        }
        return stale;
    }

    private void readOn() {
        try {
            while (writing) {
                Long unused = read.apply(NAMES.get(ThreadLocalRandom.current().nextInt(KEYS)));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }
}
