// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import io.jambry.ConcurrentUpdateException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls as they end: whether in time, and if they fail, whether with a failure that is documented. Thread-safe. */
final class CallLog {

    /** What a call may take beyond its deadline. */
    static final Duration GRACE = Duration.ofMillis(100);

    /** Begins all keys, and stands in all values and passwords: nothing of that may be told. */
    static final String SECRET = "canary";

    private static final Pattern NODE = Pattern.compile("(127\\.0\\.0\\.1|localhost):\\d+");
    private static final Pattern COMMAND = Pattern.compile("\\b[A-Z]{3,}\\b");
    private static final Pattern ELAPSED = Pattern.compile("\\d+ ms");
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /** Refused at once, so there is no time to tell. */
    private static final Pattern IMMEDIATE = Pattern.compile(
            "was refused with|calls are waiting for this server already|attempts hang in|is closed" + "|not valid");

    /** Between callers; no server is involved. */
    private static final Pattern LOCAL = Pattern.compile("updating the entry|other writers changed the entry");

    private static final int SHOWN = 5;

    /** A call that took longer than it may. */
    private record Late(long deadline, long end, String outcome) {}

    private final LongAdder calls = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder notExecuted = new LongAdder();
    private final LongAccumulator longestOverrun = new LongAccumulator(Math::max, Long.MIN_VALUE);
    private final AtomicLong lastFailure = new AtomicLong();
    private final ConcurrentMap<String, LongAdder> failures = new ConcurrentHashMap<>();
    private final Queue<String> objections = new ConcurrentLinkedQueue<>();
    private final Queue<Late> late = new ConcurrentLinkedQueue<>();

    /**
     * Carries out a call that may take so long.
     *
     * @param shown whether it counts for {@link #longestOverrun}
     */
    <T extends @Nullable Object> T watch(Duration limit, boolean shown, Supplier<T> call) {
        long start = System.nanoTime();
        String outcome = "answered";
        try {
            return call.get();
        } catch (RuntimeException | Error e) {
            outcome = String.valueOf(e.getMessage());
            lastFailure.set(System.nanoTime());
            judge(e);
            throw e;
        } finally {
            long end = System.nanoTime();
            calls.increment();
            long overrun = end - start - limit.toNanos();
            if (shown) {
                longestOverrun.accumulate(overrun);
            }
            if (overrun > GRACE.toNanos()) {
                late.add(new Late(start + limit.toNanos(), end, outcome));
            }
        }
    }

    private void judge(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        String told = failure.getClass().getSimpleName() + ": "
                + NUMBERS.matcher(message).replaceAll("n");
        failures.computeIfAbsent(told, absent -> new LongAdder()).increment();
        if (failure instanceof OutcomeUnknownException) {
            unknown.increment();
        } else if (failure instanceof NotExecutedException || failure instanceof ConcurrentUpdateException) {
            notExecuted.increment();
        } else {
            object("is not documented", failure);
            return;
        }
        if (!LOCAL.matcher(message).find()) {
            if (!NODE.matcher(message).find()) {
                object("names no node", failure);
            }
            if (!COMMAND.matcher(message).find()) {
                object("names no command", failure);
            }
            if (!IMMEDIATE.matcher(message).find() && !ELAPSED.matcher(message).find()) {
                object("names no time", failure);
            }
        }
        if (isTelling(failure)) {
            object("tells a key, a value or a password", failure);
        }
    }

    private static boolean isTelling(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains(SECRET)) {
                return true;
            }
            for (Throwable suppressed : cause.getSuppressed()) {
                if (isTelling(suppressed)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void object(String what, Throwable failure) {
        if (objections.size() < SHOWN) {
            objections.add("a failure " + what + ": " + failure);
        }
    }

    long calls() {
        return calls.sum();
    }

    long unknown() {
        return unknown.sum();
    }

    long notExecuted() {
        return notExecuted.sum();
    }

    /** How long after its deadline the latest call ended; negative if all ended before. */
    Duration longestOverrun() {
        return Duration.ofNanos(calls() == 0 ? 0 : longestOverrun.get());
    }

    /** When a call failed last; 0 for never. */
    long lastFailure() {
        return lastFailure.get();
    }

    /** The failures without their numbers, and how often each was seen. */
    Map<String, Long> failures() {
        Map<String, Long> counted = new TreeMap<>();
        failures.forEach((message, count) -> counted.put(message, count.sum()));
        return counted;
    }

    /** What speaks against the failures. */
    List<String> objections() {
        return List.copyOf(objections);
    }

    /** The calls that ended too late, without what the machine took from them. */
    List<String> late(Pulse pulse) {
        List<String> found = new ArrayList<>();
        for (Late call : late) {
            long taken = pulse.lostNanos(call.deadline(), call.end());
            if (call.end() - call.deadline() > GRACE.toNanos() + taken) {
                found.add(millis(call.end() - call.deadline()) + " ms after the deadline, of which the machine took "
                        + millis(taken) + " ms: " + call.outcome());
            }
        }
        return found;
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }
}
