// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The loads that run in the background, so that closing the cache can wait for them: a loader is closed when nobody uses it
 * any more.
 *
 * <p>Thread-safe.
 */
final class PendingLoads {

    private static final System.Logger LOG = System.getLogger(PendingLoads.class.getName());

    private final String cacheName;
    private final Set<CountDownLatch> running = ConcurrentHashMap.newKeySet();

    PendingLoads(String cacheName) {
        this.cacheName = cacheName;
    }

    /** A load begins; it ends with {@link #end}. */
    CountDownLatch begin() {
        CountDownLatch load = new CountDownLatch(1);
        running.add(load);
        return load;
    }

    void end(CountDownLatch load) {
        running.remove(load);
        load.countDown();
    }

    /** Waits until no load runs, at most for a while. */
    void await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            for (CountDownLatch load : running) {
                if (!load.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "cache ''{0}'' is closed while a load still runs; its loader may fail",
                            cacheName);
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
