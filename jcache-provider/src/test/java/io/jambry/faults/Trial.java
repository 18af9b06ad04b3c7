// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.faults;

import static org.awaitility.Awaitility.await;

import io.jambry.history.LinearizabilityChecker;
import io.jambry.history.Verdict;
import io.jambry.redis.LinkLimits;
import io.jambry.spi.NodeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.assertj.core.api.Assertions;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A fault under load, and what is promised of every fault: calls end in time, fail with documented words alone, nothing
 * is done twice or lost, histories are linearizable, all calls succeed again soon, and nothing is left behind. Confined
 * to one thread.
 */
final class Trial implements AutoCloseable {

    /** What is promised of acknowledged changes. */
    enum Promise {
        /** All are there, and one order explains all answers. */
        KEPT,
        /** All are there; what was not acknowledged may have been read and be gone, since reads wait for no replica. */
        ACKNOWLEDGED_KEPT,
        /** The servers may lose some, which are counted. */
        COUNTED,
        /** The fault itself removes them. */
        GONE
    }

    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final Duration QUIET = Duration.ofMillis(300);
    private static final int WARM = 20;
    private static final int AGAIN = 20;

    /** A lane or two, and the connections of one's own that the fault made necessary. */
    private static final int MORE_SOCKETS = 24;

    private final String row;
    private final String fault;
    private final Belongings belongings = new Belongings();
    private final CallLog log = new CallLog();
    private final Pulse pulse = new Pulse();
    private final Client client;
    private final Load load;
    private final int warmSockets;
    private Promise promise = Promise.KEPT;
    private @Nullable RawJedis raw;
    private Runnable last = () -> {};
    private long healed;
    private boolean closed;

    private Trial(
            String row, String fault, String url, Duration timeout, Map<String, String> settings, Duration pause) {
        this.row = row;
        this.fault = fault;
        this.client = Client.open(url, timeout, settings);
        this.load = new Load(client, log, pause);
        load.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> load.leastSuccesses() >= WARM);
        warmSockets = sockets();
    }

    /**
     * Opens a client and lets the load begin.
     *
     * @param row of the fault matrix, such as {@code F8}
     * @param fault in a few words
     */
    static Trial begin(String row, String fault, String url, Duration timeout, Map<String, String> settings) {
        return begin(row, fault, url, timeout, settings, PAUSE);
    }

    /** The same with the deadline that is the default, and longer pauses, for faults that take long. */
    static Trial beginLong(String row, String fault, String url, Map<String, String> settings) {
        return begin(row, fault, url, LinkLimits.DEFAULT.timeout(), settings, PAUSE.multipliedBy(4));
    }

    /** The same with another pause between the calls of a thread. */
    static Trial begin(
            String row, String fault, String url, Duration timeout, Map<String, String> settings, Duration pause) {
        return new Trial(row, fault, url, timeout, settings, pause);
    }

    /** Promises less than {@link Promise#KEPT}. */
    Trial promising(Promise less) {
        promise = less;
        return this;
    }

    /**
     * Lets Jedis alone live through the same; the sockets that are left are not counted then, because some may be its
     * own.
     */
    Trial beside(RawJedis other) {
        raw = other;
        other.start();
        return this;
    }

    Client client() {
        return client;
    }

    CallLog log() {
        return log;
    }

    /** Lets the fault happen; where nothing ends it, recovery counts from here. */
    Trial strike(Runnable happening) {
        healed = System.nanoTime();
        happening.run();
        return this;
    }

    /** Lets it last. */
    Trial last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().atMost(time.plusSeconds(5))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> System.nanoTime() - end >= 0);
        return this;
    }

    /** Ends the fault. */
    Trial heal(Runnable end) {
        end.run();
        healed = System.nanoTime();
        return this;
    }

    /** Does away with what the fault has left in the test itself, once all calls are over. */
    Trial finallyDo(Runnable clearing) {
        last = clearing;
        return this;
    }

    /** The sum of what all nodes count. */
    long count(ToLongFunction<NodeStatus> figure) {
        return client.nodes().stream().mapToLong(figure).sum();
    }

    /** Waits for the end of all failures, and asserts all that is promised. */
    void recover(Duration within) {
        List<String> complaints = new ArrayList<>();
        long successes = load.leastSuccesses();
        try {
            await().atMost(within.plus(QUIET).plusSeconds(10))
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> isQuiet() && load.leastSuccesses() >= successes + AGAIN);
        } catch (ConditionTimeoutException e) {
            complaints.add("calls fail still; the least successful thread had " + (load.leastSuccesses() - successes)
                    + " successes");
        }
        Duration recovery = Duration.ofNanos(Math.max(0, log.lastFailure() == 0 ? 0 : log.lastFailure() - healed));
        int sockets = sockets();
        load.close();
        if (recovery.compareTo(within) > 0) {
            complaints.add("recovery took " + recovery.toMillis() + " ms instead of " + within.toMillis());
        }
        if (sockets > warmSockets + MORE_SOCKETS) {
            complaints.add(sockets + " sockets instead of " + warmSockets);
        }
        complaints.addAll(log.objections());
        complaints.addAll(log.late(pulse));
        long lost = judgeData(complaints);
        String lostByJedis = raw == null ? "–" : raw.finish();
        last.run();
        close();
        complaints.addAll(belongings.left(/* sockets= */ raw == null));
        String verdict = complaints.isEmpty()
                ? "passed"
                : "FAILED: " + complaints.get(0).lines().findFirst().orElse("");
        FaultTable.add(new FaultTable.Row(
                row,
                fault,
                log.calls(),
                log.unknown(),
                log.notExecuted(),
                log.longestOverrun(),
                Duration.ofNanos(pulse.longestNanos()),
                recovery,
                (promise == Promise.GONE ? "all, as told" : lost + " of " + load.acknowledged()) + " / " + lostByJedis,
                verdict));
        Assertions.assertThat(complaints).as(() -> row + " " + log.failures()).isEmpty();
    }

    private int sockets() {
        client.nodes().forEach(node -> belongings.leadTo(node.address()));
        return belongings.sockets();
    }

    private boolean isQuiet() {
        long since = Math.max(healed, log.lastFailure());
        return System.nanoTime() - since > QUIET.toNanos();
    }

    /** Tells how many acknowledged increments are gone. */
    private long judgeData(List<String> complaints) {
        complaints.addAll(load.duplicated());
        if (promise == Promise.GONE) {
            return 0;
        }
        long lost = load.lost();
        Verdict verdict = LinearizabilityChecker.ofEntries().check(load.history());
        if (lost > 0 && promise != Promise.COUNTED) {
            complaints.add(lost + " acknowledged increments are lost");
        }
        if (!verdict.isLinearizable() && promise == Promise.KEPT) {
            complaints.add(verdict.toString());
        } else if (!verdict.isLinearizable()) {
            System.out.println("[jambry] " + row + ", " + fault + ": no order explains the answers for "
                    + verdict.violations().size() + " of " + verdict.keys() + " keys");
        }
        return lost;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            load.close();
            client.close();
            pulse.close();
            if (raw != null) {
                raw.close();
            }
        }
    }
}
