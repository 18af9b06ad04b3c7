// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.function;

import io.jambry.EntryLoad;
import io.jambry.JambryCache;
import io.jambry.LoadTurn;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A caller that waits for its turn among those of the whole cluster. Asks now and then: first whether there is an entry, then whether
 * it is its turn. Confined to one thread at a time.
 */
final class ClusterTurn {

    /** Loads of others that are waited for: the one under way, and the one after it. */
    private static final int MOST_AWAITED = 2;

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final JambryCache<Object, Object> cache;
    private final Entries entries;
    private final Object key;
    private final boolean reads;
    private final long begun = System.nanoTime();
    private final long limit;
    private long pause = FIRST_PAUSE;
    private long awaited;
    private int loads;

    /**
     * A caller that begins to wait.
     *
     * @param reads whether it is content with what is there already
     */
    ClusterTurn(JambryCache<Object, Object> cache, Entries entries, Object key, boolean reads, Duration limit) {
        this.cache = cache;
        this.entries = entries;
        this.key = key;
        this.reads = reads;
        this.limit = limit.toNanos();
    }

    /** Whether somebody else's load was met. */
    boolean hasWaited() {
        return loads > 0;
    }

    /** Waits for the turn. */
    Turn await() {
        Turn turn = ask();
        while (turn == null) {
            LockSupport.parkNanos(this, pause());
            turn = Thread.currentThread().isInterrupted() ? Turn.Alone.UNKNOWN : ask();
        }
        return turn;
    }

    /** The nanoseconds until it makes sense to ask again. */
    long pause() {
        long now = Math.min(pause, Math.max(1, begun + limit - System.nanoTime()));
        pause = Math.min(2 * pause, LONGEST_PAUSE);
        return now;
    }

    /** Asks once; null if the turn has not come. */
    @Nullable
    Turn ask() {
        try {
            if (reads && hasWaited() && cache.containsKey(key)) {
                Object entry = cache.get(key);
                if (entry != null) {
                    return new Turn.Found(entry);
                }
            }
            LoadTurn<Object> turn = reads ? cache.tryLoad(key) : cache.tryReload(key);
            if (turn instanceof LoadTurn.Found<Object> found) {
                return new Turn.Found(found.value());
            }
            return turn instanceof LoadTurn.Taken<Object> taken ? taken(taken.number()) : granted(turn);
        } catch (RuntimeException failed) {
            entries.failed("asking whose turn it is", "so the function is called and its result is not cached", failed);
            return Turn.Alone.UNKNOWN;
        }
    }

    private Turn granted(LoadTurn<Object> turn) {
        EntryLoad load = ((LoadTurn.Granted<Object>) turn).load();
        // who wanted a fresh result has one if somebody else has just made it
        Object fresh = !reads && hasWaited() ? entries.read(key) : null;
        if (fresh == null) {
            return new Turn.Mine(load);
        }
        load.close();
        return new Turn.Found(fresh);
    }

    private @Nullable Turn taken(long number) {
        if (System.nanoTime() - begun >= limit) {
            return Turn.Alone.LATE;
        }
        if (number != 0 && number != awaited) {
            awaited = number;
            loads++;
        }
        return loads > MOST_AWAITED ? Turn.Alone.IN_VAIN : null;
    }
}
