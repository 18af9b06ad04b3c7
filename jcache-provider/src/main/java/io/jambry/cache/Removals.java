// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.spi.Store;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Tells loads that an entry is about to be removed: those of this JVM by a count, those of all by ending their claims.
 *
 * <p>Mechanism: who removes says so here before. So a load that finds another count than at its beginning may bring a value from before
 * the removal, and one that finds the same after it has stored its value was there first. Keys share counts; at worst a load is
 * refused that need not be.
 *
 * <p>Thread-safe.
 */
final class Removals {

    private static final int COUNTS = 1 << 10;

    private final Store store;
    private final AtomicLongArray counts = new AtomicLongArray(COUNTS);
    private final AtomicLong ofAll = new AtomicLong();

    Removals(Store store) {
        this.store = store;
    }

    /** How many removals have begun here that may concern the entry. */
    long count(byte[] key) {
        return counts.get(place(key)) + ofAll.get();
    }

    /** An entry is about to be removed. */
    void begin(byte[] key) {
        counts.incrementAndGet(place(key));
        store.endLoads(List.of(key));
    }

    /** Entries are about to be removed. */
    void begin(List<byte[]> keys) {
        keys.forEach(key -> counts.incrementAndGet(place(key)));
        store.endLoads(keys);
    }

    /** All entries are about to be removed. */
    void beginAll() {
        ofAll.incrementAndGet();
        store.endAllLoads();
    }

    private static int place(byte[] key) {
        int hash = Arrays.hashCode(key);
        return (hash ^ hash >>> 16) & (COUNTS - 1);
    }
}
