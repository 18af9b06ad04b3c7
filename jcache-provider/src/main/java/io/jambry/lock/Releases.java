// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.redis.RedisLink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import redis.clients.jedis.CommandObject;

/**
 * Gives back what was held, and what may be held although nobody wants it any more.
 *
 * <p>Mechanism: an owner is used once, so giving it back twice does no harm. What could not be given back is tried again in the background
 * until its lease must be over. Where a request for it may still be under way, the server is told to refuse that.
 *
 * <p>Thread-safe.
 */
final class Releases {

    static final String TAKEN_AWAY =
            "the server had ended its lease: it passed while this JVM stood still, somebody took the lock away,"
                    + " or the server has lost it in a failover, by eviction or deletion";

    private static final System.Logger LOG = System.getLogger(Releases.class.getName());

    /** More are left to the end of their leases. */
    private static final int MOST = 10_000;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final RedisLink link;
    private final Locals locals;
    private final Keeper keeper;
    private final LongAdder released = new LongAdder();
    private final LongAdder heldNanos = new LongAdder();
    private final AtomicInteger abandoned = new AtomicInteger();

    Releases(RedisLink link, Locals locals, Keeper keeper) {
        this.link = link;
        this.locals = locals;
        this.keeper = keeper;
    }

    /**
     * Gives something back, and waits for the server.
     *
     * @throws LockLostException if it was lost
     */
    void giveBack(Hold hold) {
        if (!begin(hold)) {
            return;
        }
        try {
            ask(hold);
        } finally {
            hold.end();
        }
    }

    private boolean begin(Hold hold) {
        keeper.forget(hold);
        try {
            return hold.beginEnd();
        } catch (LockLostException e) {
            // whoever held it is done with it, so nobody has to wait for a lease that was prolonged unseen
            abandon(hold);
            throw e;
        }
    }

    private void ask(Hold hold) {
        CommandObject<Object> command = command(hold);
        long deadline = System.nanoTime() + link.timeout().toNanos();
        boolean asked = false;
        while (true) {
            try {
                answered(hold, link.callBefore(command, deadline), asked);
                return;
            } catch (OutcomeUnknownException e) {
                asked = true;
                if (deadline - System.nanoTime() <= 0) {
                    later(hold, e);
                    return;
                }
            } catch (JambryException e) {
                later(hold, e);
                return;
            }
        }
    }

    private CommandObject<Object> command(Hold hold) {
        Hold.Grant grant = hold.grant();
        boolean staysHere = grant.what().isExclusive()
                && !grant.options().isFair()
                && locals.hasWaiters(grant.what().id());
        return grant.what()
                .release(
                        grant.owner(),
                        staysHere ? Acquisition.PATIENCE_MICROS : 0,
                        grant.isDoubtful() ? hold.leaseMillis() : 0);
    }

    /** An answer that it is not held means nothing bad where it was held all the time and asked for before. */
    private void answered(Hold hold, Object reply, boolean asked) {
        boolean wasHeld = Long.valueOf(1).equals(reply);
        if (!wasHeld && !(asked && hold.nanosLeft() > 0)) {
            throw hold.wasLost(TAKEN_AWAY, null);
        }
        released.increment();
        heldNanos.add(hold.heldNanos());
    }

    /** The work under the lock is done, so this is no failure of its. */
    private void later(Hold hold, JambryException why) {
        LOG.log(
                System.Logger.Level.WARNING,
                hold.what() + " could not be given back yet, which is tried again until its lease of "
                        + hold.leaseMillis() + " ms is over: " + why.getMessage());
        released.increment();
        heldNanos.add(hold.heldNanos());
        abandon(hold);
    }

    CompletionStage<Void> giveBackAsync(Hold hold) {
        if (!begin(hold)) {
            return CompletableFuture.completedFuture(null);
        }
        return link.send(command(hold)).handle((reply, failure) -> {
            try {
                if (failure == null) {
                    answered(hold, reply, /* asked= */ false);
                } else {
                    later(hold, jambry(failure));
                }
                return null;
            } finally {
                hold.end();
            }
        });
    }

    private static JambryException jambry(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof JambryException e ? e : new NotExecutedException(String.valueOf(cause), cause);
    }

    private void abandon(Hold hold) {
        Hold.Grant grant = hold.grant();
        abandon(grant.what(), grant.owner(), hold.leaseMillis(), grant.isDoubtful());
    }

    /**
     * Gives back, in the background, what somebody may have or wait for.
     *
     * @param isDoubtful whether a request for it may still be under way
     */
    void abandon(Holdable what, String owner, long leaseMillis, boolean isDoubtful) {
        if (abandoned.incrementAndGet() > MOST) {
            abandoned.decrementAndGet();
            return;
        }
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(leaseMillis)
                + link.timeout().toNanos();
        CommandObject<Object> command = what.release(owner, /* patienceMicros= */ 0, isDoubtful ? leaseMillis : 0);
        abandon(what, command, FIRST_PAUSE_NANOS, end);
    }

    private void abandon(Holdable what, CommandObject<Object> command, long pause, long end) {
        link.send(command).whenComplete((reply, failure) -> {
            if (failure == null || System.nanoTime() + pause - end > 0 || keeper.isClosed()) {
                abandoned.decrementAndGet();
                return;
            }
            LOG.log(System.Logger.Level.DEBUG, what + " could not be given back yet", failure);
            keeper.after(pause, () -> abandon(what, command, Math.min(2 * pause, LONGEST_PAUSE_NANOS), end));
        });
    }

    long released() {
        return released.sum();
    }

    long heldNanos() {
        return heldNanos.sum();
    }
}
