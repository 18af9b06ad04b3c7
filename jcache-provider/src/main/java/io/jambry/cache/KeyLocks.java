// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.cache;

import io.jambry.NotExecutedException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lock for each key that somebody is working on. Reentrant, not fair: a thread that has just finished may go again, which
 * keeps a hot key busy.
 *
 * <p>Thread-safe.
 */
final class KeyLocks {

    private final ConcurrentHashMap<ByteKey, Held> locks = new ConcurrentHashMap<>();
    private final String cacheName;
    private final Duration limit;

    KeyLocks(String cacheName, Duration limit) {
        this.cacheName = cacheName;
        this.limit = limit;
    }

    /** Waits for the lock of a key, at most as long as the limit. */
    Held acquire(byte[] key) {
        return acquire(key, limit.toNanos());
    }

    /** Waits for the lock of a key, at most as long as the caller has of the limit. */
    Held acquire(byte[] key, long nanos) {
        Held lock = enter(new ByteKey(key));
        boolean locked = false;
        try {
            locked = lock.tryLock() || lock.tryLock(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotExecutedException(
                    "cache '" + cacheName
                            + "': interrupted while waiting for another thread's update of the same entry",
                    e);
        } finally {
            if (!locked) {
                leave(lock);
            }
        }
        if (!locked) {
            throw new NotExecutedException(
                    "cache '" + cacheName + "': another thread of this JVM has been updating the entry" + " for "
                            + limit.toMillis() + " ms; raise 'invoke-wait' or shorten what runs in the update");
        }
        return lock;
    }

    /** Takes the lock of a key if it is free, or the caller's already. */
    @Nullable
    Held tryAcquire(byte[] key) {
        Held lock = enter(new ByteKey(key));
        if (lock.tryLock()) {
            return lock;
        }
        leave(lock);
        return null;
    }

    private Held enter(ByteKey key) {
        return locks.compute(key, (k, lock) -> {
            Held entered = lock == null ? new Held(k) : lock;
            entered.users++;
            return entered;
        });
    }

    private void leave(Held lock) {
        locks.computeIfPresent(lock.key, (k, found) -> --found.users == 0 ? null : found);
    }

    /** The lock of one key, held by the thread that acquired it. */
    final class Held extends ReentrantLock {

        private static final long serialVersionUID = 1L;

        private final transient ByteKey key;

        /** How many threads hold the lock or wait for it. Guarded by the map's bin. */
        private transient int users;

        private Held(ByteKey key) {
            this.key = key;
        }

        /** Tells whether the thread held the lock before it acquired it now. */
        boolean isNested() {
            return getHoldCount() > 1;
        }

        byte[] key() {
            return key.bytes();
        }

        void release() {
            unlock();
            leave(this);
        }
    }
}
