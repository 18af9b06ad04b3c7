// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import static java.util.Objects.requireNonNull;

import io.jambry.lock.LockHandle;
import io.jambry.lock.LockLostException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A handle on something that is held. */
final class SessionHandle implements LockHandle {

    private final SessionHold hold;

    SessionHandle(SessionHold hold) {
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
        throw SessionOptions.noLease();
    }

    @Override
    public void renew(Duration lease) {
        throw SessionOptions.noLease();
    }

    @Override
    public void onLost(Consumer<LockLostException> listener) {
        hold.onLost(requireNonNull(listener, "listener"));
    }

    @Override
    public void close() {
        hold.close();
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return hold.closeAsync();
    }

    @Override
    public String toString() {
        return "handle on " + hold;
    }
}
