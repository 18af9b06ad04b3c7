// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import com.sun.management.ThreadMXBean;
import io.jambry.benchmarks.Contender.Operation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Two columns in one process, in slices of a twentieth of a second that alternate: whatever else the machine does hits
 * both. Prints rate, processor time and allocation per operation of both; the ratios are medians over neighbouring slices.
 */
public final class Duel {

    private static final long SLICE_NANOS = 50_000_000;

    /** How long calls are made without a look at the clock: it must not count, and slow calls must not overrun. */
    private static final long BLIND_NANOS = 5_000;

    private static final int LARGEST_BATCH = 100;
    private static final int MOST_LONG_SLICES = 12;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ExecutorService workers;
    private final int threads;
    private final List<Cursor> cursors = new ArrayList<>();

    /** Where results go, so that nobody can leave the work out. */
    private volatile Object sink = "";

    private Duel(int threads) {
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            cursors.add(new Cursor(i));
        }
    }

    /** Threads, class and method of either column, milliseconds of warming up and of measuring. */
    public static void main(String[] args) throws Exception {
        Duel duel = new Duel(Integer.parseInt(args[0]));
        Contender first = contender(args[1]);
        Contender second = contender(args[2]);
        first.prepare();
        second.prepare();
        Operation ours = first.operation(method(args[1]));
        Operation theirs = second.operation(method(args[2]));
        duel.slices(ours, theirs, Long.parseLong(args[3]));
        List<Slice[]> slices = duel.slices(ours, theirs, Long.parseLong(args[4]));
        print(slices, Slice::rate);
        print(slices, Slice::cpu);
        print(slices, Slice::allocated);
        System.exit(0);
    }

    private static Contender contender(String benchmark) throws ReflectiveOperationException {
        String type = benchmark.substring(0, benchmark.indexOf('.'));
        return (Contender) Class.forName("io.jambry.benchmarks." + type)
                .getDeclaredConstructor()
                .newInstance();
    }

    private static String method(String benchmark) {
        return benchmark.substring(benchmark.indexOf('.') + 1);
    }

    private interface Figure {
        double of(Slice slice);
    }

    /** A line with our figure and theirs, whose quotient is the median of the quotients. */
    private static void print(List<Slice[]> slices, Figure figure) {
        double theirs = median(slices.stream().map(pair -> figure.of(pair[1])).toList());
        double ratio = median(slices.stream()
                .map(pair -> figure.of(pair[0]) / figure.of(pair[1]))
                .toList());
        double ours = theirs == 0
                ? median(slices.stream().map(pair -> figure.of(pair[0])).toList())
                : ratio * theirs;
        System.out.printf(Locale.ROOT, "%.6f %.6f%n", ours, theirs);
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private record Slice(double rate, double cpu, double allocated) {}

    private List<Slice[]> slices(Operation ours, Operation theirs, long millis) throws Exception {
        List<Slice[]> slices = new ArrayList<>();
        long end = System.nanoTime() + millis * 1_000_000;
        while (ours.isLong() ? slices.size() < MOST_LONG_SLICES : System.nanoTime() - end < 0) {
            boolean oursFirst = slices.size() % 2 == 0;
            Slice one = slice(oursFirst ? ours : theirs);
            Slice two = slice(oursFirst ? theirs : ours);
            slices.add(oursFirst ? new Slice[] {one, two} : new Slice[] {two, one});
        }
        return slices;
    }

    private Slice slice(Operation operation) throws Exception {
        operation.before();
        long cpu = used();
        long allocated = allocatedSoFar();
        long start = System.nanoTime();
        List<Callable<Long>> tasks = new ArrayList<>();
        for (Cursor cursor : cursors) {
            tasks.add(() -> run(operation, cursor, operation.isLong() ? start : start + SLICE_NANOS));
        }
        long count = 0;
        if (threads == 1) {
            count = tasks.get(0).call();
        } else {
            for (Future<Long> future : workers.invokeAll(tasks)) {
                count += future.get();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        return new Slice(
                count / seconds, (double) (used() - cpu) / count, (double) (allocatedSoFar() - allocated) / count);
    }

    private long run(Operation operation, Cursor cursor, long end) {
        long count = 0;
        long batch = 1;
        Object result = null;
        long now = System.nanoTime();
        do {
            for (int i = 0; i < batch; i++) {
                result = operation.run(cursor);
            }
            count += batch;
            long before = now;
            now = System.nanoTime();
            batch = Math.max(1, Math.min(LARGEST_BATCH, batch * BLIND_NANOS / Math.max(1, now - before)));
        } while (now - end < 0);
        sink = result == null ? "" : result;
        return count;
    }

    /** The processor time of all Java threads, those of the columns' own included. */
    private static long used() {
        long nanos = 0;
        for (long id : THREADS.getAllThreadIds()) {
            nanos += Math.max(0, THREADS.getThreadCpuTime(id));
        }
        return nanos;
    }

    private static long allocatedSoFar() {
        long bytes = 0;
        for (long ofThread : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, ofThread);
        }
        return bytes;
    }
}
