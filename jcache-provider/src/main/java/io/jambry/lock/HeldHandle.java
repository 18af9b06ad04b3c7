// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A handle on something that is held. */
final class HeldHandle implements LockHandle {

    private final LockClient client;
    private final Hold hold;

    HeldHandle(LockClient client, Hold hold) {
        this.client = client;
        this.hold = hold;
    }

    @Override
    public long fencingToken() {
        return hold.token();
    }

    @Override
    public boolean isHeld() {
        return hold.isHeld();
    }

    @Override
    public Duration remainingLease() {
        return hold.remaining();
    }

    @Override
    public void renew(Duration lease) {
        LockOptions.requireLease(lease);
        hold.requireNotLost();
        if (hold.isOver()) {
            throw new IllegalMonitorStateException(
                    hold.what() + " was given back; a handle that is closed cannot be renewed");
        }
        prolong(client, hold, lease);
    }

    /** Has the server prolong a lease. */
    static void prolong(LockClient client, Hold hold, Duration lease) {
        long sent = System.nanoTime();
        Object reply;
        try {
            reply = client.link().call(hold.what().renew(hold.grant().owner(), lease.toMillis()));
        } catch (JambryException e) {
            throw Failures.named(hold.what(), e);
        }
        if (!Long.valueOf(1).equals(reply)) {
            hold.lose(Releases.TAKEN_AWAY, null);
            hold.requireNotLost();
        }
        hold.prolonged(sent, lease.toNanos());
    }

    @Override
    public void onLost(Consumer<LockLostException> listener) {
        hold.onLost(requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        client.releases().giveBack(hold);
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        try {
            return client.releases().giveBackAsync(hold);
        } catch (LockLostException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public String toString() {
        return "handle on " + hold.what() + (hold.isHeld() ? "" : ", not held any more");
    }
}
