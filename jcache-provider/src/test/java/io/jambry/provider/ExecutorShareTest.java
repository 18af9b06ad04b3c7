// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** How much of somebody else's executor is used, with threads that the test runs itself. */
class ExecutorShareTest {

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();

    private Runnable task(String name) {
        return () -> ran.add(name);
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void execute_moreThanMayRun_waitsForAThread() {
        ExecutorShare share = new ExecutorShare(threads::add, 2, 1);
        share.execute(task("1"));
        share.execute(task("2"));
        share.execute(task("3"));

        assertThat(threads).hasSize(2);
        assertThatThrownBy(() -> share.execute(task("4"))).isInstanceOf(RejectedExecutionException.class);
        runAll();
        assertThat(ran).containsExactly("1", "3", "2");
        share.execute(task("5"));
        runAll();
        assertThat(ran).endsWith("5");
    }

    @Test
    void execute_taskFails_theNextOneRuns() {
        ExecutorShare share = new ExecutorShare(threads::add, 1, 5);
        share.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        share.execute(task("2"));
        runAll();

        assertThat(ran).containsExactly("2");
    }

    @Test
    void execute_executorRefuses_passesItOnAndTriesAgainNextTime() {
        boolean[] full = {true};
        Executor executor = work -> {
            if (full[0]) {
                throw new RejectedExecutionException("full");
            }
            threads.add(work);
        };
        ExecutorShare share = new ExecutorShare(executor, 1, 5);

        assertThatThrownBy(() -> share.execute(task("1")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("full");
        full[0] = false;
        share.execute(task("2"));
        runAll();
        assertThat(ran).containsExactly("2");
    }

    @Test
    void close_waitingTasks_areDroppedAndNewOnesRefused() {
        ExecutorShare share = new ExecutorShare(Runnable::run, 1, 5);
        share.execute(() -> {
            share.execute(task("waits"));
            share.close();
        });

        assertThat(ran).isEmpty();
        assertThatThrownBy(() -> share.execute(task("late")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the cache manager is closed");
    }
}
