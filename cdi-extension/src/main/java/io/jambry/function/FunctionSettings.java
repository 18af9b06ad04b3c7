// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a cached function is cached.
 *
 * @param ttl how long a result lives; null leaves that to the cache
 * @param jitter by how many per cent, at most, a time to live is made shorter at random
 * @param nullTtl how long the absence of a result is remembered; null does not remember it
 * @param lock what callers do that miss at the same time
 * @param lockTimeout how long they wait for each other
 * @param unless which results are not stored
 * @param mode how the cache is used
 * @param tags the tags of the result for a key; null for none
 * @param early how results are made anew before they expire
 * @param sliding whether a read gives an entry its time to live again
 */
record FunctionSettings(
        @Nullable Duration ttl,
        int jitter,
        @Nullable Duration nullTtl,
        CacheLock lock,
        Duration lockTimeout,
        Predicate<Object> unless,
        CacheMode mode,
        @Nullable Function<Object, Collection<String>> tags,
        EarlyRefresh early,
        boolean sliding) {

    /** Longer than most functions need, and short enough that a request is not lost over two that wait for each other. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(10);

    static final FunctionSettings DEFAULT = new FunctionSettings(
            null,
            0,
            null,
            CacheLock.LOCAL,
            LOCK_TIMEOUT,
            result -> false,
            CacheMode.NORMAL,
            null,
            EarlyRefresh.NEVER,
            false);

    /** Tells whether reading an entry is all that is to be done for a hit, and gives the result as it was stored. */
    boolean readsPlainly() {
        return mode.reads() && tags == null && nullTtl == null && !sliding && !early.isOn();
    }

    FunctionSettings {
        if (ttl != null) {
            requirePositive(ttl, "ttl");
        }
        if (nullTtl != null) {
            requirePositive(nullTtl, "nullTtl");
        }
        requirePositive(lockTimeout, "lockTimeout");
        if (sliding && ttl == null) {
            throw new IllegalArgumentException("sliding is set without a ttl: set that first, it is what reads renew");
        }
        if (sliding && nullTtl != null) {
            throw new IllegalArgumentException(
                    "sliding and nullTtl are both set: reads would renew what is remembered to be absent, too; leave one away");
        }
        if (sliding && early.isOn()) {
            throw new IllegalArgumentException(
                    "sliding and earlyRefresh are both set: what is read does not come near its end; leave one away");
        }
        if (jitter < 0 || jitter > 100) {
            throw new IllegalArgumentException("jitter is " + jitter + " per cent: give 0 to 100");
        }
    }

    private static void requirePositive(Duration duration, String name) {
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(name + " is " + duration + ": give a millisecond at least");
        }
    }

    FunctionSettings withTtl(Duration changed) {
        return new FunctionSettings(changed, jitter, nullTtl, lock, lockTimeout, unless, mode, tags, early, sliding);
    }

    FunctionSettings withJitter(int changed) {
        return new FunctionSettings(ttl, changed, nullTtl, lock, lockTimeout, unless, mode, tags, early, sliding);
    }

    FunctionSettings withNullTtl(Duration changed) {
        return new FunctionSettings(ttl, jitter, changed, lock, lockTimeout, unless, mode, tags, early, sliding);
    }

    FunctionSettings withLock(CacheLock changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, changed, lockTimeout, unless, mode, tags, early, sliding);
    }

    FunctionSettings withLockTimeout(Duration changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, changed, unless, mode, tags, early, sliding);
    }

    FunctionSettings withUnless(Predicate<Object> changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, lockTimeout, changed, mode, tags, early, sliding);
    }

    FunctionSettings withMode(CacheMode changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, lockTimeout, unless, changed, tags, early, sliding);
    }

    FunctionSettings withTags(Function<Object, Collection<String>> changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, lockTimeout, unless, mode, changed, early, sliding);
    }

    FunctionSettings withSliding() {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, lockTimeout, unless, mode, tags, early, true);
    }

    FunctionSettings withEarly(EarlyRefresh changed) {
        return new FunctionSettings(ttl, jitter, nullTtl, lock, lockTimeout, unless, mode, tags, changed, sliding);
    }
}
