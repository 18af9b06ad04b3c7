// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param millis at most; negative for as long as it takes
 */
record Limit(long millis) {

    static final Limit NONE = new Limit(-1);
    static final Limit AT_ONCE = new Limit(0);

    /** The whole of a time, and nothing for one that is negative. */
    static Limit of(Duration time) {
        if (time.isNegative()) {
            return AT_ONCE;
        }
        return new Limit(time.compareTo(Duration.ofMillis(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : time.toMillis());
    }

    boolean isNone() {
        return millis < 0;
    }

    boolean isAtOnce() {
        return millis == 0;
    }
}
