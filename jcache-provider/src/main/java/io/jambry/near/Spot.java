// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.near;

import io.jambry.spi.Live;
import io.jambry.spi.WatchedReads.Watch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What stands in a near cache under a key. */
sealed interface Spot {

    /** How many bytes it takes, about. */
    int weight();

    /**
     * Somebody reads the entry. News of a change takes the mark away, and with it the right to keep what was read.
     *
     * @param start when it began, by {@link System#nanoTime()}
     * @param before what was kept and is not current; null if there was nothing
     * @param ordered whether the reply is taken before the news that come behind it, so that earlier news do not concern it
     */
    record Reading(long start, @Nullable Kept before, boolean ordered) implements Spot {

        /** Each is itself. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        @Override
        public int weight() {
            return before == null ? 1 : before.weight();
        }
    }

    /** A value, with all that tells how long it is current. */
    final class Kept implements Spot, Live {

        /** No moment that matters: the clock of a JVM comes there once in centuries. */
        static final long NEVER = Long.MIN_VALUE;

        private final Watch watch;

        /** When its time is over at the latest, or {@link #NEVER}. */
        private final long until;

        /** When the entry ends, which may be later, or {@link #NEVER}. */
        private final long end;

        private final int weight;

        /** {@link Encoded}, {@link Original}, or what is shared. */
        private volatile Object held;

        /** The value, if it cannot change; null for others, and until it was made of its bytes. */
        private volatile @Nullable Object shared;

        private volatile boolean dropped;

        Kept(byte[] bytes, Watch watch, long until, long end, int weight) {
            this.held = new Encoded(bytes);
            this.watch = watch;
            this.until = until;
            this.end = end;
            this.weight = weight;
        }

        /** Whoever finds something need not look at it, and so touches no memory but this object's. */
        @Nullable
        Object shared() {
            return shared;
        }

        Object held() {
            return held;
        }

        void share(Object immutable) {
            held = immutable;
            shared = immutable;
        }

        void hold(Original original) {
            held = original;
        }

        Watch watch() {
            return watch;
        }

        boolean isOver(long nanos) {
            return dropped || (until != NEVER && nanos - until >= 0);
        }

        @Override
        public boolean isCurrent() {
            // the clock is dearer than all the rest, so it is asked only where there is an end
            return until == NEVER ? !dropped && watch.isCurrent() : isCurrentAt(System.nanoTime());
        }

        @Override
        public boolean isCurrentAt(long nanos) {
            return !isOver(nanos) && watch.isCurrentAt(nanos);
        }

        @Override
        public long remainingMillis() {
            return end == NEVER ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }

        /** It is current no longer. */
        void drop() {
            dropped = true;
        }

        @Override
        public int weight() {
            return weight;
        }
    }

    /** A value as bytes. */
    record Encoded(byte[] bytes) {}

    /** A value that may change, and is therefore given out in copies. */
    record Original(Object value) {}
}
