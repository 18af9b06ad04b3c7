// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ModeGateTest {

    private final ModeGate gate = new ModeGate();

    @Test
    void await_nobodyInside_returnsAtOnce() {
        assertThat(gate.await(System.nanoTime())).isTrue();
        assertThat(gate.await(System.nanoTime())).isTrue();
    }

    @Test
    void await_oneInside_isFalseUntilItHasLeft() {
        int place = gate.enter();
        for (int i = 0; i < 3; i++) {
            assertThat(gate.await(System.nanoTime())).isFalse();
        }
        gate.exit(place);
        assertThat(gate.await(System.nanoTime())).isTrue();
    }

    @Test
    void await_interrupted_waitsAndKeepsTheFlag() {
        int place = gate.enter();
        Thread.currentThread().interrupt();
        assertThat(gate.await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20)))
                .isFalse();
        assertThat(Thread.interrupted()).isTrue();
        gate.exit(place);
    }

    /** Many changes under modes that change: when the gate says so, none is under way that saw an older one. */
    @Test
    void await_changesAllTheTime_leavesNoneOfTheOldMode() {
        int modes = 2_000;
        int[] mode = new int[1];
        AtomicIntegerArray underWay = new AtomicIntegerArray(modes + 1);
        AtomicIntegerArray current = new AtomicIntegerArray(mode);
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    int place = gate.enter();
                    int seen = current.get(0);
                    underWay.incrementAndGet(seen);
                    Thread.onSpinWait();
                    underWay.decrementAndGet(seen);
                    gate.exit(place);
                }
            }));
        }
        try {
            for (int next = 1; next <= modes; next++) {
                current.set(0, next);
                assertThat(gate.await(System.nanoTime() + TimeUnit.SECONDS.toNanos(20)))
                        .isTrue();
                assertThat(underWay.get(next - 1)).isZero();
            }
        } finally {
            over.set(true);
        }
        writers.forEach(CompletableFuture::join);
    }
}
