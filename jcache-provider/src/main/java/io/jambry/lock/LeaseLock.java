// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A lock, or one side of a read-write lock. */
final class LeaseLock implements DistributedLock {

    private final LockClient client;
    private final Tenure tenure;
    private final LockOptions options;
    private final Supplier<LockInfo> info;

    LeaseLock(LockClient client, Tenure tenure, LockOptions options, Supplier<LockInfo> info) {
        this.client = client;
        this.tenure = tenure;
        this.options = options;
        this.info = info;
    }

    @Override
    public String name() {
        return tenure.what().id().name();
    }

    @Override
    public void lock() {
        boolean unused = uninterruptibly(Limit.NONE);
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        boolean unused = tenure.take(options, Limit.NONE, /* interruptible= */ true);
    }

    @Override
    public boolean tryLock() {
        return uninterruptibly(Limit.in(Duration.ZERO));
    }

    private boolean uninterruptibly(Limit limit) {
        try {
            return tenure.take(options, limit, /* interruptible= */ false);
        } catch (InterruptedException e) {
            throw new IllegalStateException("a wait that is not interruptible was interrupted", e);
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return tenure.take(options, Limit.in(Duration.ofNanos(unit.toNanos(time))), /* interruptible= */ true);
    }

    @Override
    public boolean tryLock(Duration wait, Duration lease) throws InterruptedException {
        requireNonNull(wait, "wait");
        return tenure.take(options.toBuilder().lease(lease).build(), Limit.in(wait), /* interruptible= */ true);
    }

    @Override
    public void unlock() {
        tenure.leave();
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Hold hold = tenure.hold();
        return hold != null && hold.isHeld();
    }

    @Override
    public int holdCount() {
        return tenure.times();
    }

    @Override
    public long fencingToken() {
        Hold hold = hold();
        hold.requireNotLost();
        if (hold.token() == Hold.NO_TOKEN) {
            askToken(hold);
        }
        return hold.token();
    }

    private void askToken(Hold hold) {
        Object reply;
        try {
            reply = client.link(hold.grant().options())
                    .call(hold.what().token(hold.grant().owner()));
        } catch (JambryException e) {
            throw Failures.named(hold.what(), e);
        }
        if (reply instanceof byte[] token) {
            hold.setToken(Hold.tokenOf(token));
        } else {
            hold.lose(Releases.TAKEN_AWAY, null);
            hold.requireNotLost();
        }
    }

    @Override
    public Duration remainingLease() {
        return hold().remaining();
    }

    private Hold hold() {
        Hold hold = tenure.hold();
        if (hold == null) {
            throw Tenure.notHeld(tenure.what());
        }
        return hold;
    }

    @Override
    public LockInfo info() {
        return info.get();
    }

    @Override
    public LockHandle acquire(LockOptions how) throws InterruptedException {
        requireNonNull(how, "options");
        Holdable what = tenure.what();
        if (client.locals().tenancy(what.id(), Thread.currentThread()) != null) {
            throw new IllegalMonitorStateException(
                    what + " is held by this thread, which would wait for itself; unlock first");
        }
        return Handles.acquire(client, what, how);
    }

    @Override
    public CompletionStage<LockHandle> acquireAsync(LockOptions how) {
        return AsyncAcquisition.start(client, tenure.what(), requireNonNull(how, "options"));
    }

    @Override
    public String toString() {
        return tenure.what().toString();
    }
}
