// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import org.jspecify.annotations.Nullable;

/** A plain lock. */
final class PlainTenure implements Tenure {

    private final LockClient client;
    private final Holdable what;

    PlainTenure(LockClient client, Holdable what) {
        this.client = client;
        this.what = what;
    }

    @Override
    public Holdable what() {
        return what;
    }

    private @Nullable Tenancy mine() {
        return client.locals().tenancy(what.id(), Thread.currentThread());
    }

    @Override
    public boolean take(LockOptions options, Limit limit, boolean interruptible) throws InterruptedException {
        Tenancy mine = mine();
        if (mine != null) {
            mine.alone.add(client, options);
            return true;
        }
        Thread thread = Thread.currentThread();
        Hold hold = client.acquirer().acquire(what, options, limit, thread, interruptible);
        if (hold == null) {
            return false;
        }
        Tenancy tenancy = new Tenancy();
        tenancy.alone.hold = hold;
        tenancy.alone.count = 1;
        client.locals().move(what.id(), thread, tenancy);
        return true;
    }

    @Override
    public void leave() {
        Tenancy mine = mine();
        Hold hold = mine == null ? null : mine.alone.hold;
        if (mine == null || hold == null) {
            throw Tenure.notHeld(what);
        }
        mine.alone.remove();
        if (mine.isNone()) {
            client.locals().leave(what.id(), Thread.currentThread());
            client.releases().giveBack(hold);
        } else {
            hold.requireNotLost();
        }
    }

    @Override
    public @Nullable Hold hold() {
        Tenancy mine = mine();
        return mine == null ? null : mine.alone.hold;
    }

    @Override
    public int times() {
        Tenancy mine = mine();
        return mine == null ? 0 : mine.alone.count;
    }
}
