// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import java.util.function.Supplier;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * One of Curator's recipes, which the acquiring thread owns. There is one for each acquisition, so those who wait in this JVM do not wake
 * each other. Used by one thread.
 */
final class Recipe {

    private final InterProcessMutex mutex;
    private final Supplier<@Nullable String> path;
    private final @Nullable InterProcessReadWriteLock both;
    private final boolean isAdmitted;

    private Recipe(
            InterProcessMutex mutex,
            Supplier<@Nullable String> path,
            @Nullable InterProcessReadWriteLock both,
            boolean isAdmitted) {
        this.mutex = mutex;
        this.path = path;
        this.both = both;
        this.isAdmitted = isAdmitted;
    }

    /** A mutex that tells which node is its own. */
    private static final class NodeMutex extends InterProcessMutex {

        NodeMutex(CuratorFramework client, String path) {
            super(client, path);
        }

        @Nullable
        String node() {
            return getLockPath();
        }
    }

    static Recipe of(CuratorFramework client, Place place) {
        if (place.side() == Place.Side.ALONE) {
            NodeMutex mutex = new NodeMutex(client, place.path());
            return new Recipe(mutex, mutex::node, null, false);
        }
        InterProcessReadWriteLock both = new InterProcessReadWriteLock(client, place.path());
        return place.side() == Place.Side.READER
                ? new Recipe(both.readLock(), both.readLock()::getLockPath, both, false)
                : new Recipe(both.writeLock(), both.writeLock()::getLockPath, both, false);
    }

    /** Reads while the owner of this writes. */
    Recipe reading() {
        if (both == null) {
            throw new IllegalStateException("not a read-write lock");
        }
        return new Recipe(both.readLock(), both.readLock()::getLockPath, both, true);
    }

    /** Whether nobody can be in its way. */
    boolean isAdmitted() {
        return isAdmitted;
    }

    InterProcessMutex mutex() {
        return mutex;
    }

    /** The node of this thread, which has acquired it. */
    String node() {
        String node = path.get();
        if (node == null) {
            throw new IllegalStateException("not acquired by this thread");
        }
        return node;
    }
}
