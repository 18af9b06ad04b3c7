// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import io.jambry.NotExecutedException;
import io.jambry.lock.LockOptions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** Takes locks: waits, finds the token out, and looks whether it is still held then. Thread-safe. */
final class Acquirer {

    /** What Curator calls the nodes of writers. */
    private static final String WRITER = "__WRIT__";

    private final CuratorFramework client;

    Acquirer(CuratorFramework client) {
        this.client = client;
    }

    /**
     * Takes a lock for this thread, or for whoever gets the hold.
     *
     * @param thread whom to interrupt when it is lost; null for nobody
     * @return null if it was not got in time
     */
    @Nullable
    SessionHold acquire(Place place, Recipe recipe, LockOptions options, Limit limit, @Nullable Thread thread)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before " + place + " was asked for");
        }
        try {
            if (limit.isAtOnce() && !recipe.isAdmitted() && isBusy(place)) {
                return null;
            }
            return await(recipe, limit) ? held(place, recipe, options, thread) : null;
        } catch (InterruptedException e) {
            // Curator sets the flag as well
            Thread.interrupted();
            throw e;
        } catch (NotExecutedException e) {
            throw e;
        } catch (Exception e) {
            throw new NotExecutedException(place + " could not be taken on ZooKeeper: " + e.getMessage(), e);
        }
    }

    /** Whether a place would be in a queue: seen without taking it, and without watching the one before. */
    private boolean isBusy(Place place) throws Exception {
        try {
            List<String> nodes = client.getChildren().forPath(place.path());
            return place.side() == Place.Side.READER
                    ? nodes.stream().anyMatch(node -> node.contains(WRITER))
                    : !nodes.isEmpty();
        } catch (KeeperException.NoNodeException e) {
            return false;
        }
    }

    private static boolean await(Recipe recipe, Limit limit) throws Exception {
        if (limit.isNone()) {
            recipe.mutex().acquire();
            return true;
        }
        return recipe.mutex().acquire(limit.millis(), TimeUnit.MILLISECONDS);
    }

    private SessionHold held(Place place, Recipe recipe, LockOptions options, @Nullable Thread thread)
            throws Exception {
        SessionHold hold = new SessionHold(client, place, recipe, options, thread);
        boolean isHeld = false;
        try {
            // what happens from here on is heard, and what happened before is seen
            client.getConnectionStateListenable().addListener(hold);
            Stat node = client.checkExists().forPath(hold.node());
            long session = client.getZookeeperClient().getZooKeeper().getSessionId();
            isHeld = node != null && node.getEphemeralOwner() == session && hold.begin(node.getCzxid());
        } finally {
            if (!isHeld) {
                hold.abandon();
            }
        }
        if (!isHeld) {
            throw new NotExecutedException(
                    place + " could not be taken on ZooKeeper: the connection was lost meanwhile");
        }
        return hold;
    }
}
