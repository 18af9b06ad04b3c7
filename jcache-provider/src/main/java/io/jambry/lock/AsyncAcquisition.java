// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gets something for nobody in particular, without a thread that waits.
 *
 * <p>Mechanism: {@link #go} does what is to be done next, if anything, and may be called by anybody at any time. Nothing is sent under the
 * lock.
 */
final class AsyncAcquisition {

    private enum State {
        /** Behind others of this JVM. */
        IN_LINE,
        /** A request is under way. */
        ASKING,
        /** Until the bell rings or some time has passed. */
        PAUSING,
        DONE
    }

    private final LockClient client;
    private final Holdable what;
    private final LockOptions options;
    private final Limit limit;
    private final long begun = System.nanoTime();
    private final Locals.Local local;
    private final Gate.Pass pass;
    private final Acquisition acquisition;
    private final CompletableFuture<LockHandle> result = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private State state = State.IN_LINE;

    /** Whether the bell has rung while a request was under way. Guarded by the lock. */
    private boolean isCalled;

    private AsyncAcquisition(LockClient client, Holdable what, LockOptions options) {
        this.client = client;
        this.what = what;
        this.options = options;
        this.limit = Limit.in(options.waitLimit());
        this.local = client.locals().pin(what.id());
        Bell bell = Bell.of(() -> client.inBackground(this::go));
        this.pass = new Gate.Pass(options.isFair(), /* thread= */ 0, bell);
        this.acquisition = new Acquisition(
                client,
                what,
                options,
                limit,
                /* thread= */ 0,
                /* holder= */ null,
                bell,
                client.onEnd(what, local, pass));
    }

    /** Begins. The stage may be cancelled. */
    static CompletableFuture<LockHandle> start(LockClient client, Holdable what, LockOptions options) {
        client.requireOpen();
        AsyncAcquisition acquisition = new AsyncAcquisition(client, what, options);
        acquisition.begin();
        return acquisition.result;
    }

    private void begin() {
        client.counters().began();
        CompletableFuture<LockHandle> unused = result.whenComplete((handle, failure) -> {
            if (result.isCancelled()) {
                go();
            }
        });
        boolean isOver = limit.isOver();
        if (isOver ? local.gate().tryEnter(pass) : local.gate().enter(pass)) {
            become(State.PAUSING);
            go();
        } else if (isOver) {
            fail(Acquisition.inVain(what, options), /* isInside= */ false);
        } else if (limit.end() != null) {
            client.keeper().after(limit.nanosLeft(), this::go);
        }
    }

    private void become(State next) {
        lock.lock();
        try {
            state = next;
        } finally {
            lock.unlock();
        }
    }

    /** Does what is next. */
    private void go() {
        boolean isInside = false;
        boolean isInVain = false;
        lock.lock();
        try {
            if (state == State.DONE) {
                return;
            }
            if (state == State.ASKING) {
                isCalled = true;
                return;
            }
            isInside = state == State.PAUSING || local.gate().claim(pass);
            isInVain = result.isDone() || client.isClosed() || (!isInside && limit.isOver());
            if (!isInside && !isInVain) {
                return;
            }
            state = isInVain ? State.DONE : State.ASKING;
            isCalled = false;
        } finally {
            lock.unlock();
        }
        if (isInVain) {
            over(client.isClosed() ? client.closed() : Acquisition.inVain(what, options), isInside);
        } else {
            ask();
        }
    }

    private void ask() {
        acquisition.bell().hush();
        long sent = System.nanoTime();
        acquisition.link().send(acquisition.command()).whenComplete((reply, failure) -> arrived(reply, failure, sent));
    }

    private void arrived(@Nullable Object reply, @Nullable Throwable failure, long sent) {
        Acquisition.Step step;
        try {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (cause instanceof JambryException e) {
                step = acquisition.failed(e);
            } else if (cause != null) {
                throw new CompletionException(cause);
            } else {
                step = acquisition.answered(reply, sent);
            }
        } catch (RuntimeException e) {
            fail(e, /* isInside= */ true);
            return;
        }
        if (step instanceof Acquisition.Got got) {
            got(got.hold());
        } else if (step instanceof Acquisition.Pause pause) {
            pause(pause.nanos());
        } else {
            fail(Acquisition.inVain(what, options), /* isInside= */ true);
        }
    }

    private void got(Hold hold) {
        become(State.DONE);
        acquisition.end(/* isGot= */ true);
        client.counters().ended(begun, /* isGot= */ true);
        if (!what.isExclusive()) {
            local.gate().leave(pass);
        }
        if (!result.complete(new HeldHandle(client, hold))) {
            // cancelled meanwhile
            client.inBackground(() -> client.releases().giveBack(hold));
        }
    }

    private void pause(long nanos) {
        boolean isCalledAlready;
        lock.lock();
        try {
            state = State.PAUSING;
            isCalledAlready = isCalled || result.isDone();
        } finally {
            lock.unlock();
        }
        if (isCalledAlready) {
            client.inBackground(this::go);
        } else {
            client.keeper().after(nanos, this::go);
        }
    }

    private void fail(RuntimeException why, boolean isInside) {
        become(State.DONE);
        over(why, isInside);
    }

    private void over(RuntimeException why, boolean isInside) {
        acquisition.end(/* isGot= */ false);
        client.counters().ended(begun, /* isGot= */ false);
        if (isInside) {
            local.gate().leave(pass);
        } else {
            local.gate().giveUp(pass);
        }
        client.locals().unpin(what.id());
        result.completeExceptionally(why);
    }
}
