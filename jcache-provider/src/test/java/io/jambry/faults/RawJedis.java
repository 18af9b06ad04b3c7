// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** What Jedis alone makes of a fault: threads that increment a counter each. Thread-safe. */
final class RawJedis implements AutoCloseable {

    private static final int THREADS = 4;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final UnifiedJedis jedis;
    private final List<Counter> counters = new ArrayList<>();
    private volatile boolean over;

    /** Counts by one thread. */
    private final class Counter {
        private final String key;
        private final AtomicLong acknowledged = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final Thread thread;

        Counter(int number) {
            key = "raw-" + number;
            thread = new Thread(this::run, "raw-jedis-" + number);
            thread.setDaemon(true);
        }

        private void run() {
            while (!over) {
                try {
                    jedis.incr(key);
                    acknowledged.incrementAndGet();
                } catch (JedisException e) {
                    failed.incrementAndGet();
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Closes the client in the end. */
    RawJedis(UnifiedJedis jedis) {
        this.jedis = jedis;
        for (int i = 0; i < THREADS; i++) {
            counters.add(new Counter(i));
        }
    }

    void start() {
        counters.forEach(counter -> counter.thread.start());
    }

    /** Stops; tells how many acknowledged increments are lost, and how many were done more often than asked for. */
    String finish() {
        stop();
        long lost = 0;
        long twice = 0;
        long acknowledged = 0;
        for (Counter counter : counters) {
            String value = jedis.get(counter.key);
            long applied = value == null ? 0 : Long.parseLong(value);
            acknowledged += counter.acknowledged.get();
            lost += Math.max(0, counter.acknowledged.get() - applied);
            twice += Math.max(0, applied - counter.acknowledged.get() - counter.failed.get());
        }
        return lost + " of " + acknowledged + (twice == 0 ? "" : ", " + twice + " done twice");
    }

    private void stop() {
        over = true;
        try {
            for (Counter counter : counters) {
                counter.thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        jedis.close();
    }
}
