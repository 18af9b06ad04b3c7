// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.redis.TrackedReads;
import io.jambry.spi.WatchedReads.Watch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The tracked connections that the caches of a namespace share; there while one of them is watched. Thread-safe. */
final class Watching implements TrackedReads.Watcher, AutoCloseable {

    private final RedisLink link;
    private final List<WatchedCache> caches = new CopyOnWriteArrayList<>();

    /** Held while the first cache comes or the last one goes. */
    private final ReentrantLock change = new ReentrantLock();

    private @Nullable TrackedReads reads;
    private boolean closed;

    Watching(RedisLink link) {
        this.link = link;
    }

    /** The reads that a cache joins. */
    TrackedReads join(WatchedCache cache) {
        change.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the namespace is closed");
            }
            caches.add(cache);
            TrackedReads shared = reads;
            if (shared == null) {
                shared = link.track(this);
                reads = shared;
            }
            return shared;
        } finally {
            change.unlock();
        }
    }

    void leave(WatchedCache cache) {
        change.lock();
        try {
            if (caches.remove(cache) && caches.isEmpty()) {
                end();
            }
        } finally {
            change.unlock();
        }
    }

    private void end() {
        TrackedReads shared = reads;
        reads = null;
        if (shared != null) {
            shared.close();
        }
    }

    @Override
    public void changed(byte[] key) {
        for (WatchedCache cache : caches) {
            cache.changed(key);
        }
    }

    @Override
    public void lost(Watch watch) {
        for (WatchedCache cache : caches) {
            cache.lost(watch);
        }
    }

    @Override
    public void close() {
        change.lock();
        try {
            closed = true;
            end();
        } finally {
            change.unlock();
        }
    }
}
