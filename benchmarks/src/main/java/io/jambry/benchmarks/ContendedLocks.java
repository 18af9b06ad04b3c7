// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Two JVMs with some threads each lock one lock; prints the microseconds that a section takes. */
public final class ContendedLocks {

    private static final int SECONDS = 3;
    private static final int JVMS = 2;

    private ContendedLocks() {}

    /** The name of a {@link LockOperations}, the number of threads and the class path of the JVMs that this one starts; these get no path. */
    public static void main(String[] args) throws Exception {
        if (args.length < 3) {
            System.out.println(sections(args[0], Integer.parseInt(args[1])));
            System.exit(0);
        }
        List<Process> players = new ArrayList<>();
        List<BufferedReader> readers = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            Process player = ProgramColumn.start(
                    ContendedLocks.class, args[2], Server.addressGiven(), List.of(args[0], args[1]));
            players.add(player);
            readers.add(player.inputReader(StandardCharsets.UTF_8));
        }
        // both are ready before either begins
        for (BufferedReader reader : readers) {
            String line = reader.readLine();
            while (line != null && !line.equals("ready")) {
                line = reader.readLine();
            }
        }
        for (Process player : players) {
            player.getOutputStream().write('\n');
            player.getOutputStream().flush();
        }
        long sections = 0;
        for (BufferedReader reader : readers) {
            sections += Long.parseLong(reader.readLine());
        }
        System.out.printf(Locale.ROOT, "%.3f%n", TimeUnit.SECONDS.toMicros(SECONDS) / (double) sections);
    }

    private static long sections(String library, int threads) throws Exception {
        LockOperations operations = (LockOperations) Class.forName("io.jambry.benchmarks." + library)
                .getDeclaredConstructor()
                .newInstance();
        operations.prepare();
        lock(operations, TimeUnit.SECONDS.toNanos(1), new LongAdder());
        System.out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        LongAdder sections = new LongAdder();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Thread(() -> lock(operations, TimeUnit.SECONDS.toNanos(SECONDS), sections)));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        return sections.sum();
    }

    private static void lock(LockOperations operations, long nanos, LongAdder sections) {
        Cursor cursor = new Cursor();
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            operations.lockHot(cursor);
            sections.increment();
        }
    }
}
