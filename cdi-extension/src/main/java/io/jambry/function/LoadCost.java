// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long a function takes: as long as the last call, unless those before took longer, which is forgotten by and by. Thread-safe.
 */
final class LoadCost {

    /** What is assumed of a function that this JVM has not called: at worst it is called too early, once. */
    private static final long UNKNOWN = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong nanos = new AtomicLong();

    void measured(long taken) {
        nanos.accumulateAndGet(taken, (before, now) -> Math.max(1, Math.max(now, before - before / 8)));
    }

    long nanos() {
        long known = nanos.get();
        return known == 0 ? UNKNOWN : known;
    }
}
