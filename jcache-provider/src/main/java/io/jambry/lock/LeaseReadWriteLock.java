// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import java.util.function.Supplier;

/** A read-write lock. */
final class LeaseReadWriteLock implements DistributedReadWriteLock {

    private final ReadWriteTenures tenures;
    private final DistributedLock readLock;
    private final DistributedLock writeLock;
    private final Supplier<LockInfo> info;

    LeaseReadWriteLock(LockClient client, String name, LockOptions options, Supplier<LockInfo> info) {
        this.tenures = new ReadWriteTenures(client, name);
        this.readLock = new LeaseLock(client, tenures.reading(), options, info);
        this.writeLock = new LeaseLock(client, tenures.writing(), options, info);
        this.info = info;
    }

    @Override
    public String name() {
        return tenures.id().name();
    }

    @Override
    public DistributedLock readLock() {
        return readLock;
    }

    @Override
    public DistributedLock writeLock() {
        return writeLock;
    }

    @Override
    public boolean tryUpgrade() {
        return tenures.tryUpgrade();
    }

    @Override
    public LockInfo info() {
        return info.get();
    }

    @Override
    public String toString() {
        return tenures.id().toString();
    }
}
