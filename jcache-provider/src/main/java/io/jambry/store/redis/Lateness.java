// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether others have stopped waiting for this member, and whether its synchronous listeners are through with changes in time
 * again, so that it may wish anew to be waited for. Thread-safe.
 */
final class Lateness {

    private static final long NEVER = -1;

    /** The number of the latest mode since which this member wanted what others do not wait for any more. */
    private final AtomicLong noticed = new AtomicLong(NEVER);

    private volatile boolean inTime;

    /** Others do not wait any more for what this member wants since that mode. */
    void noticed(long since) {
        inTime = false;
        noticed.accumulateAndGet(since, Math::max);
    }

    /** The listeners have been through a change. */
    void answered(long tookNanos, long timeoutNanos) {
        inTime = tookNanos < timeoutNanos;
    }

    /** Whether this member, which wants what it wants since that mode, was late and is not any more. */
    boolean isOver(long since) {
        return noticed.get() >= since && inTime;
    }
}
