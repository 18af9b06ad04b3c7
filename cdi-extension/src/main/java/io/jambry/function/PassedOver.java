// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.cache.Cache;

/** Tells operators of reads and writes that failed and were passed over: the first one, then one a minute. Thread-safe. */
final class PassedOver {

    private static final System.Logger LOG = System.getLogger(FunctionCache.class.getName());
    private static final long PAUSE = TimeUnit.MINUTES.toNanos(1);

    private final Cache<?, ?> cache;
    private final Counts counts;
    private final AtomicLong nextNews = new AtomicLong(System.nanoTime());

    PassedOver(Cache<?, ?> cache, Counts counts) {
        this.cache = cache;
        this.counts = counts;
    }

    void tell(String attempt, String consequence, Throwable failure) {
        counts.failures.increment();
        long now = System.nanoTime();
        long due = nextNews.get();
        if (now - due >= 0 && nextNews.compareAndSet(due, now + PAUSE)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "cache '" + cache.getName() + "': " + attempt + " failed, " + consequence
                            + "; further failures within a minute are counted, not told",
                    failure);
        }
    }
}
