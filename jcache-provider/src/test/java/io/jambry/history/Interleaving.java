// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Threads that run one at a time and change places only where they say so, by a seed: the same seed gives the same course.
 *
 * <p>Whoever is running may call the methods; so nothing that only they touch needs a lock.
 */
final class Interleaving {

    private final Random random;
    private final Executor threads;
    private final List<Semaphore> waiting = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Semaphore over = new Semaphore(0);

    /**
     * Prepares a course.
     *
     * @param threads has a thread for every task at once
     */
    Interleaving(long seed, Executor threads) {
        this.random = new Random(seed);
        this.threads = threads;
    }

    /** Runs tasks, and those which they start, until all are done. */
    void run(List<Runnable> tasks) {
        tasks.forEach(this::later);
        next();
        over.acquireUninterruptibly();
        assertThat(failures).isEmpty();
    }

    /** Starts a task that runs at some moment from now on. */
    void later(Runnable task) {
        Semaphore turn = new Semaphore(0);
        waiting.add(turn);
        threads.execute(() -> {
            turn.acquireUninterruptibly();
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                failures.add(e);
            }
            next();
        });
    }

    /** Lets others run in between, or not. */
    void pause() {
        Semaphore mine = new Semaphore(0);
        waiting.add(mine);
        next();
        mine.acquireUninterruptibly();
    }

    /** A number from 0 on, below a bound. */
    int choose(int bound) {
        return random.nextInt(bound);
    }

    private void next() {
        if (waiting.isEmpty()) {
            over.release();
        } else {
            waiting.remove(random.nextInt(waiting.size())).release();
        }
    }
}
