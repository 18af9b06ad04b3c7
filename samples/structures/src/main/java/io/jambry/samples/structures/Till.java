// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.samples.structures;

import io.jambry.JambryCache;
import io.jambry.lock.DistributedLock;
import io.jambry.lock.Locks;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Writes receipts by hand: reads the last number, thinks, writes the next one. Only one till may do so at a time. Confined to one thread. */
final class Till {

    private static final String RECEIPT = "receipt";

    private final JambryCache<String, Long> numbers;
    private final DistributedLock lock;
    private final List<Long> tokens = new ArrayList<>();

    Till(CacheManager manager) {
        numbers = JambryCache.of(manager.createCache(
                "numbers", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class)));
        lock = manager.unwrap(Locks.class).lock("till");
    }

    void writeReceipts(int count) {
        for (int i = 0; i < count; i++) {
            lock.lock();
            try {
                tokens.add(lock.fencingToken());
                numbers.putFenced(RECEIPT, last() + 1, lock.fencingToken());
            } finally {
                lock.unlock();
            }
        }
    }

    long last() {
        Long last = numbers.get(RECEIPT);
        return last == null ? 0 : last;
    }

    /** As a till would that slept for so long that its lock went to the other one. */
    boolean canWriteLate() {
        return numbers.putFenced(RECEIPT, 0L, tokens.get(0));
    }

    List<Long> tokens() {
        return tokens;
    }
}
