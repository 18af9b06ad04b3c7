// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gets things for threads that wait for them. Thread-safe. */
final class Acquirer {

    /** Nobody parks for longer, since sums of times must not overflow. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.HOURS.toNanos(1);

    private final LockClient client;

    Acquirer(LockClient client) {
        this.client = client;
    }

    /**
     * Gets something for this thread.
     *
     * @param holder the thread that it belongs to; null for none
     * @return what is held; null if it was not got in time
     * @throws InterruptedException if the thread was interrupted, and may be
     */
    @Nullable
    Hold acquire(Holdable what, LockOptions options, Limit limit, @Nullable Thread holder, boolean interruptible)
            throws InterruptedException {
        client.requireOpen();
        long begun = System.nanoTime();
        Locals.Local local = client.locals().pin(what.id());
        Bell bell = Bell.ofThisThread();
        long thread = Thread.currentThread().getId();
        Gate.Pass pass = new Gate.Pass(options.isFair(), thread, bell);
        boolean isInside = false;
        Hold hold = null;
        client.counters().began();
        try (Sleep sleep = new Sleep(interruptible)) {
            sleep.check();
            isInside = goIn(local.gate(), pass, bell, limit, sleep);
            if (isInside) {
                hold = ask(
                        new Acquisition(
                                client, what, options, limit, thread, holder, bell, client.onEnd(what, local, pass)),
                        sleep);
            }
        } finally {
            client.counters().ended(begun, hold != null);
            if (isInside && (hold == null || !what.isExclusive())) {
                local.gate().leave(pass);
            }
            if (hold == null) {
                client.locals().unpin(what.id());
            }
        }
        return hold;
    }

    private boolean goIn(Gate gate, Gate.Pass pass, Bell bell, Limit limit, Sleep sleep) throws InterruptedException {
        if (limit.isOver()) {
            return gate.tryEnter(pass);
        }
        if (gate.enter(pass)) {
            return true;
        }
        boolean isInside = false;
        try {
            while (!isInside && !limit.isOver()) {
                sleep.until(bell, Math.min(LONGEST_NAP_NANOS, limit.nanosLeft()));
                client.requireOpen();
                isInside = gate.claim(pass);
            }
            return isInside;
        } finally {
            if (!isInside) {
                gate.giveUp(pass);
            }
        }
    }

    private @Nullable Hold ask(Acquisition acquisition, Sleep sleep) throws InterruptedException {
        boolean isGot = false;
        try {
            client.requireOpen();
            Acquisition.Step step = acquisition.begin();
            while (step instanceof Acquisition.Pause pause) {
                sleep.until(acquisition.bell(), pause.nanos());
                client.requireOpen();
                step = acquisition.ask();
            }
            if (!(step instanceof Acquisition.Got got)) {
                return null;
            }
            isGot = true;
            return got.hold();
        } finally {
            acquisition.end(isGot);
        }
    }
}
