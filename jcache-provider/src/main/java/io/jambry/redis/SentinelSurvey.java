// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One question to all sentinels: who has answered what so far. Answers come from any thread; everything else is for the one who
 * asks.
 */
final class SentinelSurvey {

    /** When more than half have answered, the others get so much more time: enough for a sentinel that is well. */
    private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private record Answer(
            SentinelSeat seat,
            @Nullable SentinelReport report,
            @Nullable RuntimeException failure) {}

    private final BlockingQueue<Answer> arrivals = new LinkedBlockingQueue<>();
    private final Map<SentinelSeat, SentinelReport> reports = new LinkedHashMap<>();
    private final Map<SentinelSeat, RuntimeException> failures = new LinkedHashMap<>();
    private final int sentinels;

    SentinelSurvey(int sentinels) {
        this.sentinels = sentinels;
    }

    void answered(SentinelSeat seat, SentinelReport report) {
        arrivals.add(new Answer(seat, report, null));
    }

    void failed(SentinelSeat seat, RuntimeException failure) {
        arrivals.add(new Answer(seat, null, failure));
    }

    /**
     * Waits until all who were asked have answered or failed, or most have answered and the others take long.
     *
     * @param asked how many were asked
     */
    void await(int asked, long deadline) throws InterruptedException {
        long until = deadline;
        for (int come = 0; come < asked; come++) {
            Answer next = arrivals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            note(next);
            if (reports.size() == sentinels / 2 + 1) {
                long soon = System.nanoTime() + GRACE_NANOS;
                until = soon - deadline < 0 ? soon : deadline;
            }
        }
    }

    private void note(Answer answer) {
        SentinelReport report = answer.report();
        RuntimeException failure = answer.failure();
        if (report != null) {
            reports.put(answer.seat(), report);
        } else if (failure != null) {
            failures.put(answer.seat(), failure);
        }
    }

    /** How many sentinels there are, those included that do not answer. */
    int sentinels() {
        return sentinels;
    }

    List<SentinelReport> reports() {
        return List.copyOf(reports.values());
    }

    /** Those who have answered. */
    List<SentinelSeat> voters() {
        return new ArrayList<>(reports.keySet());
    }

    /** Those who could not be asked, and why. */
    Map<SentinelSeat, RuntimeException> failures() {
        return failures;
    }
}
