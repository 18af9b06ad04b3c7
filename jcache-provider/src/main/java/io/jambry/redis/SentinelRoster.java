// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import io.jambry.redis.SentinelReport.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import redis.clients.jedis.CommandObject;

/**
 * The sentinels: those of the settings and those that they know.
 *
 * <p>Mechanism: all are asked at the same time, each by a thread, because one that is half-open keeps its thread until its time
 * is up. {@link #survey} and {@link #learn} are for one thread at a time, everything else for any.
 */
final class SentinelRoster implements AutoCloseable {

    private static final long KEEP_ALIVE_SECONDS = 10;

    /** A quarter of what a call may take, so that a search that meets silence can be repeated before the caller gives up. */
    private static final int SHARE = 4;

    private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Nodes nodes;
    private final String primaryName;
    private final long patienceNanos;
    private final List<SentinelSeat> seats = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor threads;

    SentinelRoster(LinkSettings settings, String primaryName, Nodes nodes) {
        this.nodes = nodes;
        this.primaryName = primaryName;
        LinkLimits limits = settings.limits();
        long share = limits.timeout().toNanos() / SHARE;
        patienceNanos =
                Math.max(SHORTEST_NANOS, Math.min(limits.connectTimeout().toNanos(), share));
        String name = "jambry-sentinels-" + settings.endpoints().get(0);
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> Daemons.thread(name, task));
        for (Endpoint endpoint : settings.endpoints()) {
            seats.add(new SentinelSeat(nodes.open(endpoint, Role.SENTINEL), /* configured= */ true, null));
        }
    }

    /** Asks all sentinels for the primary. One that is still busy with the question before is not asked. */
    SentinelSurvey survey(boolean replicas) throws InterruptedException {
        List<CommandObject<?>> questions = SentinelReport.questions(primaryName, replicas);
        long start = System.nanoTime();
        long deadline = start + patienceNanos;
        SentinelSurvey survey = new SentinelSurvey(seats.size());
        int asked = 0;
        for (SentinelSeat seat : seats) {
            if (seat.take() && isAccepted(() -> ask(seat, questions, survey, start, deadline))) {
                asked++;
            }
        }
        survey.await(asked, deadline);
        return survey;
    }

    private boolean isAccepted(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            // closed meanwhile
            return false;
        }
    }

    private static void ask(
            SentinelSeat seat, List<CommandObject<?>> questions, SentinelSurvey survey, long start, long deadline) {
        try {
            survey.answered(seat, seat.ask(questions, start, deadline));
        } catch (RuntimeException e) {
            survey.failed(seat, e);
        } finally {
            seat.give();
        }
    }

    /**
     * Takes in the sentinels that others know, and lets go those that nobody knows any more. One that answers is known, wherever
     * others say it listens; one that does not is tried there too.
     */
    void learn(SentinelSurvey survey) {
        List<SentinelSeat> voters = survey.voters();
        if (voters.isEmpty()) {
            return;
        }
        List<Peer> peers = survey.reports().stream()
                .flatMap(report -> report.peers().stream())
                .distinct()
                .toList();
        for (Peer peer : peers) {
            if (voters.stream().noneMatch(seat -> seat.isThe(peer))
                    && seats.stream().noneMatch(seat -> seat.endpoint().equals(peer.endpoint()))) {
                seats.add(new SentinelSeat(
                        nodes.open(peer.endpoint(), Role.SENTINEL), /* configured= */ false, peer.id()));
            }
        }
        List<SentinelSeat> leaving = seats.stream()
                .filter(seat -> !seat.isConfigured())
                .filter(seat -> voters.stream().anyMatch(voter -> voter.isConfigured() && voter.isTwinOf(seat))
                        || (!voters.contains(seat) && peers.stream().noneMatch(seat::isThe)))
                .toList();
        seats.removeAll(leaving);
        leaving.forEach(SentinelSeat::close);
    }

    /** The way to each. */
    List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        for (SentinelSeat seat : seats) {
            all.add(seat.node());
        }
        return all;
    }

    @Override
    public void close() {
        threads.shutdown();
        seats.forEach(SentinelSeat::close);
    }

    /** As in messages. */
    static String names(List<SentinelSeat> seats) {
        return seats.stream().map(SentinelSeat::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return names(seats);
    }
}
