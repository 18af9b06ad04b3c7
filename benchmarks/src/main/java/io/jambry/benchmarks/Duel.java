// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import com.sun.management.ThreadMXBean;
import io.jambry.benchmarks.Contender.Operation;
import io.jambry.benchmarks.Sample.Figure;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;

/**
 * Two columns in one process, in slices of a twentieth of a second that alternate: whatever else the machine does hits
 * both. Prints a sample of ours and one of theirs; the ratios of their figures are medians over neighbouring slices.
 */
public final class Duel {

    private static final long SLICE_NANOS = 50_000_000;

    /** Many threads take longer to start, and the end of a short slice would cut off the slowest of their calls. */
    private static final long CROWDED_SLICE_NANOS = 200_000_000;

    private static final int CROWD = 32;

    /** How long calls are made without a look at the clock: it must not count, and slow calls must not overrun. */
    private static final long BLIND_NANOS = 5_000;

    private static final int LARGEST_BATCH = 100;
    private static final int MOST_LONG_SLICES = 12;

    /** How many times the warming up is prolonged at most, and what share of it the compiler may still use at its end. */
    private static final int MOST_WARM_UPS = 10;

    private static final double COMPILER_AT_REST = 0.01;

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final ExecutorService workers;
    private final int threads;
    private final List<Cursor> cursors = new ArrayList<>();
    private final Latencies latencies = new Latencies();

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
        duel.warmUp(ours, theirs, Long.parseLong(args[3]));
        Turn typical = typical(duel.turns(ours, theirs, Long.parseLong(args[4])));
        System.out.println(typical.ours().line());
        System.out.println(typical.theirs().line());
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

    /** Two neighbouring slices. */
    private record Turn(Sample ours, Sample theirs) {}

    /** Their medians, and beside them what makes each quotient the median of the quotients. */
    private static Turn typical(List<Turn> turns) {
        Map<Figure, Double> ours = new EnumMap<>(Figure.class);
        Map<Figure, Double> theirs = new EnumMap<>(Figure.class);
        for (Figure figure : Figure.values()) {
            double other = median(turns, turn -> turn.theirs().get(figure));
            double ratio = median(
                    turns, turn -> turn.ours().get(figure) / turn.theirs().get(figure));
            theirs.put(figure, other);
            ours.put(figure, other == 0 ? median(turns, turn -> turn.ours().get(figure)) : ratio * other);
        }
        return new Turn(new Sample(ours), new Sample(theirs));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> value) {
        return turns.stream()
                .mapToDouble(value)
                .sorted()
                .skip(turns.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Beside many threads, and for calls through many layers, the compiler is at work long after the usual time, and takes the core for
     * milliseconds whenever its turn comes. Those would be what the slowest calls of both columns have waited for.
     */
    private void warmUp(Operation ours, Operation theirs, long millis) throws Exception {
        int times = 0;
        long compiled;
        do {
            long before = COMPILER.getTotalCompilationTime();
            turns(ours, theirs, millis);
            compiled = COMPILER.getTotalCompilationTime() - before;
            times++;
        } while (times < MOST_WARM_UPS && compiled > millis * COMPILER_AT_REST);
    }

    private List<Turn> turns(Operation ours, Operation theirs, long millis) throws Exception {
        List<Turn> turns = new ArrayList<>();
        long end = System.nanoTime() + millis * 1_000_000;
        while (ours.isLong() ? turns.size() < MOST_LONG_SLICES : System.nanoTime() - end < 0) {
            boolean oursFirst = turns.size() % 2 == 0;
            Sample one = slice(oursFirst ? ours : theirs);
            Sample two = slice(oursFirst ? theirs : ours);
            turns.add(oursFirst ? new Turn(one, two) : new Turn(two, one));
        }
        return turns;
    }

    private Sample slice(Operation operation) throws Exception {
        operation.before();
        latencies.clear();
        long server = ServerCpu.used();
        ClientCpu client = ClientCpu.now();
        long allocated = allocatedSoFar();
        long start = System.nanoTime();
        long end = start + (threads < CROWD ? SLICE_NANOS : CROWDED_SLICE_NANOS);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (Cursor cursor : cursors) {
            tasks.add(() -> run(operation, cursor, operation.isLong() ? start : end));
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
        double bytes = allocatedSoFar() - allocated;
        double clientNanos = ClientCpu.now().since(client);
        double serverNanos = ServerCpu.used() - server;
        return Sample.of(
                count / seconds, clientNanos / count, serverNanos / count, bytes / count, latencies.percentile(0.99));
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
            if (batch == 1) {
                latencies.add(now - before);
            }
            batch = Math.max(1, Math.min(LARGEST_BATCH, batch * BLIND_NANOS / Math.max(1, now - before)));
        } while (now - end < 0);
        sink = result == null ? "" : result;
        return count;
    }

    private static long allocatedSoFar() {
        long bytes = 0;
        for (long ofThread : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            bytes += Math.max(0, ofThread);
        }
        return bytes;
    }
}
