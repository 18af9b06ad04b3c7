// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks of one key one after the other, and those of different keys side by side, on a few threads of an executor.
 *
 * <p>Concurrency: a key is in {@code turns} from its first waiting task to the end of its last. Keys whose next task may start are in
 * {@code ready}; a thread takes one of them, runs one task, and puts the key back when there are more. Tasks that came after a
 * {@linkplain #barrier barrier} stay {@code behind} until it is over, and it begins when no task before it is left. A thread leaves only when
 * nothing is ready, which it sees under the lock, so nothing is left behind while there is a thread.
 *
 * <p>Offered by one thread at a time, run by many.
 */
final class KeyTurns implements Runnable {

    /** As many listeners as may be slow at the same time without holding up the others. */
    private static final int MOST_THREADS = 16;

    private final Executor executor;
    private final int mostWaiting;

    // all guarded by this
    private final Map<Key, ArrayDeque<Runnable>> turns = new HashMap<>();
    private final ArrayDeque<Key> ready = new ArrayDeque<>();
    private final ArrayDeque<Turn> behind = new ArrayDeque<>();
    private boolean fenced;
    private int waiting;
    private int threads;

    /**
     * Nothing to do yet.
     *
     * @param executor gives threads
     * @param mostWaiting tasks that may wait or run; more are refused
     */
    KeyTurns(Executor executor, int mostWaiting) {
        this.executor = executor;
        this.mostWaiting = mostWaiting;
    }

    private record Turn(Key key, Runnable task) {}

    private record Key(byte @Nullable [] bytes) {

        static final Key BARRIER = new Key(null);

        boolean isBarrier() {
            return bytes == null;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /**
     * Adds a task behind those of the same key.
     *
     * @return false if too many wait, or there is no thread: the task will not run
     */
    boolean offer(byte[] key, Runnable task) {
        return offer(new Turn(new Key(key), task), mostWaiting);
    }

    /**
     * Adds a task that runs alone: after all that were offered before it, before all that will be.
     *
     * @return false if there is no thread: the task will not run
     */
    boolean barrier(Runnable task) {
        return offer(new Turn(Key.BARRIER, task), Integer.MAX_VALUE);
    }

    private boolean offer(Turn turn, int most) {
        synchronized (this) {
            if (waiting >= most) {
                return false;
            }
            waiting++;
            behind.add(turn);
            admit();
            if (!wantsThread()) {
                return true;
            }
            threads++;
        }
        return start();
    }

    /** Lets in what the next barrier does not hold back. */
    private void admit() {
        while (!fenced && !behind.isEmpty()) {
            Turn next = behind.element();
            boolean barrier = next.key.isBarrier();
            if (barrier && !turns.isEmpty()) {
                return;
            }
            behind.remove();
            fenced = barrier;
            ArrayDeque<Runnable> queue = turns.get(next.key);
            if (queue == null) {
                queue = new ArrayDeque<>(2);
                turns.put(next.key, queue);
                ready.add(next.key);
            }
            queue.add(next.task);
        }
    }

    private boolean wantsThread() {
        return !ready.isEmpty() && threads < MOST_THREADS;
    }

    /** Starts the thread that was counted already; false if there is none and nobody else would take what is ready. */
    private boolean start() {
        try {
            executor.execute(this);
            return true;
        } catch (RejectedExecutionException | Error e) {
            // closing, or no thread could be made
            return abandoned();
        }
    }

    /** Without any thread, only what was offered just now can be waiting: it is taken back. */
    private synchronized boolean abandoned() {
        threads--;
        if (threads > 0) {
            return true;
        }
        turns.clear();
        ready.clear();
        behind.clear();
        fenced = false;
        waiting = 0;
        return false;
    }

    @Override
    public void run() {
        while (true) {
            Key key;
            Runnable task;
            boolean more;
            synchronized (this) {
                key = ready.poll();
                if (key == null) {
                    threads--;
                    return;
                }
                task = queue(key).element();
                more = wantsThread();
                threads += more ? 1 : 0;
            }
            if (more) {
                start();
            }
            try {
                task.run();
            } finally {
                over(key);
            }
        }
    }

    private synchronized void over(Key key) {
        waiting--;
        ArrayDeque<Runnable> queue = queue(key);
        queue.remove();
        if (queue.isEmpty()) {
            turns.remove(key);
        } else {
            ready.add(key);
        }
        if (key.isBarrier()) {
            // it is alone
            fenced = false;
        }
        admit();
    }

    /** The tasks of a key that has some. */
    private ArrayDeque<Runnable> queue(Key key) {
        return requireNonNull(turns.get(key));
    }
}
