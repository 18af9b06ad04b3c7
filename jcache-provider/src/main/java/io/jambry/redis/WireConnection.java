// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection that notes its deadline and how far a command came.
 *
 * <p>Mechanism: sockets have no timeout of their own, which saves two system calls per reply; {@link DeadlineGuard} closes
 * the socket of a connection whose deadline has passed, whatever it waits for. Used by one thread at a time; only
 * {@link #deadline} and {@link #abort} are for the guard.
 */
final class WireConnection extends Connection {

    /** What the client's output buffer holds: less than that leaves in one piece, by the flush or not at all. */
    private static final int OUTPUT_BUFFER = 8192;

    private static final CommandArguments PING = new CommandArguments(Protocol.Command.PING);

    private final WireSockets sockets;
    private final DeadlineGuard guard;
    private volatile long deadline;
    private volatile boolean aborted;
    private boolean flushed;
    private long idleSince;

    private WireConnection(WireSockets sockets, DeadlineGuard guard) {
        super(Connection.builder().socketFactory(sockets));
        this.sockets = sockets;
        this.guard = guard;
    }

    static WireConnection open(WireSockets sockets, DeadlineGuard guard, JedisClientConfig handshake, long deadline) {
        WireConnection connection = new WireConnection(sockets, guard);
        guard.watch(connection);
        connection.begin(deadline);
        try {
            connection.initializeFromClientConfig(handshake);
            connection.setSoTimeout(0);
            connection.end();
            return connection;
        } catch (RuntimeException | Error e) {
            connection.destroy();
            throw e;
        }
    }

    /** Sends a command and waits for its reply. An error of the server leaves the connection in order. */
    Object exchange(CommandArguments command, long until) {
        begin(until);
        sendCommand(command);
        flush();
        flushed = true;
        try {
            return getUnflushedObject();
        } finally {
            end();
        }
    }

    /** Sends commands in one flush; errors of the server are among the replies. */
    void exchangeAll(
            List<? extends CommandObject<?>> commands, @Nullable Object[] replies, int from, int to, long until) {
        begin(until);
        for (int i = from; i < to; i++) {
            sendCommand(commands.get(i).getArguments());
        }
        flush();
        flushed = true;
        for (int i = from; i < to; i++) {
            try {
                replies[i] = getUnflushedObject();
            } catch (JedisDataException refusal) {
                replies[i] = refusal;
            }
        }
        end();
    }

    /** Asks for a sign of life. */
    boolean answers(long until) {
        try {
            exchange(PING, until);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Tells, after a failure, whether bytes of it may have reached the server.
     *
     * @param command what was sent; null for more than one command
     */
    boolean mayHaveLeft(@Nullable CommandArguments command) {
        return flushed || aborted || command == null || size(command) >= OUTPUT_BUFFER;
    }

    private static int size(CommandArguments command) {
        int bytes = 16;
        for (Rawable argument : command) {
            bytes += argument.getRaw().length + 16;
        }
        return bytes;
    }

    private void begin(long until) {
        flushed = false;
        deadline = until == 0 ? 1 : until;
        guard.expect(until);
    }

    private void end() {
        deadline = 0;
    }

    /** When the guard may close this connection; 0 while it is idle. */
    long deadline() {
        return deadline;
    }

    boolean wasAborted() {
        return aborted;
    }

    void abort() {
        aborted = true;
        sockets.abort();
    }

    void destroy() {
        end();
        guard.forget(this);
        sockets.abort();
    }

    void idleFrom(long now) {
        idleSince = now;
    }

    long idleSince() {
        return idleSince;
    }
}
