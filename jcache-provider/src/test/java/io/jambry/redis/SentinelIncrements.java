// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Threads that increment a counter each without a pause, and what became of it. */
final class SentinelIncrements implements AutoCloseable {

    private final RedisLink link;
    private final String name;
    private final List<Counter> counters;
    private final AtomicBoolean over = new AtomicBoolean();

    /** One thread with a counter of its own; acknowledgements are counted by the answer, so a lost one is seen at once. */
    private final class Counter {
        final byte[] key;
        final AtomicLong acknowledged = new AtomicLong();
        final AtomicLong unknown = new AtomicLong();
        final AtomicLong notExecuted = new AtomicLong();
        volatile long longestGapNanos;
        volatile long longestCallNanos;
        final Thread thread;

        Counter(int number) {
            key = (name + number).getBytes(StandardCharsets.US_ASCII);
            thread = new Thread(this::run, "increments-" + number);
        }

        private void run() {
            long last = System.nanoTime();
            while (!over.get()) {
                long start = System.nanoTime();
                try {
                    link.call(link.commands().incr(key));
                    acknowledged.incrementAndGet();
                    long now = System.nanoTime();
                    longestGapNanos = Math.max(longestGapNanos, now - last);
                    last = now;
                } catch (OutcomeUnknownException e) {
                    unknown.incrementAndGet();
                } catch (NotExecutedException e) {
                    messages.merge(e.getMessage().replaceAll("\\d+ ms", "n ms"), 1, Integer::sum);
                    notExecuted.incrementAndGet();
                }
                longestCallNanos = Math.max(longestCallNanos, System.nanoTime() - start);
                LockSupport.parkNanos(200_000);
            }
        }
    }

    /** Why increments were not executed, and how often. */
    final ConcurrentHashMap<String, Integer> messages = new ConcurrentHashMap<>();

    SentinelIncrements(RedisLink link, String name, int threads) {
        this.link = link;
        this.name = name;
        this.counters = IntStream.range(0, threads).mapToObj(Counter::new).toList();
        counters.forEach(counter -> counter.thread.start());
    }

    long acknowledged() {
        return counters.stream()
                .mapToLong(counter -> counter.acknowledged.get())
                .sum();
    }

    long unknown() {
        return counters.stream().mapToLong(counter -> counter.unknown.get()).sum();
    }

    long notExecuted() {
        return counters.stream().mapToLong(counter -> counter.notExecuted.get()).sum();
    }

    /** The longest time that a thread went without an acknowledgement. */
    Duration longestGap() {
        return Duration.ofNanos(counters.stream()
                .mapToLong(counter -> counter.longestGapNanos)
                .max()
                .orElse(0));
    }

    Duration longestCall() {
        return Duration.ofNanos(counters.stream()
                .mapToLong(counter -> counter.longestCallNanos)
                .max()
                .orElse(0));
    }

    /** How many increments the server has. To be asked after {@link #close}. */
    long applied() {
        return counters.stream()
                .mapToLong(counter -> {
                    byte[] value = link.call(link.commands().get(counter.key));
                    return value == null ? 0 : Long.parseLong(new String(value, StandardCharsets.US_ASCII));
                })
                .sum();
    }

    /** Ends the threads; the link stays open. */
    @Override
    public void close() {
        over.set(true);
        for (Counter counter : counters) {
            try {
                counter.thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return acknowledged() + " acknowledged, " + unknown() + " unknown, " + notExecuted()
                + " not executed, longest gap " + longestGap().toMillis() + " ms, longest call "
                + longestCall().toMillis() + " ms " + messages;
    }
}
