// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many things in a second at most, on average since the beginning. Confined to one thread. */
final class Pace {

    private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LARGEST_PAGE = 1000;
    private static final int SMALLEST_PAGE = 10;

    /** So many pages in a second at least, that it goes evenly. */
    private static final int PAGES_PER_SECOND = 10;

    private final long perSecond;
    private final LongSupplier ticker;
    private final long start;

    Pace(long perSecond, LongSupplier ticker) {
        this.perSecond = perSecond;
        this.ticker = ticker;
        this.start = ticker.getAsLong();
    }

    /** How many keys a server should look at for a page. */
    static int page(long perSecond) {
        return (int) Math.max(SMALLEST_PAGE, Math.min(LARGEST_PAGE, perSecond / PAGES_PER_SECOND));
    }

    Duration elapsed() {
        return Duration.ofNanos(ticker.getAsLong() - start);
    }

    /** How long it is too early to have done so many, in nanoseconds. */
    long ahead(long done) {
        double due = (double) done / perSecond * SECOND_NANOS;
        return (long) due - (ticker.getAsLong() - start);
    }

    /** Waits until so many may have been done. */
    void await(long done) {
        try {
            for (long nanos = ahead(done); nanos > 0; nanos = ahead(done)) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            CancellationException cancelled = new CancellationException(
                    "interrupted after " + done + " keys, which are done; begin again for the others");
            cancelled.initCause(e);
            throw cancelled;
        }
    }
}
