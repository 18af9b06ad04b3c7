// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.Subscriptions.Topic;
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

    /** Where the message stands behind pattern and channel. */
    private static final int PAYLOAD = 3;

    /** What came. */
    enum Kind {
        MESSAGE,
        SUBSCRIBED,
        UNSUBSCRIBED,
        REFUSED,
        OTHER
    }

    /**
     * One thing that came.
     *
     * @param kind what
     * @param topic what was subscribed to; null for what belongs to no subscription
     * @param text the channel of a message, or why the server refuses
     * @param content the message
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
    record Arrival(Kind kind, @Nullable Topic topic, String text, byte[] content) {

        private static final byte[] NOTHING = new byte[0];
        private static final Arrival OTHER = new Arrival(Kind.OTHER, null, "", NOTHING);

        static Arrival refused(String answer) {
            return new Arrival(Kind.REFUSED, null, answer, NOTHING);
        }

        static Arrival about(Kind kind, Topic topic) {
            return new Arrival(kind, topic, "", NOTHING);
        }
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
    void subscribe(Collection<Topic> topics) {
        send(topics.stream()
                .map(topic -> switch (topic.kind()) {
                    case CHANNEL -> about(Command.SUBSCRIBE, topic);
                    case PATTERN -> about(Command.PSUBSCRIBE, topic);
                })
                .toList());
    }

    void unsubscribe(Topic topic) {
        send(List.of(
                switch (topic.kind()) {
                    case CHANNEL -> about(Command.UNSUBSCRIBE, topic);
                    case PATTERN -> about(Command.PUNSUBSCRIBE, topic);
                }));
    }

    void ping() {
        send(List.of(new CommandArguments(Command.PING)));
    }

    private static CommandArguments about(Command command, Topic topic) {
        return new CommandArguments(command).add(topic.text().getBytes(StandardCharsets.UTF_8));
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
            return Arrival.refused(String.valueOf(refusal.getMessage()));
        }
        if (!(arrival instanceof List<?> parts) || parts.size() < 3 || !(parts.get(0) instanceof byte[] type)) {
            return Arrival.OTHER;
        }
        String about = text(parts.get(1));
        return switch (text(type)) {
            case "message" -> new Arrival(Kind.MESSAGE, Topic.channel(about), about, (byte[]) parts.get(2));
            case "pmessage" ->
                new Arrival(Kind.MESSAGE, Topic.pattern(about), text(parts.get(2)), (byte[]) parts.get(PAYLOAD));
            case "subscribe" -> Arrival.about(Kind.SUBSCRIBED, Topic.channel(about));
            case "psubscribe" -> Arrival.about(Kind.SUBSCRIBED, Topic.pattern(about));
            case "unsubscribe" -> Arrival.about(Kind.UNSUBSCRIBED, Topic.channel(about));
            case "punsubscribe" -> Arrival.about(Kind.UNSUBSCRIBED, Topic.pattern(about));
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
