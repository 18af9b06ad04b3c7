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
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Two JVMs with some threads each invoke on one key; prints the share of turns of the one that got fewer. */
public final class HotTurns {

    private static final int SECONDS = 3;

    private HotTurns() {}

    /** The first argument is the number of threads; a second one is for the JVMs that this one starts. */
    public static void main(String[] args) throws Exception {
        if (args.length > 1) {
            System.out.println(turns(Integer.parseInt(args[0])));
            return;
        }
        List<Process> players = new ArrayList<>();
        for (String player : List.of("first", "second")) {
            players.add(ProgramColumn.start(
                    HotTurns.class,
                    System.getProperty("java.class.path"),
                    Server.addressGiven(),
                    List.of(args[0], player)));
        }
        // both are ready before either begins
        List<BufferedReader> readers = new ArrayList<>();
        for (Process player : players) {
            BufferedReader reader = player.inputReader(StandardCharsets.UTF_8);
            readers.add(reader);
            require("ready", reader.readLine(), player);
        }
        for (Process player : players) {
            player.getOutputStream().write('\n');
            player.getOutputStream().flush();
        }
        long fewest = Long.MAX_VALUE;
        long sum = 0;
        for (BufferedReader reader : readers) {
            long turns = Long.parseLong(reader.readLine());
            fewest = Math.min(fewest, turns);
            sum += turns;
        }
        System.out.printf(Locale.ROOT, "%.3f%n", (double) fewest / sum);
    }

    private static void require(String expected, String line, Process player) {
        if (!expected.equals(line)) {
            player.destroy();
            throw new IllegalStateException("instead of '" + expected + "' a player said '" + line + "'");
        }
    }

    private static long turns(int threads) throws Exception {
        CacheManager manager = Jambry.manager();
        Cache<String, Long> cache = manager.createCache(
                "turns", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        LongAdder turns = new LongAdder();
        invoke(cache, 500_000_000L, new LongAdder());
        System.out.println("ready");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(new Thread(() -> invoke(cache, TimeUnit.SECONDS.toNanos(SECONDS), turns)));
        }
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        manager.getCachingProvider().close();
        return turns.sum();
    }

    private static void invoke(Cache<String, Long> cache, long nanos, LongAdder turns) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() - end < 0) {
            cache.invoke(Workload.HOT, (entry, arguments) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
            turns.increment();
        }
    }
}
