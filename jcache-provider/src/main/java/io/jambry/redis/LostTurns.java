// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives shared connections back to all when the one whose turn it was is lost: its stack or its memory ended before it could
 * hand the connection on.
 *
 * <p>Mechanism: whoever has a turn is opening the connection, or has a call under way on it; both end at a deadline. A turn
 * that goes on for longer than a connection may take to open, and without such a call, has nobody any more. Its place is taken
 * by another one, with a connection of its own, so nobody is harmed if it had somebody after all.
 */
final class LostTurns implements Runnable {

    private static final System.Logger LOG = System.getLogger(LostTurns.class.getName());

    /** What a caller may need to do its next step on a busy machine. */
    private static final long PATIENCE_NANOS = 1_000_000_000;

    /** A machine that stood still meanwhile is not taken for a caller that did. */
    private static final int LOOKS = 4;

    private final Endpoint endpoint;
    private final SharedLanes lanes;
    private final LinkThreads threads;
    private final long longestNanos;
    private final List<Place> places;
    private int miscounted;
    private int looksMiscounted;

    LostTurns(Endpoint endpoint, SharedLanes lanes, LinkThreads threads, LinkLimits limits) {
        this.endpoint = endpoint;
        this.lanes = lanes;
        this.threads = threads;
        this.longestNanos = limits.connectTimeout().toNanos() + PATIENCE_NANOS;
        this.places =
                IntStream.range(0, lanes.lanes().size()).mapToObj(Place::new).toList();
    }

    /** Looks at all connections. Returns at once. */
    @Override
    public void run() {
        places.forEach(Place::look);
        lanes.resume();
        count();
    }

    private void count() {
        int now = lanes.miscounted();
        looksMiscounted = now == miscounted ? looksMiscounted + 1 : 0;
        miscounted = now;
        if (now != 0 && looksMiscounted >= LOOKS) {
            lanes.correct(now);
        }
    }

    private void tell() {
        LOG.log(
                Level.WARNING,
                "a caller of {0} ended in an error such as a stack overflow and left its connection; it is replaced",
                endpoint);
    }

    /** A place for a connection as it was seen. */
    private final class Place {

        private final int number;
        private @Nullable Lane seen;
        private int turn;
        private long since;
        private int looks;

        Place(int number) {
            this.number = number;
        }

        void look() {
            Lane lane = lanes.lanes().get(number);
            int now = lane.turn();
            long time = System.nanoTime();
            if (lane != seen || now != turn || now % 2 == 0 || isUnderWay(lane, time)) {
                seen = lane;
                turn = now;
                since = time;
                looks = 0;
            } else if (++looks >= LOOKS && time - since >= longestNanos) {
                lanes.replace(lane);
                threads.start(LostTurns.this::tell);
            }
        }

        private static boolean isUnderWay(Lane lane, long time) {
            WireConnection connection = lane.current();
            return connection != null && !connection.isAtRest() && connection.deadline() - time > 0;
        }
    }
}
