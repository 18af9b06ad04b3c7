// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Two connections to a node that all callers share.
 *
 * <p>Mechanism: a caller that finds a connection free uses it by itself, without handing anything to another thread. One that
 * finds none waits in a queue; whoever gets a connection next takes the queue along, sends all in one flush, and reads all
 * replies. So the more callers there are, the fewer system calls each costs, here and on the server. A connection is handed on
 * before those are woken whose replies have come.
 *
 * <p>A caller answers for the connection it uses until its own deadline, so one whose time is nearly up takes nobody along.
 * Thread-safe.
 */
final class SharedLanes implements AutoCloseable {

    /** One would stand still while its user works on the replies; a third makes the groups smaller and gains nothing. */
    private static final int LANES = 2;

    private static final int MOST_TOGETHER = 64;

    private final RedisFailures failures;
    private final LinkThreads threads;
    private final DeadlineGuard guard;
    private final int maxWaiting;
    private final long enoughNanos;
    private final Connector connector;
    private final Queue<WireCall> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile List<Lane> lanes;
    private volatile boolean closed;

    SharedLanes(
            Connector connector, RedisFailures failures, LinkLimits limits, LinkThreads threads, DeadlineGuard guard) {
        this.failures = failures;
        this.threads = threads;
        this.guard = guard;
        this.maxWaiting = limits.maxWaiting();
        this.enoughNanos = limits.timeout().toNanos() / 2;
        this.connector = connector;
        this.lanes = Stream.generate(() -> new Lane(connector)).limit(LANES).toList();
    }

    /**
     * Carries out a command in the caller's thread.
     *
     * @return the reply as it came
     * @throws JedisDataException if the server refused it
     * @throws NodeFailure if it was not answered
     */
    @Nullable
    Object exchange(CommandObject<?> command, long start, long deadline) {
        Headroom.require();
        Lane mine = waiting.get() == 0 ? take() : null;
        if (mine == null) {
            WireCall call = WireCall.waiting(command, start, deadline);
            enqueue(call);
            if (!call.await()) {
                throw leftBehind(call);
            }
            mine = call.lane();
            if (mine == null) {
                return outcome(call.answer());
            }
        }
        int turn = mine.turn();
        try {
            return lead(mine, command, start, deadline);
        } catch (Error e) {
            // the stack may have ended before anybody could care for the connection
            if (mine.turn() == turn) {
                pass(mine);
            }
            throw e;
        }
    }

    /** The same, without a thread that waits. */
    CompletableFuture<@Nullable Object> submit(CommandObject<?> command, long start, long deadline) {
        CompletableFuture<@Nullable Object> future = new CompletableFuture<>();
        WireCall call = WireCall.asynchronous(command, start, deadline, future);
        try {
            Lane free = waiting.get() == 0 ? take() : null;
            if (free == null) {
                enqueue(call);
                limit(call, future);
            } else if (!leadElsewhere(free, call)) {
                pass(free);
            }
        } catch (NodeFailure e) {
            future.completeExceptionally(e);
        }
        return future;
    }

    /** The places for connections; always as many. */
    List<Lane> lanes() {
        return lanes;
    }

    /** Puts another place where one is whose user has been lost. */
    void replace(Lane lost) {
        lanes = lanes.stream()
                .map(lane -> lane == lost ? new Lane(connector) : lane)
                .toList();
        lost.retire();
        if (closed) {
            close();
        }
    }

    /** Gets those going who wait although a connection is free. */
    void resume() {
        Lane free = queue.isEmpty() ? null : take();
        if (free != null) {
            pass(free);
        }
    }

    /** How many more are counted as waiting than wait, while nobody comes or goes. */
    int miscounted() {
        return queue.isEmpty() ? waiting.get() : 0;
    }

    void correct(int miscounted) {
        waiting.addAndGet(-miscounted);
    }

    int waiting() {
        return waiting.get();
    }

    private @Nullable Lane take() {
        for (Lane lane : lanes) {
            if (lane.take()) {
                return lane;
            }
        }
        return null;
    }

    private void enqueue(WireCall call) {
        if (waiting.incrementAndGet() > maxWaiting) {
            waiting.decrementAndGet();
            throw failures.crowded(call.command(), maxWaiting);
        }
        try {
            queue.add(call);
        } catch (Error e) {
            waiting.decrementAndGet();
            throw e;
        }
        // a connection may have become free before the call was seen in the queue
        Lane free = take();
        if (free != null) {
            pass(free);
        }
    }

    /** Sees to it that a call ends in time for which no thread waits. */
    @SuppressWarnings("FutureReturnValueIgnored") // forgetting cannot fail
    private void limit(WireCall call, CompletableFuture<@Nullable Object> future) {
        DeadlineGuard.Guarded limit = new DeadlineGuard.Guarded() {
            @Override
            public long deadline() {
                return call.deadline();
            }

            @Override
            public void abort() {
                if (call.leave()) {
                    call.complete(closed ? failures.closed(call.command()) : leftBehind(call));
                }
            }
        };
        guard.watch(limit);
        guard.expect(call.deadline());
        future.whenComplete((reply, failure) -> guard.forget(limit));
    }

    /** Why a caller whose time is up goes without an answer. */
    private NodeFailure leftBehind(WireCall call) {
        if (call.wasSent()) {
            return failures.broken(call.command(), call.start(), call.deadline(), /* left= */ true, null);
        }
        return failures.notItsTurn(call.command(), call.start(), waiting.get());
    }

    private static @Nullable Object outcome(@Nullable Object answer) {
        if (answer instanceof RuntimeException failure) {
            throw failure;
        }
        return answer;
    }

    private @Nullable Object lead(Lane lane, CommandObject<?> command, long start, long deadline) {
        // an interrupted virtual thread closes the socket it reads from; its caller finds the flag as it was
        boolean interrupted = Thread.interrupted();
        try {
            WireConnection connection = connected(lane, command, start, deadline);
            return exchange(lane, connection, command, start, deadline);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The connection to use. Where none is to be had, the place for it is passed on. */
    private WireConnection connected(Lane lane, CommandObject<?> command, long start, long deadline) {
        try {
            if (closed) {
                throw failures.closed(command);
            }
            if (deadline - System.nanoTime() <= 0) {
                throw failures.notItsTurn(command, start, waiting.get());
            }
            return lane.connected(command, start, deadline);
        } catch (RuntimeException | Error e) {
            try {
                if (e instanceof NodeFailure failure && isEnough(deadline)) {
                    refuseWaiting(failure);
                }
            } finally {
                pass(lane);
            }
            throw e;
        }
    }

    private @Nullable Object exchange(
            Lane lane, WireConnection connection, CommandObject<?> command, long start, long deadline) {
        List<WireCall> others = List.of();
        Object mine = null;
        int answers = 0;
        Throwable failure = null;
        try {
            others = isEnough(deadline) ? takeAlong() : others;
            send(connection, command, others, deadline);
            mine = connection.readAny();
            for (answers = 1; answers <= others.size(); answers++) {
                others.get(answers - 1).note(connection.readAny());
            }
            if (connection.isOutOfStep()) {
                answers = 0;
                connection.requireInStep();
            }
            connection.rest();
        } catch (RuntimeException | Error e) {
            // an error as well: whoever has no memory for a reply must not take the connection from all others
            failure = e;
            lane.drop();
            refuse(others.subList(Math.max(0, answers - 1), others.size()), connection.mayHaveLeft(), failure);
        } finally {
            pass(lane);
        }
        WireCall.wakeAll(others);
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null && answers == 0) {
            throw failures.broken(command, start, deadline, connection.mayHaveLeft(), failure);
        }
        return outcome(mine);
    }

    /** Whether a caller has the time to answer for others. */
    private boolean isEnough(long deadline) {
        return deadline - System.nanoTime() >= enoughNanos;
    }

    private static void send(
            WireConnection connection, CommandObject<?> command, List<WireCall> others, long deadline) {
        connection.begin(deadline);
        connection.write(command);
        for (WireCall other : others) {
            connection.write(other.command());
        }
        connection.flush();
    }

    private List<WireCall> takeAlong() {
        if (waiting.get() == 0) {
            return List.of();
        }
        List<WireCall> others = new ArrayList<>();
        while (others.size() < MOST_TOGETHER - 1) {
            WireCall next = poll();
            if (next == null) {
                break;
            }
            if (next.send()) {
                others.add(next);
            }
        }
        return others;
    }

    private void refuse(List<WireCall> calls, boolean left, Throwable failure) {
        for (WireCall call : calls) {
            call.note(failures.broken(call.command(), call.start(), call.deadline(), left, failure));
        }
    }

    /** Nobody gets a connection now, so those who wait for one need not try one after the other. */
    private void refuseWaiting(NodeFailure failure) {
        List<WireCall> calls = takeAlong();
        calls.forEach(call -> call.note(failures.alike(failure, call.command())));
        WireCall.wakeAll(calls);
    }

    private @Nullable WireCall poll() {
        WireCall next = queue.poll();
        if (next != null) {
            waiting.decrementAndGet();
        }
        return next;
    }

    /** Gives a connection to who waits longest, or back. */
    private void pass(Lane lane) {
        Lane free = lane;
        while (free != null) {
            if (closed) {
                free.drop();
            }
            if (handOver(free)) {
                return;
            }
            free.give();
            free = queue.isEmpty() ? null : take();
        }
    }

    /** False if nobody waits for a connection. */
    private boolean handOver(Lane free) {
        free.handOn();
        for (WireCall next = poll(); next != null; next = poll()) {
            if (next.lead(free) && (!next.isAsynchronous() || leadElsewhere(free, next))) {
                return true;
            }
        }
        return false;
    }

    /** False if there is no thread for it; then the call has failed. */
    private boolean leadElsewhere(Lane lane, WireCall call) {
        boolean accepted = threads.start(() -> {
            try {
                call.complete(lead(lane, call.command(), call.start(), call.deadline()));
            } catch (RuntimeException | Error e) {
                call.complete(e);
            }
        });
        if (!accepted) {
            call.complete(
                    closed ? failures.closed(call.command()) : failures.crowded(call.command(), threads.waiting()));
        }
        return accepted;
    }

    @Override
    public void close() {
        closed = true;
        for (Lane lane : lanes) {
            if (lane.take()) {
                lane.drop();
                pass(lane);
            }
        }
    }
}
