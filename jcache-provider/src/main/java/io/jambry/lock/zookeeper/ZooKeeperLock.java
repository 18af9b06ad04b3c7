// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import io.jambry.NotExecutedException;
import io.jambry.lock.DistributedLock;
import io.jambry.lock.LockHandle;
import io.jambry.lock.LockInfo;
import io.jambry.lock.LockOptions;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;

/** A lock, or one side of a read-write lock. */
final class ZooKeeperLock implements DistributedLock {

    private final CuratorFramework client;
    private final Acquirer acquirer;
    private final Tenancies tenancies;
    private final Place place;
    private final LockOptions options;

    ZooKeeperLock(CuratorFramework client, Tenancies tenancies, Place place, LockOptions options) {
        this.client = client;
        this.acquirer = new Acquirer(client);
        this.tenancies = tenancies;
        this.place = place;
        this.options = options;
    }

    @Override
    public String name() {
        return place.name();
    }

    @Override
    public void lock() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    take(Limit.NONE);
                    return;
                } catch (InterruptedException e) {
                    // once more, at the end of the queue
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void lockInterruptibly() throws InterruptedException {
        take(Limit.NONE);
    }

    @Override
    public boolean tryLock() {
        boolean interrupted = Thread.interrupted();
        try {
            return take(Limit.AT_ONCE);
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return take(new Limit(Math.max(0, unit.toMillis(time))));
    }

    @Override
    public boolean tryLock(Duration wait, Duration lease) throws InterruptedException {
        throw SessionOptions.noLease();
    }

    private boolean take(Limit limit) throws InterruptedException {
        Tenancies.Tenancy mine = tenancies.mine(place);
        if (mine != null) {
            mine.again();
            return true;
        }
        SessionHold hold = acquirer.acquire(place, recipe(), options, limit, Thread.currentThread());
        if (hold == null) {
            return false;
        }
        tenancies.begin(place, hold);
        return true;
    }

    /** Reading while this thread writes goes by the same recipe; anything else by one of its own. */
    private Recipe recipe() {
        if (place.side() == Place.Side.READER) {
            Tenancies.Tenancy writing = tenancies.mine(place.as(Place.Side.WRITER));
            if (writing != null) {
                writing.hold().requireNotLost();
                return writing.hold().recipe().reading();
            }
        }
        if (place.side() == Place.Side.WRITER) {
            Tenancies.Tenancy reading = tenancies.mine(place.as(Place.Side.READER));
            if (reading != null) {
                reading.hold().requireNotLost();
                throw new IllegalMonitorStateException(place + " is asked for by a thread that reads: it would wait for"
                        + " itself; unlock the read lock first");
            }
        }
        return Recipe.of(client, place);
    }

    @Override
    public void unlock() {
        tenancies.leave(place);
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Tenancies.Tenancy mine = tenancies.mine(place);
        return mine != null && mine.hold().isHeld();
    }

    @Override
    public int holdCount() {
        Tenancies.Tenancy mine = tenancies.mine(place);
        return mine == null ? 0 : mine.times();
    }

    @Override
    public long fencingToken() {
        Tenancies.Tenancy mine = tenancies.mine(place);
        if (mine == null) {
            throw Tenancies.notHeld(place);
        }
        mine.hold().requireNotLost();
        return mine.hold().token();
    }

    @Override
    public Duration remainingLease() {
        throw SessionOptions.noLease();
    }

    @Override
    public LockInfo info() {
        throw new UnsupportedOperationException(
                "ZooKeeper does not tell who has held a lock for how long; list the nodes below " + place.path());
    }

    @Override
    public LockHandle acquire(LockOptions how) throws InterruptedException {
        SessionOptions.checked(how);
        if (isMine(place) || isMine(place.as(Place.Side.READER)) || isMine(place.as(Place.Side.WRITER))) {
            throw new IllegalMonitorStateException(
                    place + " is held by this thread, which would wait for itself; unlock first");
        }
        Limit limit = how.waitLimit().map(Limit::of).orElse(Limit.NONE);
        SessionHold hold = acquirer.acquire(place, Recipe.of(client, place), how, limit, /* thread= */ null);
        if (hold == null) {
            throw new NotExecutedException(place + " was not got within " + limit.millis() + " ms");
        }
        return new SessionHandle(hold);
    }

    private boolean isMine(Place other) {
        return tenancies.mine(other) != null;
    }

    @Override
    public CompletionStage<LockHandle> acquireAsync(LockOptions how) {
        throw new UnsupportedOperationException(
                "Curator's recipes wait in a thread; call acquire in one that may wait, and use the handle anywhere");
    }

    @Override
    public String toString() {
        return place.toString();
    }
}
