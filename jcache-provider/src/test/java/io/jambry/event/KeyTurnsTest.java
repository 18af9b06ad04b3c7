// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** The order of tasks, with threads that the test runs itself. */
class KeyTurnsTest {

    private static final byte[] A = {1};
    private static final byte[] B = {2};

    private final Queue<Runnable> threads = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();

    private KeyTurns turns(int most) {
        return new KeyTurns(threads::add, most);
    }

    private Runnable task(String name) {
        return () -> ran.add(name);
    }

    private void runAll() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void offer_keysInTurn_eachKeyInItsOrder() {
        KeyTurns turns = turns(10);
        turns.offer(A, task("a1"));
        turns.offer(A.clone(), task("a2"));
        turns.offer(B, task("b1"));
        runAll();

        assertThat(ran).containsExactlyInAnyOrder("a1", "a2", "b1");
        assertThat(ran.indexOf("a1")).isLessThan(ran.indexOf("a2"));
    }

    @Test
    void offer_anotherKeyWhileOneRuns_hasAThreadOfItsOwn() {
        KeyTurns turns = turns(10);
        turns.offer(A, () -> {
            ran.add("a begins");
            turns.offer(A, task("a2"));
            turns.offer(B, task("b"));
            // what another thread does meanwhile
            threads.remove().run();
            ran.add("a ends");
        });
        runAll();

        assertThat(ran).containsExactly("a begins", "b", "a ends", "a2");
    }

    @Test
    void barrier_tasksBeforeAndBehind_runsBetweenThem() {
        KeyTurns turns = turns(10);
        turns.offer(A, task("a1"));
        turns.offer(B, task("b1"));
        turns.barrier(task("|"));
        turns.barrier(task("|"));
        turns.offer(A, task("a2"));
        turns.offer(B, task("b2"));
        runAll();

        assertThat(ran.subList(0, 2)).containsExactlyInAnyOrder("a1", "b1");
        assertThat(ran.subList(2, 4)).containsExactly("|", "|");
        assertThat(ran.subList(4, 6)).containsExactlyInAnyOrder("a2", "b2");
    }

    @Test
    void offer_tooMany_areRefusedUntilOneHasRun() {
        KeyTurns turns = turns(2);

        assertThat(turns.offer(A, task("1"))).isTrue();
        assertThat(turns.offer(A, task("2"))).isTrue();
        assertThat(turns.offer(A, task("3"))).isFalse();
        assertThat(turns.barrier(task("|"))).isTrue();
        runAll();
        assertThat(turns.offer(A, task("4"))).isTrue();
        runAll();

        assertThat(ran).containsExactly("1", "2", "|", "4");
    }

    @Test
    void offer_noThread_isRefusedAndForgotten() {
        boolean[] closed = {true};
        Executor executor = work -> {
            if (closed[0]) {
                throw new RejectedExecutionException("closed on purpose");
            }
            threads.add(work);
        };
        KeyTurns turns = new KeyTurns(executor, 10);

        assertThat(turns.offer(A, task("1"))).isFalse();
        assertThat(turns.barrier(task("|"))).isFalse();
        closed[0] = false;
        assertThat(turns.offer(A, task("2"))).isTrue();
        runAll();

        assertThat(ran).containsExactly("2");
    }

    @Test
    void offer_seventeenKeys_takesSixteenThreads() {
        KeyTurns turns = turns(100);
        for (byte key = 0; key < 17; key++) {
            turns.offer(new byte[] {key}, task("x"));
        }

        assertThat(threads).hasSize(16);
        runAll();
        assertThat(ran).hasSize(17);
    }
}
