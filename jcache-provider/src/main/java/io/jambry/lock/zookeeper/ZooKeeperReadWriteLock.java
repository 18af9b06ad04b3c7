// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import io.jambry.lock.DistributedLock;
import io.jambry.lock.DistributedReadWriteLock;
import io.jambry.lock.LockInfo;

/** A read-write lock. */
final class ZooKeeperReadWriteLock implements DistributedReadWriteLock {

    private final String name;
    private final DistributedLock readLock;
    private final DistributedLock writeLock;

    ZooKeeperReadWriteLock(String name, DistributedLock readLock, DistributedLock writeLock) {
        this.name = name;
        this.readLock = readLock;
        this.writeLock = writeLock;
    }

    @Override
    public String name() {
        return name;
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
        throw new UnsupportedOperationException(
                "readers cannot be made writers on ZooKeeper; unlock the read lock, and lock the write lock");
    }

    @Override
    public LockInfo info() {
        return writeLock.info();
    }

    @Override
    public String toString() {
        return "read-write lock '" + name + "'";
    }
}
