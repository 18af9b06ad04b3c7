// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection that is subscribed to channels. One thread reads, any thread may send.
 *
 * <p>Mechanism: confirmations, messages and signs of life come in the order in which the server wrote them, as pushes or, where
 * the server speaks the older protocol, as lists.
 */
final class SubscribedConnection {

    /** What came. */
    enum Kind {
        MESSAGE,
        SUBSCRIBED,
        REFUSED,
        OTHER
    }

    /**
     * One thing that came.
     *
     * @param kind what
     * @param text the channel, or why the server refuses
     * @param content the message
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Arrival(Kind kind, String text, byte[] content) {

        private static final Arrival OTHER = new Arrival(Kind.OTHER, "", new byte[0]);
    }

    private final Node node;
    private final WireConnection wire;
    private final ReentrantLock writing = new ReentrantLock();

    /** Whether the reader is handing over, and reads nothing meanwhile. */
    private volatile boolean handingOver;

    private long received;
    private long heard = System.nanoTime();
    private long asked = heard;

    SubscribedConnection(Node node, WireConnection wire) {
        this.node = node;
        this.wire = wire;
    }

    Node node() {
        return node;
    }

    /** One command for each: a server that refuses one of many refuses all in a command. */
    void subscribe(Collection<String> channels) {
        send(channels.stream().map(channel -> about(Command.SUBSCRIBE, channel)).toList());
    }

    void unsubscribe(String channel) {
        send(List.of(about(Command.UNSUBSCRIBE, channel)));
    }

    void ping() {
        send(List.of(new CommandArguments(Command.PING)));
    }

    private static CommandArguments about(Command command, String channel) {
        return new CommandArguments(command).add(channel.getBytes(StandardCharsets.UTF_8));
    }

    private void send(List<CommandArguments> commands) {
        writing.lock();
        try {
            commands.forEach(wire::write);
            wire.flush();
        } finally {
            writing.unlock();
        }
    }

    /** Waits for what comes next. */
    Arrival next() {
        handingOver = false;
        Object arrival = wire.readPush();
        handingOver = true;
        if (arrival instanceof JedisDataException refusal) {
            return new Arrival(Kind.REFUSED, String.valueOf(refusal.getMessage()), new byte[0]);
        }
        if (!(arrival instanceof List<?> parts) || parts.size() < 3 || !(parts.get(0) instanceof byte[] type)) {
            return Arrival.OTHER;
        }
        return switch (text(type)) {
            case "message" -> new Arrival(Kind.MESSAGE, text(parts.get(1)), (byte[]) parts.get(2));
            case "subscribe" -> new Arrival(Kind.SUBSCRIBED, text(parts.get(1)), new byte[0]);
            default -> Arrival.OTHER;
        };
    }

    private static String text(@Nullable Object bytes) {
        return bytes instanceof byte[] text ? new String(text, StandardCharsets.UTF_8) : "";
    }

    /** How long nothing has come. Called by the guard alone. */
    long silentNanos(long now) {
        if (handingOver || wire.received() != received) {
            received = wire.received();
            heard = now;
        }
        return now - heard;
    }

    /** Tells once in each interval that a sign of life is to be asked for. Called by the guard alone. */
    boolean isTimeToAsk(long now, long intervalNanos) {
        if (now - asked < intervalNanos) {
            return false;
        }
        asked = now;
        return true;
    }

    /** Makes the reader fail at once. */
    void abort() {
        wire.abort();
    }

    void destroy() {
        wire.destroy();
    }
}
