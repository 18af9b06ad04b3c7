// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.redis.RedisLink;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * One attempt to get something, which asks the server again and again until it is over: what to send, and what an answer means. Who sends,
 * and who waits in between, is somebody else's concern.
 *
 * <p>Waiting: whoever is told to wait stands in the queue on the server, where its place is kept for as long as it asks again in time. It
 * does so when it is called by a signal, and otherwise after 200 to 1000 ms or when the lease of the holder ends.
 *
 * <p>Tokens: a thread that takes an unfair lock tries first to take it in one command, without a token, which it asks for when it needs it.
 *
 * <p>Failure: an answer that is lost does no harm, since asking again with the same owner answers the same. Where nobody knows whether
 * a request arrives yet, the server is told in the end to refuse it.
 *
 * <p>Confined to one thread at a time.
 */
final class Acquisition {

    /** Whoever has waited so long in the queue is not overtaken any more. */
    static final long PATIENCE_MICROS = TimeUnit.MILLISECONDS.toMicros(10);

    /** A place in the queue is kept so long without being asked for: a slow reply and the longest pause, and some rest. */
    private static final long PLACE_MILLIS = 4000;

    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

    /** After a failure; the link has tried for a while already. */
    private static final long FAILURE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What comes next. */
    sealed interface Step {}

    /** It is held. */
    record Got(Hold hold) implements Step {}

    /** Ask again after some time, or when the bell rings. */
    record Pause(long nanos) implements Step {}

    /** The wait is over. */
    enum Over implements Step {
        OVER
    }

    private final LockClient client;
    private final RedisLink link;
    private final Holdable what;
    private final LockOptions options;
    private final Limit limit;
    private final @Nullable Thread holder;
    private final String owner;
    private final Bell bell;
    private final Runnable onEnd;
    private boolean isDoubtful;
    private boolean isQueued;
    private boolean isFailing;
    private long failingSince;

    /**
     * Begins; nothing is sent yet.
     *
     * @param thread the id of the thread that asks, for people; 0 for an asynchronous call
     * @param holder the thread that what is got belongs to; null for none
     * @param bell is rung when it is time to ask
     * @param onEnd is run when what was got is held no more
     */
    Acquisition(
            LockClient client,
            Holdable what,
            LockOptions options,
            Limit limit,
            long thread,
            @Nullable Thread holder,
            Bell bell,
            Runnable onEnd) {
        this.client = client;
        this.link = client.link(options);
        this.what = what;
        this.options = options;
        this.limit = limit;
        this.holder = holder;
        this.owner = client.owner(what, thread);
        this.bell = bell;
        this.onEnd = onEnd;
        client.signals().add(owner, bell);
    }

    /** Takes it without a token, or else asks, and waits for the answer. To be called once, because it is the script that knows an owner again. */
    Step begin() {
        boolean needsNoToken = holder != null && !options.isFair() && what.isTakenWithoutToken();
        if (!needsNoToken || client.rivals().areExpected(what.id())) {
            return ask();
        }
        long sent = System.nanoTime();
        try {
            if (link.call(what.takeWithoutToken(owner, options.lease().toMillis())) != null) {
                return got(Hold.NO_TOKEN, sent);
            }
        } catch (JambryException e) {
            return failed(e);
        }
        client.rivals().wereMet(what.id());
        return ask();
    }

    /** Asks, and waits for the answer. */
    Step ask() {
        bell.hush();
        long sent = System.nanoTime();
        try {
            return answered(link.call(command()), sent);
        } catch (JambryException e) {
            return failed(e);
        }
    }

    RedisLink link() {
        return link;
    }

    Bell bell() {
        return bell;
    }

    CommandObject<Object> command() {
        long leftMillis = TimeUnit.NANOSECONDS.toMillis(limit.nanosLeft());
        return what.acquire(
                owner,
                options.lease().toMillis(),
                leftMillis <= 0 ? 0 : Math.min(PLACE_MILLIS, leftMillis + 1),
                options.isFair() ? 0 : PATIENCE_MICROS);
    }

    /**
     * The server has answered.
     *
     * @param sent when the request was sent, in the time of {@link System#nanoTime()}
     * @throws IllegalStateException if there is nothing to get
     */
    Step answered(@Nullable Object reply, long sent) {
        if (reply instanceof byte[] token) {
            return got(Hold.tokenOf(token), sent);
        }
        isFailing = false;
        if (!(reply instanceof Long millis)) {
            throw new IllegalStateException(
                    what + " has no number of permits, or has lost it; set it with trySetPermits first");
        }
        long left = limit.nanosLeft();
        if (left <= 0) {
            return Over.OVER;
        }
        isQueued = true;
        client.signals().listen();
        long pause = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        long leaseEnd = millis < 0 ? pause : TimeUnit.MILLISECONDS.toNanos(millis + 1);
        return new Pause(Math.min(left, Math.min(pause, leaseEnd)));
    }

    private Step got(long token, long sent) {
        Hold hold =
                new Hold(new Hold.Grant(what, owner, options, holder, isDoubtful), token, sent, client.losses(), onEnd);
        if (!hold.isHeld()) {
            // nobody else has it, but we cannot be sure of it: asking again prolongs the lease
            return failed(new NotExecutedException("the answer took longer than the lease of "
                    + options.lease().toMillis() + " ms; take a longer one"));
        }
        client.keeper().watch(hold);
        return new Got(hold);
    }

    /**
     * The server could not be asked, or nobody knows.
     *
     * @throws JambryException if it is no use to ask again
     */
    Step failed(JambryException failure) {
        isDoubtful |= failure instanceof OutcomeUnknownException;
        // asked again for a while; the first failure began when the call did
        long now = System.nanoTime();
        if (!isFailing) {
            isFailing = true;
            failingSince = now;
        }
        long patience =
                Math.max(options.lease().toNanos(), client.link().timeout().toNanos());
        if (failure instanceof ServerException || limit.isOver() || now - failingSince >= patience) {
            throw Failures.named(what, failure);
        }
        return new Pause(Math.min(limit.nanosLeft(), FAILURE_PAUSE_NANOS));
    }

    /** Ends it, whatever came of it. */
    void end(boolean isGot) {
        client.signals().remove(owner);
        if (!isGot && (isDoubtful || isQueued)) {
            client.releases().abandon(what, owner, options.lease().toMillis(), isDoubtful);
        }
    }

    /** What the caller is told who waited in vain. */
    static NotExecutedException inVain(Holdable what, LockOptions options) {
        return new NotExecutedException(what + " was not got within "
                + options.waitLimit().map(limit -> limit.toMillis() + " ms").orElse("the time given")
                + "; others have it. LockMonitor tells who");
    }
}
