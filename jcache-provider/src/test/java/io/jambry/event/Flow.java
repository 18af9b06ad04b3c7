// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.event;

import io.jambry.JambryException;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;

/**
 * Threads that write without a pause, each on keys of its own, and know when they began each write.
 *
 * <p>The values of a thread are its name and 0, 1, 2…; write number {@code n} is on key {@code n % KEYS}.
 */
final class Flow {

    static final int THREADS = 4;
    static final int KEYS = 25;

    private static final int MOST = 1 << 20;

    private final List<Writer> writers = new ArrayList<>();

    Flow(Cache<String, String> cache) {
        for (int i = 0; i < THREADS; i++) {
            Writer writer = new Writer(cache, i);
            writers.add(writer);
            writer.start();
        }
    }

    static String key(int thread, int number) {
        return thread + "-" + number % KEYS;
    }

    static String value(int thread, int number) {
        return thread + ":" + number;
    }

    /** Whether each thread has written so often. */
    boolean hasWritten(int times) {
        return writers.stream().allMatch(writer -> writer.written >= times);
    }

    /**
     * Lets each thread begin so many writes after a moment, and then ends.
     *
     * @return for each thread the numbers of the first of these and of what would follow the last, and of those that failed,
     *     such as {@code 7-2507} or {@code 7-2507-9-10}
     */
    String endAfter(long nanoTime, int each) throws InterruptedException {
        List<String> ranges = new ArrayList<>();
        for (Writer writer : writers) {
            writer.endAfter(nanoTime, each);
        }
        for (Writer writer : writers) {
            writer.join();
            ranges.add(writer.range(nanoTime));
        }
        return String.join(" ", ranges);
    }

    private static final class Writer extends Thread {

        private final Cache<String, String> cache;
        private final int number;
        private final long[] begun = new long[MOST];
        private final List<Integer> failed = new ArrayList<>();
        private volatile int written;
        private volatile long moment;
        private volatile int each = MOST;

        Writer(Cache<String, String> cache, int number) {
            super("flow-" + number);
            this.cache = cache;
            this.number = number;
        }

        void endAfter(long nanoTime, int writes) {
            moment = nanoTime;
            each = writes;
        }

        String range(long nanoTime) {
            int first = firstAfter(nanoTime);
            StringBuilder range = new StringBuilder(first + "-" + written);
            failed.stream()
                    .filter(one -> one >= first)
                    .forEach(one -> range.append('-').append(one));
            return range.toString();
        }

        private int firstAfter(long nanoTime) {
            int first = 0;
            while (first < written && begun[first] - nanoTime <= 0) {
                first++;
            }
            return first;
        }

        @Override
        public void run() {
            int next = 0;
            while (next < MOST && !isEnough(next)) {
                begun[next] = System.nanoTime();
                try {
                    cache.put(key(number, next), value(number, next));
                } catch (JambryException e) {
                    // who was stopped amidst a write does not know what became of it
                    failed.add(next);
                }
                written = ++next;
            }
        }

        private boolean isEnough(int next) {
            int writes = each;
            return next >= writes && begun[next - writes] - moment > 0;
        }
    }
}
