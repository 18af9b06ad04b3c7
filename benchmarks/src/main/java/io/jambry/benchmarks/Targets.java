// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.benchmarks;

import io.jambry.benchmarks.Line.Relation;
import io.jambry.benchmarks.Sample.Figure;
import java.util.ArrayList;
import java.util.List;

/** What the comparison is about: every promise as a line. */
final class Targets {

    private static final String[] SINGLE = {"get", "put", "replace", "getAndPut"};
    private static final int[] WIRE_THREADS = {1, 8, 32, 64, 256};
    private static final int STARTS = 7;

    private Targets() {}

    static List<Line> all() {
        List<Line> lines = new ArrayList<>();
        againstRaw(lines);
        onTheWire(lines);
        againstRedisson(lines);
        hotKey(lines);
        onTheHeap(lines);
        near(lines);
        coldStart(lines);
        limitsAndBatches(lines);
        locks(lines);
        cachedMethods(lines);
        sessions(lines);
        return lines;
    }

    private static void againstRaw(List<Line> lines) {
        for (int threads : new int[] {1, 8}) {
            for (String operation : SINGLE) {
                lines.add(atLeast(0.9, operation, "Jambry", "RawJedis", threads));
            }
            lines.add(atLeast(0.8, "invoke", "Jambry", "RawJedis", threads));
        }
        lines.add(atLeast(0.7, "getAll", "Jambry", "RawJedis", 1));
        lines.add(atLeast(0.7, "getAllTouched", "Jambry", "RawJedis", 1));
        lines.add(atLeast(0.9, "putAll", "Jambry", "RawJedis", 1));
        lines.add(new Line(
                "clear of 100 000, rate / SCAN + UNLINK by hand",
                Figure.SCORE,
                new JmhColumn("Jambry.clear", 1),
                new JmhColumn("RawJedis.clear", 1),
                Relation.AT_LEAST,
                1 / 1.2));
        for (int threads : new int[] {1, 8}) {
            lines.add(new Line(
                    "get × " + threads + ", client CPU / raw",
                    Figure.CPU,
                    new JmhColumn("Jambry.get", threads),
                    new JmhColumn("RawJedis.get", threads),
                    Relation.AT_MOST,
                    1.3));
        }
        lines.add(new Line(
                "get, bytes allocated",
                Figure.ALLOCATED,
                new JmhColumn("Jambry.get", 1),
                null,
                Relation.AT_MOST,
                1024));
    }

    /** The few shared connections, against one for each thread and against one for all. */
    private static void onTheWire(List<Line> lines) {
        for (String operation : new String[] {"get", "put"}) {
            for (int threads : new int[] {1, 8, 32}) {
                lines.add(wire(operation, threads, "total CPU", Figure.TOTAL_CPU, Relation.AT_MOST, 1, "RawJedis"));
            }
            lines.add(wire(operation, 32, "server CPU", Figure.SERVER_CPU, Relation.AT_MOST, 0.4, "RawJedis"));
            for (int threads : WIRE_THREADS) {
                double bound = threads < 32 ? 0.9 : threads == 32 ? 1 : 1.2;
                lines.add(wire(operation, threads, "rate", Figure.SCORE, Relation.AT_LEAST, bound, "RawJedis"));
            }
            for (int threads : new int[] {64, 256}) {
                lines.add(wire(operation, threads, "p99", Figure.P99, Relation.AT_MOST, 0.2, "RawJedis"));
            }
            for (int threads : WIRE_THREADS) {
                lines.add(wire(operation, threads, "rate", Figure.SCORE, Relation.AT_LEAST, 1.2, "Lettuce"));
            }
        }
    }

    private static Line wire(
            String operation, int threads, String what, Figure figure, Relation relation, double bound, String other) {
        return new Line(
                "wire: " + operation + " × " + threads + ", " + what + " / " + other,
                figure,
                new JmhColumn("Jambry." + operation, threads),
                new JmhColumn(other + "." + operation, threads),
                relation,
                bound);
    }

    private static void againstRedisson(List<Line> lines) {
        lines.add(atLeast(2, "get", "Jambry", "Redisson", 8));
        lines.add(atLeast(3, "put", "Jambry", "Redisson", 8));
        lines.add(atLeast(6, "getAll", "Jambry", "Redisson", 8));
        lines.add(atLeast(6, "putAll", "Jambry", "Redisson", 8));
        lines.add(atLeast(8, "invoke", "Jambry", "Redisson", 8));
        for (String operation : new String[] {"get", "put", "getAll", "putAll", "invoke"}) {
            JmhColumn ours = new JmhColumn("Jambry." + operation, 8);
            JmhColumn theirs = new JmhColumn("Redisson." + operation, 8);
            lines.add(new Line(
                    operation + " × 8, client CPU / Redisson", Figure.CPU, ours, theirs, Relation.AT_MOST, 0.333));
            lines.add(new Line(
                    operation + " × 8, allocation / Redisson", Figure.ALLOCATED, ours, theirs, Relation.AT_MOST, 0.2));
        }
    }

    private static void hotKey(List<Line> lines) {
        lines.add(new Line(
                "one hot key: invoke × 8 / × 1",
                Figure.SCORE,
                new JmhColumn("Jambry.invokeHot", 8),
                new JmhColumn("Jambry.invokeHot", 1),
                Relation.AT_LEAST,
                0.7));
        for (int threads : new int[] {1, 8}) {
            lines.add(new Line(
                    "one hot key: share of the slower of two JVMs with " + threads + " threads",
                    Figure.SCORE,
                    new ProgramColumn("HotTurns × " + threads, HotTurns.class, List.of(Integer.toString(threads)), 1),
                    null,
                    Relation.AT_LEAST,
                    0.25));
        }
    }

    private static void onTheHeap(List<Line> lines) {
        lines.add(atLeast(0.5, "getText", "JambryHeap", "CaffeineHeap", 1));
        lines.add(atLeast(1, "getObject", "JambryHeap", "CaffeineHeap", 1));
        lines.add(atLeast(0, "getText", "JambryHeap", "ReferenceHeap", 1));
        lines.add(atLeast(0, "getObject", "JambryHeap", "ReferenceHeap", 1));
    }

    /** Reads of values that are kept near, against those that are not, and those of a cache that is on the heap altogether. */
    private static void near(List<Line> lines) {
        lines.add(near(0.7, "getText", "JambryNear", "CaffeineHeap.getText"));
        lines.add(near(20, "getText", "JambryNear", "Jambry.get"));
        lines.add(near(1.1, "getOrder", "JambryNear", "CaffeineHeap.getOrder"));
        lines.add(near(4, "getOrder", "JambryNearCopied", "CaffeineHeap.getOrder"));
    }

    private static Line near(double bound, String operation, String ours, String other) {
        return new Line(
                "near: " + ours + "." + operation + ", rate / " + other,
                Figure.SCORE,
                new JmhColumn(ours + "." + operation, 1),
                new JmhColumn(other, 1),
                Relation.AT_LEAST,
                bound);
    }

    private static void coldStart(List<Line> lines) {
        lines.add(new Line(
                "cold start to the first answered get, time / raw",
                Figure.SCORE,
                new ProgramColumn("ColdStart jambry", ColdStart.class, List.of("jambry"), STARTS),
                new ProgramColumn("ColdStart jedis", ColdStart.class, List.of("jedis"), STARTS),
                Relation.AT_MOST,
                1.5));
    }

    /** Decisions of rate limiters, and a thousand operations in a batch against the same one by one. */
    private static void limitsAndBatches(List<Line> lines) {
        for (int threads : new int[] {1, 8}) {
            lines.add(atLeast(3, "tryAcquire", "JambryLimiter", "RedissonLimiter", threads));
        }
        lines.add(new Line(
                "batch of 1000 mixed operations, rate / one by one",
                Figure.SCORE,
                new JmhColumn("JambryBatch.batch", 1),
                new JmhColumn("JambryBatch.oneByOne", 1),
                Relation.AT_LEAST,
                20));
    }

    private static void locks(List<Line> lines) {
        for (int threads : new int[] {1, 8}) {
            lines.add(atLeast(3, "lock", "JambryLocks", "RedissonLocks", threads));
        }
        lines.add(atLeast(2, "lockHot", "JambryLocks", "RedissonLocks", 8));
        lines.add(new Line(
                "lock wanted by 8 threads in 2 JVMs, time / Redisson",
                Figure.SCORE,
                contended("JambryLocks"),
                contended("RedissonLocks"),
                Relation.AT_MOST,
                0.5));
    }

    /** Sessions on two nodes of one container. The first two others are the ones to be beaten; the third one is wrong at times. */
    private static void sessions(List<Line> lines) {
        commands(lines, "untouched", 0);
        commands(lines, "read", 1);
        commands(lines, "changed", 2);
        for (int threads : new int[] {1, 8}) {
            for (String other : new String[] {"SpringSessions", "RedissonSessions", "RedissonMemorySessions"}) {
                for (String visit : new String[] {"read", "changed"}) {
                    lines.add(session(visit, threads, other, 2));
                }
            }
        }
        // neither asks the server
        lines.add(session("untouched", 1, "SpringSessions", 0.9));
        lines.add(session("untouched", 1, "RedissonSessions", 2));
    }

    private static void commands(List<Line> lines, String visit, double bound) {
        CommandsColumn ours = new CommandsColumn("JambrySessions", visit);
        lines.add(new Line("session " + visit + ", commands", Figure.SCORE, ours, null, Relation.AT_MOST, bound));
        for (String other : new String[] {"SpringSessions", "RedissonSessions", "RedissonMemorySessions"}) {
            if (bound > 0 || !other.equals("SpringSessions")) {
                lines.add(new Line(
                        "session " + visit + ", commands / " + other,
                        Figure.SCORE,
                        ours,
                        new CommandsColumn(other, visit),
                        Relation.AT_MOST,
                        0.5));
            }
        }
    }

    private static Line session(String visit, int threads, String other, double bound) {
        return new Line(
                "session " + visit + " × " + threads + ", rate / " + other,
                Figure.SCORE,
                new JmhColumn("JambrySessions." + visit, threads),
                new JmhColumn(other + "." + visit, threads),
                Relation.AT_LEAST,
                bound);
    }

    private static ProgramColumn contended(String library) {
        return new ProgramColumn(
                "ContendedLocks " + library,
                ContendedLocks.class,
                List.of(library, "4", System.getProperty("java.class.path")),
                1);
    }

    /** Calls that the container intercepts and the cache answers, against asking the cache for the same entry. */
    private static void cachedMethods(List<Line> lines) {
        for (String column : new String[] {"NearMethods", "RemoteMethods"}) {
            double bound = column.equals("NearMethods") ? 1.0 / 3 : 1 / 1.05;
            lines.add(cachedMethod(bound, column, "cached", "get"));
            lines.add(cachedMethod(bound, column, "cacheResult", "get"));
            lines.add(cachedMethod(bound, column, "cacheResultGenerated", "getGenerated"));
            lines.add(cachedMethod(bound, column, "order", "getOrder"));
        }
        // what the container leaves: an interceptor that only asks the cache, and calls while no request lasts
        lines.add(cachedMethod(0, "NearMethods", "answered", "get"));
        lines.add(cachedMethod(0, "NearMethodsAlone", "answered", "get"));
        lines.add(cachedMethod(0, "NearMethodsAlone", "cached", "get"));
    }

    private static Line cachedMethod(double bound, String column, String method, String read) {
        return new Line(
                "cdi: " + column + "." + method + ", rate / " + read,
                Figure.SCORE,
                new JmhColumn(column + "." + method, 1),
                new JmhColumn(column + "." + read, 1),
                Relation.AT_LEAST,
                bound);
    }

    private static Line atLeast(double bound, String operation, String ours, String other, int threads) {
        return new Line(
                operation + " × " + threads + ", rate / " + other,
                Figure.SCORE,
                new JmhColumn(ours + "." + operation, threads),
                new JmhColumn(other + "." + operation, threads),
                Relation.AT_LEAST,
                bound);
    }
}
