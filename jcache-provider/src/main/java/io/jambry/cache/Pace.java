// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import java.util.concurrent.TimeUnit;

/**
 * How many entries a second are looked at.
 *
 * @param perSecond the most on average; {@link Integer#MAX_VALUE} for as many as can be
 */
record Pace(int perSecond) {

    static final Pace UNLIMITED = new Pace(Integer.MAX_VALUE);

    /** So many pages a second, so that a limit is not used up at once. */
    private static final int PAGES_PER_SECOND = 10;

    static Pace of(int perSecond) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("entries per second are " + perSecond + "; at least 1 is needed");
        }
        return new Pace(perSecond);
    }

    /** How many entries to ask for at a time. */
    int pageSize(int most) {
        return Math.max(1, Math.min(most, perSecond / PAGES_PER_SECOND));
    }

    /** How long to wait for the next page. */
    long waitNanos(long lookedAt, long elapsedNanos) {
        if (perSecond == Integer.MAX_VALUE) {
            return 0;
        }
        double due = (double) lookedAt / perSecond * TimeUnit.SECONDS.toNanos(1);
        return Math.max(0, (long) due - elapsedNanos);
    }
}
