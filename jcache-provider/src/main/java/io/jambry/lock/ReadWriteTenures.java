// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import io.jambry.redis.RedisLink;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Both sides of a read-write lock.
 *
 * <p>Mechanism: a thread that writes and reads as well has no share of its own on the server, since it excludes everybody. It gets one when it
 * unlocks the write lock, in the same step in which it stops writing. The other way round, a share is exchanged for the lock.
 *
 * <p>Thread-safe.
 */
final class ReadWriteTenures {

    private final LockClient client;
    private final Holdable writer;
    private final Holdable reader;
    private final Tenure writing = new Writing();
    private final Tenure reading = new Reading();

    ReadWriteTenures(LockClient client, String name) {
        this.client = client;
        this.writer = Holdable.writer(client.namespace(), name);
        this.reader = Holdable.reader(client.namespace(), name);
    }

    Tenure writing() {
        return writing;
    }

    Tenure reading() {
        return reading;
    }

    Holdable.Id id() {
        return writer.id();
    }

    private @Nullable Tenancy mine() {
        return client.locals().tenancy(id(), Thread.currentThread());
    }

    /** What this thread has; made if it has nothing yet, to be filled at once. */
    private Tenancy begin() {
        Tenancy tenancy = new Tenancy();
        client.locals().move(id(), Thread.currentThread(), tenancy);
        return tenancy;
    }

    private final class Writing implements Tenure {

        @Override
        public Holdable what() {
            return writer;
        }

        @Override
        public boolean take(LockOptions options, Limit limit, boolean interruptible) throws InterruptedException {
            Tenancy mine = mine();
            if (mine != null && mine.alone.isNone()) {
                throw new IllegalMonitorStateException(writer
                        + " cannot be locked by a thread that holds the read lock: two of them would wait for each other for"
                        + " ever; unlock the read lock first, or use tryUpgrade");
            }
            if (mine != null) {
                mine.alone.add(client, options);
                return true;
            }
            Hold hold = client.acquirer().acquire(writer, options, limit, Thread.currentThread(), interruptible);
            if (hold == null) {
                return false;
            }
            Tenancy tenancy = begin();
            tenancy.alone.hold = hold;
            tenancy.alone.count = 1;
            return true;
        }

        @Override
        public void leave() {
            Tenancy mine = mine();
            Hold hold = mine == null ? null : mine.alone.hold;
            if (mine == null || hold == null) {
                throw Tenure.notHeld(writer);
            }
            mine.alone.remove();
            if (!mine.alone.isNone()) {
                hold.requireNotLost();
                return;
            }
            mine.alone.hold = null;
            if (mine.isNone()) {
                client.locals().leave(id(), Thread.currentThread());
                client.releases().giveBack(hold);
            } else {
                downgrade(mine, hold);
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

    private final class Reading implements Tenure {

        @Override
        public Holdable what() {
            return reader;
        }

        @Override
        public boolean take(LockOptions options, Limit limit, boolean interruptible) throws InterruptedException {
            Tenancy mine = mine();
            if (mine != null) {
                Hold covering = mine.reading();
                if (covering != null) {
                    covering.requireNotLost();
                }
                mine.shared.add(client, options);
                return true;
            }
            Hold hold = client.acquirer().acquire(reader, options, limit, Thread.currentThread(), interruptible);
            if (hold == null) {
                return false;
            }
            Tenancy tenancy = begin();
            tenancy.shared.hold = hold;
            tenancy.shared.count = 1;
            return true;
        }

        @Override
        public void leave() {
            Tenancy mine = mine();
            Hold hold = mine == null ? null : mine.reading();
            if (mine == null || mine.shared.isNone() || hold == null) {
                throw Tenure.notHeld(reader);
            }
            mine.shared.remove();
            if (!mine.shared.isNone() || hold == mine.alone.hold) {
                hold.requireNotLost();
                return;
            }
            mine.shared.hold = null;
            if (mine.isNone()) {
                client.locals().leave(id(), Thread.currentThread());
            }
            client.releases().giveBack(hold);
        }

        @Override
        public @Nullable Hold hold() {
            Tenancy mine = mine();
            return mine == null || mine.shared.isNone() ? null : mine.reading();
        }

        @Override
        public int times() {
            Tenancy mine = mine();
            return mine == null ? 0 : mine.shared.count;
        }
    }

    /** Goes on reading without writing. */
    private void downgrade(Tenancy mine, Hold hold) {
        // until there is a share, and for good if there is none: unlocking the read lock then tells the loss as well
        mine.shared.hold = hold;
        client.keeper().forget(hold);
        hold.beginEnd();
        try {
            Hold.Grant grant = hold.grant();
            String owner = client.owner(reader, Thread.currentThread().getId());
            long sent = System.nanoTime();
            Object reply;
            try {
                reply = repeatedly(client.link(), writer.downgrade(grant.owner(), owner, hold.leaseMillis()));
            } catch (JambryException e) {
                client.releases().abandon(writer, grant.owner(), hold.leaseMillis(), /* isDoubtful= */ true);
                client.releases().abandon(reader, owner, hold.leaseMillis(), /* isDoubtful= */ true);
                throw hold.wasLost("it could not be made a read lock: " + e.getMessage(), e);
            }
            if (!(reply instanceof byte[] token)) {
                throw hold.wasLost(Releases.TAKEN_AWAY, null);
            }
            mine.shared.hold = hold(reader, owner, token, grant.options(), sent);
        } finally {
            hold.end();
        }
    }

    /**
     * Writes, if nobody else reads.
     *
     * @return whether it does
     */
    boolean tryUpgrade() {
        Tenancy mine = mine();
        if (mine == null || mine.shared.isNone()) {
            throw Tenure.notHeld(reader);
        }
        Hold share = mine.shared.hold;
        if (share == null || !mine.alone.isNone()) {
            // it writes already
            mine.alone.add(client, LockOptions.DEFAULT);
            return true;
        }
        share.requireNotLost();
        Hold.Grant grant = share.grant();
        String owner = client.owner(writer, Thread.currentThread().getId());
        share.change(/* isUnderWay= */ true);
        try {
            long sent = System.nanoTime();
            Object reply = upgrade(share, owner);
            if (reply instanceof byte[] token) {
                client.keeper().forget(share);
                if (share.beginEnd()) {
                    share.end();
                }
                mine.shared.hold = null;
                mine.alone.hold = hold(writer, owner, token, grant.options(), sent);
                mine.alone.count = 1;
                return true;
            }
            if (!Long.valueOf(0).equals(reply)) {
                share.lose(Releases.TAKEN_AWAY, null);
                share.requireNotLost();
            }
            return false;
        } finally {
            share.change(/* isUnderWay= */ false);
        }
    }

    private @Nullable Object upgrade(Hold share, String owner) {
        try {
            return repeatedly(
                    client.link(share.grant().options()),
                    writer.upgrade(share.grant().owner(), owner, share.leaseMillis()));
        } catch (JambryException e) {
            // if it was done, the share is gone, which the next renewal notices
            client.releases().abandon(writer, owner, share.leaseMillis(), /* isDoubtful= */ true);
            throw Failures.named(writer, e);
        }
    }

    /** Something that this thread holds without having waited for it. */
    private Hold hold(Holdable what, String owner, byte[] token, LockOptions options, long sent) {
        Thread thread = Thread.currentThread();
        Hold.Grant grant = new Hold.Grant(
                what,
                owner,
                options,
                thread,
                // a request that arrives late needs what it was made from, and that is gone
                /* isDoubtful= */ false);
        Locals.Local local = client.locals().pin(what.id());
        Gate.Pass outside = new Gate.Pass(options.isFair(), thread.getId(), Bell.ofThisThread());
        Hold hold = new Hold(grant, Hold.tokenOf(token), sent, client.losses(), client.onEnd(what, local, outside));
        client.keeper().watch(hold);
        return hold;
    }

    /** Asks again while nobody knows whether it was done; asking again does no harm. */
    private static @Nullable Object repeatedly(RedisLink link, CommandObject<Object> command) {
        long deadline = System.nanoTime() + link.timeout().toNanos();
        while (true) {
            try {
                return link.callBefore(command, deadline);
            } catch (OutcomeUnknownException e) {
                if (deadline - System.nanoTime() <= 0) {
                    throw e;
                }
            }
        }
    }
}
