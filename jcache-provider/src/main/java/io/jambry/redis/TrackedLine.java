// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.TrackedReads.Answer;
import io.jambry.redis.TrackedReads.Watcher;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumer;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.PushMessage;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * One connection on which a server tells when what was read there changes.
 *
 * <p>Mechanism: callers add calls to a queue, and who finds nobody writing writes for all. A thread of the line reads replies
 * and news in the order in which they come. What the server answers was true when it did, which is not before the question
 * was sent, so everything told before is heard by then: that is what a {@link Trust} is renewed with. {@link DeadlineGuard} closes a
 * connection that answers nothing for longer.
 *
 * <p>Failure: signs of life are numbered, and the server answers the number. Were a reply lost on the way, each later one would
 * answer an older question: the line would look alive, and its trust would be over before it is renewed. So a connection
 * on which another number comes than was asked for is closed.
 *
 * <p>Thread-safe.
 */
final class TrackedLine {

    private static final System.Logger LOG = System.getLogger(TrackedLine.class.getName());

    /** A connection that is merely slow for a moment should stay: what was read over it need not be read again. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A server that does not let us watch is not going to change its mind soon. */
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final CommandObject<Object> PING =
            new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.RAW_OBJECT);
    private static final CommandArguments RESP3 = new CommandArguments(Command.HELLO).add(ascii("3"));
    private static final CommandArguments TRACK =
            new CommandArguments(Command.CLIENT).add(ascii("TRACKING")).add(ascii("ON"));
    private static final String INVALIDATE = "invalidate";

    private final Node node;
    private final Watcher watcher;
    private final boolean warned;
    private final Queue<Call> waiting = new ConcurrentLinkedQueue<>();
    private final Queue<Call> sent = new ConcurrentLinkedQueue<>();

    /** How often somebody wanted to write since the one who writes began; the first one is who connects. */
    private final AtomicInteger work = new AtomicInteger(1);

    private final AtomicLong pings = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long opened = System.nanoTime();
    private volatile boolean refused;
    private volatile Trust trust = Trust.NONE;
    private volatile @Nullable WireConnection connection;

    private TrackedLine(Node node, Watcher watcher, boolean warned) {
        this.node = node;
        this.watcher = watcher;
        this.warned = warned;
    }

    /**
     * Begins to connect.
     *
     * @param before the line to the same node that was lost; null if this is the first
     */
    static TrackedLine open(Node node, Watcher watcher, @Nullable TrackedLine before) {
        TrackedLine line = new TrackedLine(node, watcher, before != null && before.refused);
        Daemons.thread("jambry-near-" + node, line::run).start();
        return line;
    }

    /** What is asked and not answered yet. */
    private static final class Call {

        /** Which key is read; null for a sign of life. */
        private final byte @Nullable [] key;

        /** What a sign of life answers; null for a key that is read. */
        private final byte @Nullable [] echo;

        private final CommandArguments question;
        private final Consumer<@Nullable Answer> receiver;
        private long sentAt;

        private Call(
                byte @Nullable [] key,
                byte @Nullable [] echo,
                CommandArguments question,
                Consumer<@Nullable Answer> receiver) {
            this.key = key;
            this.echo = echo;
            this.question = question;
            this.receiver = receiver;
        }

        static Call read(byte[] key, CommandArguments get, Consumer<@Nullable Answer> receiver) {
            return new Call(key, null, get, receiver);
        }

        static Call ping(long number) {
            byte[] echo = ascii(Long.toString(number));
            return new Call(null, echo, new CommandArguments(Command.PING).add(echo), answer -> {});
        }

        /** Tells whether replies may be to this; a refusal may be to anything. */
        boolean isAnsweredBy(@Nullable Object reply, @Nullable Object millis) {
            if (echo != null) {
                return isRefusal(reply) || (reply instanceof byte[] bytes && Arrays.equals(echo, bytes));
            }
            return (isRefusal(reply) || reply == null || reply instanceof byte[])
                    && (isRefusal(millis) || millis instanceof Long);
        }

        private static boolean isRefusal(@Nullable Object reply) {
            return reply instanceof JedisDataException;
        }
    }

    /** Whether it makes sense to ask here now. */
    boolean isUsable(long now) {
        return trust.isCurrentAt(now);
    }

    /** Whether a new line is to take this one's place. */
    boolean isOverdue(long now) {
        return closed.get() && (!refused || now - opened > REFUSED_NANOS);
    }

    /** Asks for a value and its time to live, once somebody {@linkplain #send sends}. */
    void add(byte[] key, CommandArguments get, Consumer<@Nullable Answer> receiver) {
        waiting.add(Call.read(key, get, receiver));
    }

    /** Asks for a sign of life. */
    void ping() {
        if (connection != null) {
            waiting.add(Call.ping(pings.incrementAndGet()));
            send();
        }
    }

    /** Sees to it that what was added is sent. */
    void send() {
        if (work.getAndIncrement() == 0) {
            write();
        }
        if (closed.get()) {
            abandon();
        }
    }

    private void write() {
        WireConnection to = requireNonNull(connection);
        int seen = 1;
        try {
            do {
                // before the bytes leave: the answer is not older than this
                long now = System.nanoTime();
                for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
                    call.sentAt = now;
                    sent.add(call);
                    to.write(call.question);
                    if (call.key != null) {
                        to.write(new CommandArguments(Command.PTTL).key(call.key));
                    }
                }
                to.flush();
                seen = work.addAndGet(-seen);
            } while (seen != 0);
        } catch (RuntimeException e) {
            // whoever comes next finds work under way that never ends, and the line closed
            LOG.log(Level.DEBUG, "a tracked connection broke", e);
            close();
        }
    }

    private void run() {
        try {
            WireConnection opening = connect();
            Pushes pushes = new Pushes();
            while (!closed.get()) {
                receive(opening, pushes);
            }
        } catch (NodeFailure | JedisConnectionException e) {
            LOG.log(Level.DEBUG, "there is no tracked connection to {0}: {1}", node, e.getMessage());
        } catch (JedisDataException refusal) {
            refused = true;
            LOG.log(
                    warned ? Level.DEBUG : Level.WARNING,
                    "{0} does not tell of changes, so nothing is kept near that it holds: {1}; it must speak RESP3, and the user"
                            + " needs +client|tracking",
                    node,
                    refusal.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a tracked connection to " + node + " is closed and opened anew", e);
        } finally {
            close();
        }
    }

    private WireConnection connect() {
        long start = System.nanoTime();
        long deadline = start + PATIENCE_NANOS;
        WireConnection opening = node.connect(PING, start, deadline);
        boolean done = false;
        try {
            opening.exchange(RESP3, deadline);
            opening.exchange(TRACK, deadline);
            opening.begin(deadline);
            done = true;
        } finally {
            if (!done) {
                opening.destroy();
            }
        }
        trust = Trust.begin(node.guard());
        connection = opening;
        if (closed.get()) {
            opening.destroy();
        }
        waiting.add(Call.ping(pings.incrementAndGet()));
        write();
        return opening;
    }

    private void receive(WireConnection from, Pushes pushes) {
        Object reply = from.readAny(pushes);
        Call call = sent.poll();
        if (call == null) {
            throw new JedisConnectionException("more came than was asked for");
        }
        Answer answer = null;
        try {
            answer = complete(from, pushes, call, reply);
        } finally {
            call.receiver.accept(answer);
        }
    }

    private @Nullable Answer complete(WireConnection from, Pushes pushes, Call call, @Nullable Object reply) {
        Object millis = null;
        if (call.key != null) {
            pushes.halfRead = call.key;
            millis = from.readAny(pushes);
        }
        boolean changed = call.key != null && pushes.halfRead == null;
        pushes.halfRead = null;
        if (!call.isAnsweredBy(reply, millis)) {
            throw new JedisConnectionException("a reply came that answers another question");
        }
        if (reply instanceof JedisDataException refusal) {
            if (Refusal.of(refusal) == Refusal.MOVED) {
                // who has the slot now may have had it for a while
                renewTrust();
            }
            return null;
        }
        Trust believed = trust;
        believed.renew(call.sentAt);
        from.begin(call.sentAt + PATIENCE_NANOS);
        return millis instanceof Long left && !changed ? answer((byte @Nullable []) reply, left, believed) : null;
    }

    private static Answer answer(byte @Nullable [] value, long millis, Trust trust) {
        // -1 is eternal, and -2 is gone
        byte[] present = millis == -2 ? null : value;
        return new Answer(present, millis < 0 ? Long.MAX_VALUE : millis, trust);
    }

    private void renewTrust() {
        Trust before = trust;
        trust = Trust.begin(node.guard());
        before.end();
        watcher.lost(before);
    }

    /** Takes the news from between the replies. */
    private final class Pushes implements PushConsumerChain {

        /** The key whose value has come and whose time to live has not; null if there is none, or it has changed since. */
        private byte @Nullable [] halfRead;

        @Override
        public @Nullable PushMessage process(PushMessage message) {
            List<Object> content = message.getContent();
            if (INVALIDATE.equals(new String(message.getType(), StandardCharsets.US_ASCII))) {
                if (content.get(1) instanceof List<?> keys) {
                    for (Object key : keys) {
                        byte[] changed = (byte[]) key;
                        halfRead = Arrays.equals(halfRead, changed) ? null : halfRead;
                        watcher.changed(changed);
                    }
                } else {
                    // everything was removed
                    halfRead = null;
                    renewTrust();
                }
            }
            return null;
        }

        @Override
        public List<PushConsumer> getConsumers() {
            return List.of();
        }
    }

    private void abandon() {
        for (Call call = sent.poll(); call != null; call = sent.poll()) {
            call.receiver.accept(null);
        }
        for (Call call = waiting.poll(); call != null; call = waiting.poll()) {
            call.receiver.accept(null);
        }
    }

    /** Closes the connection; what was read over it is believed no longer. */
    void close() {
        if (closed.compareAndSet(false, true)) {
            Trust last = trust;
            last.end();
            WireConnection current = connection;
            if (current != null) {
                current.destroy();
            }
            watcher.lost(last);
        }
        abandon();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
