// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.spi.NodeStatus;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** One server: connections that all share, connections of one's own, and a breaker. Thread-safe. */
final class Node implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Node.class.getName());

    /** Arguments of so many bytes keep others waiting too long. */
    private static final int LARGE = 64 * 1024;

    /** After a crowd of waits, their connections are not kept. */
    private static final long UNUSED_NANOS = 10_000_000_000L;

    private final NodeSettings settings;
    private final RedisFailures failures;
    private final Connector connector;
    private final SharedLanes lanes;
    private final WirePool pool;
    private final WirePool waits;
    private final Runnable shedding;
    private final Breaker breaker;
    private final RetryBudget retries = new RetryBudget();
    private final LinkThreads threads;
    private final DeadlineGuard guard;
    private final @Nullable Heartbeat heartbeat;
    private final LostTurns lostTurns;
    private final LongAdder failed = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private volatile @Nullable NodeFailure lastFailure;

    Node(NodeSettings settings, LinkThreads threads, DeadlineGuard guard) {
        this.settings = settings;
        this.threads = threads;
        this.guard = guard;
        LinkLimits limits = settings.limits();
        failures = new RedisFailures(settings);
        connector = new Connector(settings, failures, threads, guard);
        lanes = new SharedLanes(connector, failures, limits, threads, guard);
        pool = new WirePool(connector, failures, limits.poolSize());
        waits = new WirePool(connector, failures, Integer.MAX_VALUE);
        shedding = () -> waits.shed(UNUSED_NANOS);
        guard.listen(shedding);
        breaker = new Breaker(limits);
        lostTurns = new LostTurns(settings.endpoint(), lanes, threads, limits);
        guard.listen(lostTurns);
        if (Heartbeat.isWorthIt(limits)) {
            heartbeat = new Heartbeat(settings.endpoint(), lanes, pool, threads, limits);
            guard.listen(heartbeat);
        } else {
            heartbeat = null;
        }
    }

    /**
     * Carries out a command.
     *
     * @return the reply as it came
     * @throws JedisDataException if the server refused it
     * @throws NodeFailure if it was not answered
     */
    @Nullable
    Object exchange(CommandObject<?> command, long start, long deadline) {
        if (isLarge(command)) {
            return new Flight(this, List.of(command), /* asking= */ false, Sending.PLAIN).alone(start, deadline);
        }
        admit(command);
        try {
            Object reply = lanes.exchange(command, start, deadline);
            answered();
            return reply;
        } catch (JedisDataException refusal) {
            answered();
            throw refusal;
        } catch (NodeFailure failure) {
            failed(failure);
            throw failure;
        }
    }

    /** Carries out a command while its caller goes on; the stage ends as {@link #exchange} does. */
    CompletableFuture<@Nullable Object> submit(CommandObject<?> command, long start, long deadline) {
        try {
            admit(command);
        } catch (NodeFailure e) {
            return CompletableFuture.failedFuture(e);
        }
        return lanes.submit(command, start, deadline).whenComplete((reply, failure) -> {
            if (failure instanceof NodeFailure lost) {
                failed(lost);
            } else {
                answered();
            }
        });
    }

    /**
     * A connection of the caller's own, after its handshake, to be destroyed by the caller.
     *
     * @param command what it is for, in messages
     * @throws NodeFailure if there is none in time
     */
    WireConnection connect(CommandObject<?> command, long start, long deadline) {
        return connector.open(command, start, deadline);
    }

    /** What ends what takes too long. */
    DeadlineGuard guard() {
        return guard;
    }

    void admit(CommandObject<?> command) {
        if (!breaker.admits()) {
            throw failures.leftAlone(command, breaker.millisToNextTry(), lastFailure);
        }
    }

    RetryBudget retries() {
        return retries;
    }

    void answered() {
        retries.refill();
        if (breaker.answered()) {
            log(Level.INFO, "{0} answers again", settings.endpoint());
        }
    }

    void failed(NodeFailure failure) {
        if (!failure.isOfTheNode()) {
            return;
        }
        lastFailure = failure;
        failed.increment();
        if (failure.kind() == NodeFailure.Kind.SILENT && failure.isOutcomeUnknown()) {
            unknown.increment();
        }
        if (breaker.failed()) {
            log(
                    Level.WARNING,
                    "{0} does not answer and is left alone for a while; the last failure: {1}",
                    settings.endpoint(),
                    String.valueOf(failure.getMessage()));
        }
    }

    /** Writing a log may take longer than callers have time. */
    private void log(Level level, String format, Object... arguments) {
        Runnable entry = () -> LOG.log(level, format, arguments);
        if (!threads.start(entry)) {
            entry.run();
        }
    }

    /** Whether a command keeps others waiting, and so goes out on a connection of its own. */
    static boolean isLarge(CommandObject<?> command) {
        return bytes(command) >= LARGE;
    }

    /**
     * Opens a connection beside those of callers, which the caller destroys.
     *
     * @throws NodeFailure if that cannot be done in time
     */
    WireConnection open(CommandObject<?> command, long start, long deadline) {
        return connector.open(command, start, deadline);
    }

    /** How many bytes of arguments a command has. */
    static int bytes(CommandObject<?> command) {
        if (command instanceof PlainCommand<?> plain) {
            return plain.bytes();
        }
        CommandArguments arguments = command.getArguments();
        int bytes = 0;
        for (int i = 0; i < arguments.size(); i++) {
            bytes += arguments.get(i).getRaw().length;
        }
        return bytes;
    }

    Endpoint endpoint() {
        return settings.endpoint();
    }

    RedisFailures failures() {
        return failures;
    }

    WirePool pool() {
        return pool;
    }

    /** Connections for calls that the server may keep waiting; were they of the {@link #pool}, nothing would be left for others. */
    WirePool waits() {
        return waits;
    }

    Breaker breaker() {
        return breaker;
    }

    int waiting() {
        return lanes.waiting();
    }

    /** What it said of itself; null before the first connection. */
    @Nullable
    ServerIdentity server() {
        return connector.server();
    }

    NodeStatus status() {
        ServerIdentity server = connector.server();
        return new NodeStatus(
                settings.endpoint().toString(),
                settings.role().shown(),
                server == null ? "" : server.toString(),
                breaker.isOpen(),
                breaker.openings(),
                failed.sum(),
                unknown.sum(),
                connector.opened(),
                lanes.waiting());
    }

    @Override
    public void close() {
        guard.unlisten(lostTurns);
        guard.unlisten(shedding);
        if (heartbeat != null) {
            guard.unlisten(heartbeat);
        }
        lanes.close();
        pool.close();
        waits.close();
        connector.close();
    }

    @Override
    public String toString() {
        return settings.endpoint().toString();
    }
}
