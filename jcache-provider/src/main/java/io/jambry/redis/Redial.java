// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pauses between attempts to connect to a node that fail, so that a crowd of callers does not hammer a server that refuses
 * them. The first pause is short, each next one twice as long, and the first success ends it. Thread-safe.
 *
 * <p>What may pass at any moment, such as a server that is being restarted, is tried ten times a second at least: its callers
 * are told nothing until their deadline. A wrong password is told at once, and is tried again within a second.
 */
final class Redial {

    private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_OF_OURS_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int DOUBLINGS = 8;

    /** A failed attempt; the next one may begin at a time of {@link System#nanoTime()}. */
    private record Failed(NodeFailure failure, int inARow, long next) {}

    private volatile @Nullable Failed last;

    /** The failure that must be told instead of another attempt; null if one may begin. */
    @Nullable
    NodeFailure pausing() {
        Failed failed = last;
        return failed == null || System.nanoTime() - failed.next() >= 0 ? null : failed.failure();
    }

    /** How long until the next attempt. */
    long millisToNext() {
        Failed failed = last;
        return failed == null ? 0 : Math.max(0, (failed.next() - System.nanoTime()) / 1_000_000);
    }

    /** Another attempt has failed. */
    void failed(NodeFailure failure) {
        Failed before = last;
        long now = System.nanoTime();
        // several that began together count as one
        int inARow = before == null ? 1 : before.inARow() + (now - before.next() >= 0 ? 1 : 0);
        long longest = failure.isOfTheNode() ? LONGEST_NANOS : LONGEST_OF_OURS_NANOS;
        long pause = Math.min(longest, FIRST_NANOS << Math.min(DOUBLINGS, inARow - 1));
        last = new Failed(
                failure, inARow, now + pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1));
    }

    void succeeded() {
        if (last != null) {
            last = null;
        }
    }
}
