// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long the machine keeps a thread waiting that wants to run each millisecond. A call can be as late as that without
 * any fault of its own. Thread-safe.
 */
final class Pulse implements AutoCloseable {

    private static final long BEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long NOTED_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** A time in which the thread should have run and did not. */
    private record Gap(long from, long to) {}

    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "pulse");
    private volatile boolean over;

    Pulse() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long last = System.nanoTime();
        while (!over) {
            LockSupport.parkNanos(BEAT_NANOS);
            long now = System.nanoTime();
            if (now - last > BEAT_NANOS + NOTED_NANOS) {
                gaps.add(new Gap(last + BEAT_NANOS, now));
            }
            last = now;
        }
    }

    /** How much of a time the machine took. */
    long lostNanos(long from, long to) {
        return gaps.stream()
                .mapToLong(gap -> Math.max(0, Math.min(to, gap.to()) - Math.max(from, gap.from())))
                .sum();
    }

    long longestNanos() {
        return gaps.stream().mapToLong(gap -> gap.to() - gap.from()).max().orElse(0);
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
