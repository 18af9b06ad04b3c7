// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Until when somebody waits.
 *
 * @param end in the time of {@link System#nanoTime()}; null for as long as it takes
 */
record Limit(@Nullable Long end) {

    static final Limit NONE = new Limit(null);

    /** Longer ones would be no limit, and overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    static Limit in(Optional<Duration> wait) {
        return wait.map(Limit::in).orElse(NONE);
    }

    static Limit in(Duration wait) {
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        return new Limit(System.nanoTime() + Math.max(0, bounded.toNanos()));
    }

    /** What is left; zero or less when it is over. */
    long nanosLeft() {
        return end == null ? Long.MAX_VALUE : end - System.nanoTime();
    }

    boolean isOver() {
        return nanosLeft() <= 0;
    }
}
