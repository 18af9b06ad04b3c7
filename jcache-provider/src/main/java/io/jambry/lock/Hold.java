// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One acquisition that succeeded, until it is given back or lost.
 *
 * <p>Time: the lease began at some moment after the request was sent, on the server's clock. So it surely lasts until that moment plus the
 * lease, minus what clocks may run apart. From then on it counts as lost here, whether the server can be reached or not.
 *
 * <p>Thread-safe.
 */
final class Hold {

    /** What clocks may run apart: a hundredth of the lease, and the grain of the server's clock with some rest. */
    private static final long DRIFT = 100;

    private static final long GRAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final int RENEWALS_PER_LEASE = 3;

    /** A renewal that failed is tried again so often in a lease. */
    private static final int ATTEMPTS_PER_LEASE = 20;

    private enum State {
        HELD,
        GIVEN_BACK,
        LOST
    }

    /**
     * What an acquisition has become.
     *
     * @param what what is held
     * @param owner what the server knows it by
     * @param options how it was taken
     * @param holder the thread that it belongs to; null for none
     * @param isDoubtful whether a request for it may still be under way
     */
    record Grant(
            Holdable what,
            String owner,
            LockOptions options,
            @Nullable Thread holder,
            boolean isDoubtful) {}

    /** What was taken without a token has one as soon as somebody asks for it. */
    static final long NO_TOKEN = 0;

    private final Grant grant;
    private final long leaseNanos;
    private final long since;
    private final Losses losses;
    private final Runnable onEnd;
    private volatile boolean renewed;
    private volatile boolean renewing;
    private volatile boolean changing;
    private volatile long token;
    private volatile long sureUntil;
    private volatile long renewAt;
    private volatile State state = State.HELD;
    private volatile @Nullable JambryException lastFailure;

    /** Guarded by this. */
    private @Nullable LockLostException loss;

    /** Guarded by this. */
    private final List<Consumer<LockLostException>> listeners = new ArrayList<>();

    /** Hears of holds that are lost, and calls listeners. */
    interface Losses {

        void lost(Hold hold, LockLostException loss);

        void tell(Consumer<LockLostException> listener, LockLostException loss);
    }

    /**
     * Something that is held.
     *
     * @param token the fencing token; {@link #NO_TOKEN} if it was taken without
     * @param sent when the request was sent, in the time of {@link System#nanoTime()}
     * @param losses hears if it is lost
     * @param onEnd is run once when it is held no more: by whoever gave it back or noticed the loss
     */
    Hold(Grant grant, long token, long sent, Losses losses, Runnable onEnd) {
        this.grant = grant;
        this.leaseNanos = grant.options().lease().toNanos();
        this.since = sent;
        this.token = token;
        this.losses = losses;
        this.onEnd = onEnd;
        this.renewed = grant.options().isRenewed();
        this.sureUntil = sent + sure(leaseNanos);
        this.renewAt = sent + leaseNanos / RENEWALS_PER_LEASE;
        grant.options().lossListener().ifPresent(listeners::add);
    }

    private static long sure(long lease) {
        return lease - lease / DRIFT - GRAIN_NANOS;
    }

    Grant grant() {
        return grant;
    }

    Holdable what() {
        return grant.what();
    }

    /** The fencing token, or {@link #NO_TOKEN}. */
    long token() {
        return token;
    }

    void setToken(long given) {
        token = given;
    }

    /** A token as the server tells it. */
    static long tokenOf(byte[] reply) {
        return Long.parseLong(new String(reply, StandardCharsets.US_ASCII));
    }

    long leaseMillis() {
        return TimeUnit.NANOSECONDS.toMillis(leaseNanos);
    }

    long heldNanos() {
        return System.nanoTime() - since;
    }

    // ---- time

    boolean isHeld() {
        return state == State.HELD && nanosLeft() > 0;
    }

    /** How long it surely lasts, whatever has become of it. */
    long nanosLeft() {
        return sureUntil - System.nanoTime();
    }

    Duration remaining() {
        return state == State.HELD ? Duration.ofNanos(Math.max(0, nanosLeft())) : Duration.ZERO;
    }

    /** The server has prolonged it at some moment after this one. */
    synchronized void prolonged(long sent, long nanos) {
        lastFailure = null;
        if (sent + sure(nanos) - sureUntil > 0) {
            sureUntil = sent + sure(nanos);
        }
        renewAt = sent + leaseNanos / RENEWALS_PER_LEASE;
        renewing = false;
    }

    /** The server could not be asked to prolong it. */
    synchronized void notProlonged(JambryException why) {
        lastFailure = why;
        renewAt = System.nanoTime() + leaseNanos / ATTEMPTS_PER_LEASE;
        renewing = false;
    }

    /** Renews it from now on, or no more. */
    void renew(boolean whileHeld) {
        renewed = whileHeld;
    }

    boolean isRenewed() {
        return renewed;
    }

    /** When the keeper has to look at it next. */
    long nextLook() {
        return renewed && !renewing && renewAt - sureUntil < 0 ? renewAt : sureUntil;
    }

    /** Whether it is time to renew it, give or take a tenth of the lease; true once for each time. */
    boolean takeRenewal(long now) {
        if (!renewed || renewing || renewAt - now > leaseNanos / (2 * RENEWALS_PER_LEASE)) {
            return false;
        }
        renewing = true;
        return true;
    }

    /** Whether it is being made something else, so that the server may say that it is over. */
    void change(boolean isUnderWay) {
        changing = isUnderWay;
    }

    boolean isChanging() {
        return changing;
    }

    boolean hasDied() {
        Thread holder = grant.holder();
        return holder != null && !holder.isAlive();
    }

    // ---- end

    /** Takes it as lost if its time is over. */
    void look() {
        if (state == State.HELD && nanosLeft() <= 0) {
            lose(whyOver(), lastFailure);
        }
    }

    private String whyOver() {
        JambryException failure = lastFailure;
        String lease = "its lease of " + leaseMillis() + " ms ";
        if (!renewed) {
            return lease + "has passed; take it for longer, or with a lease that is renewed";
        }
        return failure == null
                ? lease
                        + "was not renewed in time; see whether this JVM or the server stood still, or take a longer lease"
                : lease + "could not be renewed: " + failure.getMessage();
    }

    /** Takes it as lost, unless it is over already. */
    void lose(String why, @Nullable Throwable cause) {
        LockLostException exception = new LockLostException(
                what() + " was lost after " + TimeUnit.NANOSECONDS.toMillis(heldNanos()) + " ms: " + why, cause);
        List<Consumer<LockLostException>> told;
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.LOST;
            loss = exception;
            told = List.copyOf(listeners);
            Thread holder = grant.holder();
            if (holder != null && grant.options().interruptsOnLoss()) {
                // here, so that a thread which has unlocked is not interrupted any more
                holder.interrupt();
            }
        }
        losses.lost(this, exception);
        told.forEach(listener -> losses.tell(listener, exception));
        onEnd.run();
    }

    /**
     * Takes it as lost although it was being given back.
     *
     * @return what to throw
     */
    LockLostException wasLost(String why, @Nullable Throwable cause) {
        LockLostException exception = new LockLostException(
                what() + " was lost within " + TimeUnit.NANOSECONDS.toMillis(heldNanos()) + " ms: " + why, cause);
        List<Consumer<LockLostException>> told;
        synchronized (this) {
            state = State.LOST;
            loss = exception;
            told = List.copyOf(listeners);
        }
        losses.lost(this, exception);
        told.forEach(listener -> losses.tell(listener, exception));
        return exception;
    }

    /**
     * Begins to give it back: from now on it is not lost any more. To be followed by {@link #end} when that is done.
     *
     * @return false if it was given back before
     * @throws LockLostException if it was lost
     */
    boolean beginEnd() {
        look();
        synchronized (this) {
            if (state == State.GIVEN_BACK) {
                return false;
            }
            if (state == State.HELD) {
                state = State.GIVEN_BACK;
                return true;
            }
        }
        throw lossAgain();
    }

    void end() {
        onEnd.run();
    }

    /** Fails if it is lost. */
    void requireNotLost() {
        look();
        if (state == State.LOST) {
            throw lossAgain();
        }
    }

    boolean isOver() {
        return state != State.HELD;
    }

    /** The same loss, with the stack of the caller who learns of it. */
    private synchronized LockLostException lossAgain() {
        LockLostException first = loss;
        return first == null
                ? new LockLostException(what() + " was lost", null)
                : new LockLostException(String.valueOf(first.getMessage()), first.getCause());
    }

    void onLost(Consumer<LockLostException> listener) {
        LockLostException already;
        synchronized (this) {
            already = loss;
            if (already == null) {
                listeners.add(listener);
                return;
            }
        }
        losses.tell(listener, already);
    }
}
