// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens connections to one node. Thread-safe. */
final class Connector implements AutoCloseable {

    /** Servers and firewalls close idle connections after minutes; a sign of life once a second costs nothing. */
    private static final long TRUSTED_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Attempts that nobody waits for any more and nothing can end; more would not help. */
    private static final int MOST_HANGING = 4;

    private final NodeSettings settings;
    private final RedisFailures failures;
    private final @Nullable LinkEncryption encryption;
    private final LinkThreads threads;
    private final DeadlineGuard guard;
    private final Redial redial = new Redial();
    private final long connectNanos;
    private final AtomicLong opened = new AtomicLong();
    private final Set<DeadlineGuard.Guarded> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable ServerIdentity server;

    Connector(NodeSettings settings, RedisFailures failures, LinkThreads threads, DeadlineGuard guard) {
        this.settings = settings;
        this.failures = failures;
        this.encryption = settings.encryption();
        this.threads = threads;
        this.guard = guard;
        this.connectNanos = settings.limits().connectTimeout().toNanos();
    }

    /**
     * Opens a connection.
     *
     * @throws NodeFailure if that cannot be done in time
     */
    WireConnection open(CommandObject<?> command, long start, long deadline) {
        NodeFailure pausing = redial.pausing();
        if (pausing != null) {
            throw failures.notYet(command, pausing, redial.millisToNext());
        }
        long began = System.nanoTime();
        long until = limit(began, deadline);
        Opening opening = new Opening(settings, encryption, guard, open, until);
        Opening.Opened opened = await(opening, command, began, until);
        WireConnection connection = opened.connection();
        if (closed) {
            connection.destroy();
            throw failures.closed(command);
        }
        server = opened.server();
        String objection = settings.objection(opened.server());
        if (objection != null) {
            connection.destroy();
            NodeFailure unsuitable = failures.unsuitable(command, objection);
            redial.failed(unsuitable);
            throw unsuitable;
        }
        redial.succeeded();
        this.opened.incrementAndGet();
        return connection;
    }

    private Opening.Opened await(Opening opening, CommandObject<?> command, long began, long until) {
        if (closed) {
            throw failures.closed(command);
        }
        long hanging = open.stream()
                .filter(any -> any instanceof Opening other && other.isHanging())
                .count();
        if (hanging >= MOST_HANGING) {
            throw failures.hanging(command, hanging);
        }
        // no reason to try again: the stack stays as deep as it is
        Headroom.requireToStart();
        try {
            if (!threads.start(opening)) {
                opening.run();
            }
            return opening.await();
        } catch (RuntimeException | IOException e) {
            if (closed) {
                throw failures.closed(command);
            }
            long end = System.nanoTime();
            boolean timedOut = end - until >= 0 || isTimeout(e);
            NodeFailure failure = failures.notConnected(command, end - began, timedOut, opening.step(), e);
            if (!timedOut) {
                redial.failed(failure);
            }
            throw failure;
        }
    }

    private static boolean isTimeout(Exception failure) {
        return failure instanceof SocketTimeoutException
                || (failure instanceof JedisConnectionException
                        && failure.getCause() instanceof SocketTimeoutException);
    }

    /** Tells whether a connection that was idle can be used: one that was idle for long is asked for a sign of life. */
    boolean isUsable(WireConnection connection, long deadline) {
        long now = System.nanoTime();
        return connection.isAtRest()
                && !connection.wasAborted()
                && (now - connection.idleSince() < TRUSTED_IDLE_NANOS || connection.answers(limit(now, deadline)));
    }

    /** When opening a connection, or asking it for a sign of life, must be over. */
    long limit(long now, long deadline) {
        long limit = now + connectNanos;
        return limit - deadline < 0 ? limit : deadline;
    }

    /** How many connections were opened. */
    long opened() {
        return opened.get();
    }

    /** What the node said of itself; null before the first connection. */
    @Nullable
    ServerIdentity server() {
        return server;
    }

    /** Ends what is under way on all connections, and on those that are being opened. */
    @Override
    public void close() {
        closed = true;
        open.forEach(DeadlineGuard.Guarded::abort);
    }
}
