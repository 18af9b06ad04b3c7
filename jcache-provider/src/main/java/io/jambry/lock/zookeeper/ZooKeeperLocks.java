// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import static java.util.Objects.requireNonNull;

import io.jambry.lock.DistributedLatch;
import io.jambry.lock.DistributedLock;
import io.jambry.lock.DistributedReadWriteLock;
import io.jambry.lock.DistributedSemaphore;
import io.jambry.lock.LockMonitor;
import io.jambry.lock.LockOptions;
import io.jambry.lock.Locks;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.utils.PathUtils;
import org.apache.curator.utils.ZKPaths;

/**
 * Locks of ZooKeeper, for those who need more than a lease: an acquisition is agreed on by a majority of the servers, so exclusion outlasts
 * the loss of a minority of them, and no clock decides. They take {@code org.apache.curator:curator-recipes} on the class path.
 *
 * <pre>{@code
 * Locks locks = ZooKeeperLocks.of(curator, "/shop/locks");
 * DistributedLock lock = locks.lock("nightly-report");
 * }</pre>
 *
 * <p>What differs from the locks of a {@link io.jambry.Jambry}:
 *
 * <ul>
 *   <li>A lock is held as long as the session of the client: there are no leases, and nothing to renew. After a crash others wait for the
 *       timeout of the session.
 *   <li>A lock is lost as soon as Curator calls the state of the connection an error: by default when it is suspended, since the session
 *       may then end unseen. See {@link org.apache.curator.framework.state.ConnectionStateErrorPolicy}. Listeners are called in Curator's
 *       thread for such changes and should not keep it.
 *   <li>Locks are always fair, across JVMs, whatever {@link LockOptions#isFair} says; each waiting thread has a place of its own.
 *   <li>The fencing token is the transaction id ({@code czxid}) with which ZooKeeper created the holder's node. Holders follow each other in
 *       the order of their nodes, so tokens grow, as long as the data of the ensemble are kept. They are not to be mixed with tokens of
 *       other locks. Readers have none.
 *   <li>A thread that ends without unlocking keeps the lock as long as the session.
 *   <li>{@link UnsupportedOperationException} comes from: leases that are not renewed, {@link LockOptions#minReplicas}, remaining leases and
 *       renewals, {@link DistributedLock#acquireAsync}, {@code info()}, {@link DistributedReadWriteLock#tryUpgrade}, fencing tokens of
 *       readers, {@link #semaphore}, {@link #latch} and {@link #monitor}.
 * </ul>
 *
 * <p>How long an operation goes on trying without a connection is said by the retry policy of the client; then it fails with {@link
 * io.jambry.NotExecutedException}, and what it may have created is deleted in the background.
 *
 * <p>Each lock is a node below the path, made when it is needed, that the servers remove when it is empty. Thread-safe.
 */
public final class ZooKeeperLocks implements Locks {

    private final CuratorFramework client;
    private final String path;
    private final Tenancies tenancies = new Tenancies();

    private ZooKeeperLocks(CuratorFramework client, String path) {
        this.client = client;
        this.path = path;
    }

    /**
     * Locks below a path.
     *
     * @param client started, and closed by whoever made it
     * @param path absolute, as {@code /shop/locks}; used for nothing else
     * @return the locks; to be kept, since a thread may lock again only what it holds by the same ones
     * @throws IllegalArgumentException if ZooKeeper does not take the path
     * @throws IllegalStateException if the client was not started, or is closed
     */
    public static ZooKeeperLocks of(CuratorFramework client, String path) {
        requireNonNull(client, "client");
        PathUtils.validatePath(requireNonNull(path, "path"));
        if (client.getState() != CuratorFrameworkState.STARTED) {
            throw new IllegalStateException("the Curator client is " + client.getState() + "; start it before");
        }
        return new ZooKeeperLocks(client, path);
    }

    @Override
    public DistributedLock lock(String name) {
        return lock(name, LockOptions.DEFAULT);
    }

    @Override
    public DistributedLock lock(String name, LockOptions options) {
        String node = node("lock", name);
        return new ZooKeeperLock(
                client, tenancies, new Place(Place.Side.ALONE, name, node), SessionOptions.checked(options));
    }

    @Override
    public DistributedReadWriteLock readWriteLock(String name) {
        return readWriteLock(name, LockOptions.DEFAULT);
    }

    @Override
    public DistributedReadWriteLock readWriteLock(String name, LockOptions options) {
        String node = node("rwlock", name);
        SessionOptions.checked(options);
        return new ZooKeeperReadWriteLock(
                name,
                new ZooKeeperLock(client, tenancies, new Place(Place.Side.READER, name, node), options),
                new ZooKeeperLock(client, tenancies, new Place(Place.Side.WRITER, name, node), options));
    }

    private String node(String kind, String name) {
        if (requireNonNull(name, "name").isEmpty()) {
            throw new IllegalArgumentException("the name of a lock is empty");
        }
        return ZKPaths.makePath(path, kind + ":" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    /**
     * There are none.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public DistributedSemaphore semaphore(String name) {
        throw new UnsupportedOperationException("no semaphores on ZooKeeper; Curator's InterProcessSemaphoreV2 is one");
    }

    /**
     * There are none.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public DistributedLatch latch(String name) {
        throw new UnsupportedOperationException(
                "no latches on ZooKeeper; Curator's DistributedBarrier is close to one");
    }

    /**
     * There is none.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public LockMonitor monitor() {
        throw new UnsupportedOperationException("no monitor on ZooKeeper; list the nodes below " + path);
    }

    @Override
    public String toString() {
        return "locks below " + path + " on ZooKeeper";
    }
}
