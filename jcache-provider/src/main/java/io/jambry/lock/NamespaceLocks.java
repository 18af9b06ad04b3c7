// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisLink;
import java.util.concurrent.Executor;

/** The locks of a namespace, over a link. Thread-safe. */
public final class NamespaceLocks implements Locks, AutoCloseable {

    private final LockClient client;
    private final NamespaceLockMonitor monitor;

    private NamespaceLocks(LockClient client) {
        this.client = client;
        this.monitor = new NamespaceLockMonitor(client);
    }

    /**
     * The locks of a namespace. Nothing is sent before the first use.
     *
     * @param link leads to the servers; the locks do not close it
     * @param namespace the name of the namespace
     * @param background runs renewals and listeners, as many at once as there are; not to be closed before the locks
     * @return the locks, to be closed by the caller
     */
    public static NamespaceLocks open(RedisLink link, String namespace, Executor background) {
        return new NamespaceLocks(new LockClient(link, namespace, background));
    }

    @Override
    public DistributedLock lock(String name) {
        return lock(name, LockOptions.DEFAULT);
    }

    @Override
    public DistributedLock lock(String name, LockOptions options) {
        Holdable what = Holdable.lock(client.namespace(), name);
        return new LeaseLock(
                client,
                new PlainTenure(client, what),
                requireNonNull(options, "options"),
                () -> monitor.look(what.id()));
    }

    @Override
    public DistributedReadWriteLock readWriteLock(String name) {
        return readWriteLock(name, LockOptions.DEFAULT);
    }

    @Override
    public DistributedReadWriteLock readWriteLock(String name, LockOptions options) {
        Holdable.Id id = new Holdable.Id(LockInfo.Kind.READ_WRITE_LOCK, name);
        return new LeaseReadWriteLock(client, name, requireNonNull(options, "options"), () -> monitor.look(id));
    }

    @Override
    public DistributedSemaphore semaphore(String name) {
        Holdable.Id id = new Holdable.Id(LockInfo.Kind.SEMAPHORE, name);
        return new LeaseSemaphore(client, name, () -> monitor.look(id));
    }

    @Override
    public DistributedLatch latch(String name) {
        return new CountedLatch(client, name);
    }

    @Override
    public LockMonitor monitor() {
        return monitor;
    }

    /**
     * Wakes all who wait, with {@link IllegalStateException}, and takes what is held as lost. It is not given back, since whoever holds it
     * may still work under it; others get it when the leases end.
     */
    @Override
    public void close() {
        client.close();
    }
}
