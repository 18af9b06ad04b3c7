// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Opens connections to one node. Thread-safe. */
final class Connector implements AutoCloseable {

    /** Servers and firewalls close idle connections after minutes; a sign of life once a second costs nothing. */
    private static final long TRUSTED_IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final NodeSettings settings;
    private final RedisFailures failures;
    private final @Nullable SSLSocketFactory encryption;
    private final DeadlineGuard guard;
    private final long connectNanos;
    private final AtomicLong opened = new AtomicLong();
    private final Set<DeadlineGuard.Guarded> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable ServerIdentity server;

    Connector(NodeSettings settings, RedisFailures failures, DeadlineGuard guard) {
        this.settings = settings;
        this.failures = failures;
        this.encryption = settings.encryption();
        this.guard = guard;
        this.connectNanos = settings.limits().connectTimeout().toNanos();
    }

    /**
     * Opens a connection.
     *
     * @throws NodeFailure if that cannot be done in time
     */
    WireConnection open(CommandObject<?> command, long start, long deadline) {
        long until = limit(System.nanoTime(), deadline);
        WireSockets sockets = new WireSockets(settings.endpoint(), settings.tls(), encryption, until);
        ServerIdentity identity;
        String objection;
        WireConnection connection;
        open.add(sockets);
        guard.watch(sockets);
        guard.expect(until);
        try {
            identity = Handshake.on(sockets, settings);
            objection = settings.objection(identity);
            connection = new WireConnection(sockets, guard, open);
        } catch (RuntimeException | IOException e) {
            sockets.abort();
            if (closed) {
                throw failures.closed(command);
            }
            long end = System.nanoTime();
            throw failures.notConnected(command, end - start, end - until >= 0 || isTimeout(e), e);
        } catch (Error e) {
            sockets.abort();
            throw e;
        } finally {
            guard.forget(sockets);
            open.remove(sockets);
        }
        if (closed) {
            connection.destroy();
            throw failures.closed(command);
        }
        server = identity;
        if (objection != null) {
            connection.destroy();
            throw failures.unsuitable(command, objection);
        }
        opened.incrementAndGet();
        return connection;
    }

    private static boolean isTimeout(Exception failure) {
        return failure instanceof JedisConnectionException && failure.getCause() instanceof SocketTimeoutException;
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
