// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.PushConsumer;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.RedisInputStream;
import redis.clients.jedis.util.RedisOutputStream;

/**
 * A connection after its handshake: commands go in, replies come out in the same order.
 *
 * <p>Mechanism: the socket has no timeout of its own, which saves two system calls per reply; {@link DeadlineGuard} closes the
 * socket of a connection whose deadline has passed, whatever it waits for. Used by one thread at a time; only
 * {@link #deadline}, {@link #abort} and {@link #received} are for others.
 */
final class WireConnection implements DeadlineGuard.Guarded {

    private static final int BUFFER = 16 * 1024;

    /** Nobody has subscribed to anything here. */
    private static final PushConsumerChain NO_PUSHES = new PushConsumerChain() {
        @Override
        public @Nullable PushMessage process(PushMessage message) {
            return null;
        }

        @Override
        public List<PushConsumer> getConsumers() {
            return List.of();
        }
    };

    /** Pushes are what is read. */
    private static final PushConsumerChain ALL_PUSHES = new PushConsumerChain() {
        @Override
        public PushMessage process(PushMessage message) {
            return message;
        }

        @Override
        public List<PushConsumer> getConsumers() {
            return List.of();
        }
    };

    private static final CommandArguments PING = new CommandArguments(Protocol.Command.PING);

    private final WireSockets sockets;
    private final DeadlineGuard guard;
    private final Set<DeadlineGuard.Guarded> open;
    private final Departures departures;
    private final RedisOutputStream out;
    private final CountedInput counted;
    private final RedisInputStream in;
    private volatile long deadline;
    private volatile boolean aborted;
    private long idleSince;

    WireConnection(WireSockets sockets, DeadlineGuard guard, Set<DeadlineGuard.Guarded> open) throws IOException {
        Socket socket = sockets.socket();
        this.sockets = sockets;
        this.guard = guard;
        departures = new Departures(socket.getOutputStream());
        out = new RedisOutputStream(departures, BUFFER);
        counted = new CountedInput(socket.getInputStream());
        in = new ReplyInput(counted, BUFFER);
        this.open = open;
        guard.watch(this);
        open.add(this);
    }

    /** Whoever uses the connection now has until then. */
    void begin(long until) {
        departures.any = false;
        deadline = until == 0 ? 1 : until;
        guard.expect(until);
    }

    /** Nobody waits for anything any more. */
    void end() {
        deadline = 0;
    }

    /** All replies have come, and nobody uses it from now on. */
    void rest() {
        long until = deadline;
        deadline = 0;
        idleSince = System.nanoTime();
        // so late that the guard may have seen it, and closes it at any moment: it must not hit the next caller
        if (idleSince - until >= 0) {
            aborted = true;
        }
    }

    void write(CommandObject<?> command) {
        if (command instanceof PlainCommand<?> plain) {
            plain.write(out);
        } else {
            write(command.getArguments());
        }
    }

    void write(CommandArguments command) {
        Protocol.sendCommand(out, command);
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new JedisConnectionException(e.getMessage(), e);
        }
    }

    /** What comes next, be it a reply, an error of the server, or something that nobody asked for, which is a list. */
    @Nullable
    Object readPush() {
        try {
            return Protocol.read(in, ALL_PUSHES);
        } catch (JedisDataException refusal) {
            return refusal;
        }
    }

    /** The next reply, be it an error of the server. */
    Object readAny() {
        return readAny(NO_PUSHES);
    }

    /** The next reply, be it an error of the server; what the server says unasked goes elsewhere. */
    Object readAny(PushConsumerChain pushes) {
        try {
            return Protocol.read(in, pushes);
        } catch (JedisDataException refusal) {
            return refusal;
        }
    }

    /**
     * Tells, when all replies have been read, whether more came: then a reply was taken for several, or several for one, and
     * nobody knows which.
     */
    boolean isOutOfStep() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** Fails if the connection {@linkplain #isOutOfStep is out of step}. */
    void requireInStep() {
        if (isOutOfStep()) {
            throw new JedisConnectionException("more came than was asked for");
        }
    }

    /** One command and its reply; an error of the server is thrown, and leaves the connection in order. */
    Object exchange(CommandArguments command, long until) {
        begin(until);
        write(command);
        flush();
        Object reply = readAny();
        rest();
        if (reply instanceof JedisDataException refusal) {
            throw refusal;
        }
        return reply;
    }

    /** Asks for a sign of life. */
    boolean answers(long until) {
        try {
            exchange(PING, until);
            return !isOutOfStep() && !aborted;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Tells, after a failure, whether anything may have reached the server since {@link #begin}. */
    boolean mayHaveLeft() {
        return departures.any;
    }

    /** When the guard may close this connection; 0 while nobody waits. */
    @Override
    public long deadline() {
        return deadline;
    }

    /** How many bytes have come so far. */
    long received() {
        return counted.bytes;
    }

    boolean wasAborted() {
        return aborted;
    }

    @Override
    public void abort() {
        aborted = true;
        sockets.abort();
    }

    void destroy() {
        aborted = true;
        end();
        guard.forget(this);
        open.remove(this);
        sockets.abort();
    }

    /** Whether nobody uses it. Who failed in its use may not have come to tell; then replies may still be on their way. */
    boolean isAtRest() {
        return deadline == 0;
    }

    long idleSince() {
        return idleSince;
    }
}
