// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.spi.WatchedReads.Watch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long what came over a tracked line is believed: three seconds from the sending of the last question that was answered.
 *
 * <p>Mechanism: {@link DeadlineGuard} takes the trust away when its time is over, so that who asks need not look at the clock,
 * which costs more than all the rest of a read from near. A process that was stopped goes on with all its threads at once, the
 * guard among them; so that a thread which is faster does not serve what is old, every eighth look of a thread is at the clock
 * all the same.
 *
 * <p>Thread-safe. Many values share one.
 */
final class Trust implements Watch, DeadlineGuard.Guarded {

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** Trust that has ended. */
    static final Trust NONE = new Trust(null);

    /** Looks of threads that share a place are counted together; so many places that few do, each on a cache line of its own. */
    private static final int PLACES = 64;

    private static final int APART = 16;
    private static final int BETWEEN = 7;

    private final @Nullable DeadlineGuard guard;
    private final int[] looks = new int[PLACES * APART];

    /** When the last question was sent that has been answered. */
    private volatile long heard = System.nanoTime();

    private volatile boolean believed;
    private volatile boolean ended;

    private Trust(@Nullable DeadlineGuard guard) {
        this.guard = guard;
        believed = guard != null;
        ended = guard == null;
    }

    static Trust begin(DeadlineGuard guard) {
        Trust trust = new Trust(guard);
        guard.watch(trust);
        guard.expect(trust.deadline());
        return trust;
    }

    /** A question was answered that was sent then. By one thread. */
    void renew(long sent) {
        heard = sent;
        believed = true;
        if (ended || isOver(System.nanoTime())) {
            believed = false;
        }
    }

    @Override
    public boolean isCurrent() {
        if (!believed) {
            return false;
        }
        int place = ((int) Thread.currentThread().getId() & (PLACES - 1)) * APART;
        // a count that is lost to another thread does no harm
        return (++looks[place] & BETWEEN) != 0 || isCurrentAt(System.nanoTime());
    }

    @Override
    public boolean isCurrentAt(long nanos) {
        return !isOver(nanos) && !ended;
    }

    private boolean isOver(long nanos) {
        return nanos - heard >= BELIEVED_NANOS;
    }

    @Override
    public long heard() {
        return heard;
    }

    /** When the guard takes it away. */
    @Override
    public long deadline() {
        long end = heard + BELIEVED_NANOS;
        // 0 would be never
        return ended ? 0 : end == 0 ? 1 : end;
    }

    /** Takes it away, unless an answer has come meanwhile. */
    @Override
    public void abort() {
        if (isOver(System.nanoTime())) {
            believed = false;
        }
    }

    /** Takes it away for ever. */
    void end() {
        ended = true;
        believed = false;
        if (guard != null) {
            guard.forget(this);
        }
    }
}
