// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * The subscriptions of a routed link.
 *
 * <p>Mechanism: what is wanted is the map of channels; the reader makes it true, on whatever connection it has, and once more on
 * the next. The guard looks at the connection several times in each heartbeat; what takes time, such as asking the router, it
 * gives to a thread of the link. Nothing is sent under the lock.
 */
final class RoutedSubscriptions implements Subscriptions, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RoutedSubscriptions.class.getName());

    private static final CommandObject<Object> SUBSCRIBE =
            new CommandObject<>(new CommandArguments(Command.SUBSCRIBE), BuilderFactory.RAW_OBJECT);

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int DOUBLINGS = 6;

    /** Who loses a connection that has lasted so long begins with the shortest pause. */
    private static final long STABLE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** After so many heartbeats without a byte a connection is half-open. */
    private static final int SILENT_BEATS = 3;

    private final Router router;
    private final DeadlineGuard guard;
    private final LinkThreads threads;
    private final String threadName;
    private final long timeoutNanos;
    private final long beatNanos;
    private final Runnable look = this::look;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** What is wanted. Guarded by the lock. */
    private final Map<Topic, Channel> channels = new HashMap<>();

    /** Guarded by the lock. */
    private boolean reading;

    /** Guarded by the lock. */
    private boolean closed;

    /** What a server said that refused a channel which was asked for last. Guarded by the lock. */
    private @Nullable String refusal;

    private volatile @Nullable SubscribedConnection connection;

    RoutedSubscriptions(Router router, DeadlineGuard guard, LinkThreads threads, LinkSettings settings) {
        this.router = router;
        this.guard = guard;
        this.threads = threads;
        this.threadName = "jambry-subscription-" + settings.endpoints().get(0);
        this.timeoutNanos = settings.limits().timeout().toNanos();
        this.beatNanos = settings.limits().heartbeat().toNanos();
    }

    /** What is wanted of a channel, or of those of a pattern; guarded by the lock, but for those who hear. */
    private static final class Channel {

        final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
        boolean confirmed;
        boolean lost;
    }

    @Override
    public void subscribe(String name, Subscriber subscriber) {
        begin(Topic.channel(name), subscriber, /* alone= */ true);
    }

    @Override
    public void listen(Topic topic, Subscriber subscriber) {
        begin(topic, subscriber, /* alone= */ false);
    }

    private void begin(Topic topic, Subscriber subscriber, boolean alone) {
        long deadline = System.nanoTime() + timeoutNanos;
        Channel channel;
        SubscribedConnection now;
        boolean isNew;
        lock.lock();
        try {
            if (closed) {
                throw new NotExecutedException("SUBSCRIBE was not sent: the link is closed");
            }
            isNew = !channels.containsKey(topic);
            if (alone && !isNew) {
                throw new IllegalStateException("there is a subscription to this channel already");
            }
            channel = channels.computeIfAbsent(topic, any -> new Channel());
            channel.subscribers.add(subscriber);
            refusal = null;
            now = connection;
            if (!reading) {
                reading = true;
                start();
            }
        } finally {
            lock.unlock();
        }
        if (isNew) {
            send(now, topic);
        }
        String objection = awaitConfirmation(channel, deadline);
        if (objection != null) {
            leave(topic, subscriber);
            throw new NotExecutedException("SUBSCRIBE " + objection);
        }
    }

    private void start() {
        guard.listen(look);
        Daemons.thread(threadName, this::read).start();
    }

    private static void send(@Nullable SubscribedConnection to, Topic topic) {
        if (to != null) {
            try {
                to.subscribe(List.of(topic));
            } catch (RuntimeException e) {
                // broken: the reader notices as well, and subscribes on the next one
                to.abort();
            }
        }
    }

    /** Null when the channel is subscribed to. */
    private @Nullable String awaitConfirmation(Channel channel, long deadline) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (!channel.confirmed) {
                long left = deadline - System.nanoTime();
                if (closed) {
                    return "was not confirmed: the link is closed";
                }
                if (refusal != null) {
                    return "was refused with " + refusal
                            + "; allow the user +subscribe, +unsubscribe (for patterns +psubscribe, +punsubscribe) and &<namespace>:* with ACL SETUSER";
                }
                if (left <= 0) {
                    return "was not confirmed within " + TimeUnit.NANOSECONDS.toMillis(timeoutNanos)
                            + " ms; check that the server is reachable";
                }
                try {
                    long unused = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                }
            }
            return null;
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void unsubscribe(String name) {
        Topic topic = Topic.channel(name);
        Channel channel;
        lock.lock();
        try {
            channel = channels.get(topic);
        } finally {
            lock.unlock();
        }
        if (channel != null) {
            channel.subscribers.forEach(subscriber -> leave(topic, subscriber));
        }
    }

    @Override
    public void leave(Topic topic, Subscriber subscriber) {
        SubscribedConnection now;
        boolean last;
        lock.lock();
        try {
            Channel channel = channels.get(topic);
            if (channel == null || !channel.subscribers.remove(subscriber) || !channel.subscribers.isEmpty()) {
                return;
            }
            channels.remove(topic);
            now = connection;
            last = channels.isEmpty();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (now == null) {
            return;
        }
        if (last) {
            now.abort();
            return;
        }
        try {
            now.unsubscribe(topic);
        } catch (RuntimeException e) {
            now.abort();
        }
    }

    /** The life of the reading thread. */
    private void read() {
        int failures = 0;
        String reason = "";
        while (goesOn()) {
            SubscribedConnection current = null;
            long start = System.nanoTime();
            try {
                current = connect();
                Collection<Topic> topics = adopt(current);
                if (!topics.isEmpty()) {
                    current.subscribe(topics);
                    if (failures > 0) {
                        LOG.log(Level.INFO, "subscribed again, at {0}", current.node());
                    }
                }
                while (isWanted()) {
                    take(current, current.next(), reason);
                }
            } catch (RuntimeException | Error e) {
                String now = reason(current, e);
                reason = current == null && !reason.isEmpty() ? reason : now;
                failures = current != null && System.nanoTime() - start > STABLE_NANOS ? 1 : failures + 1;
            } finally {
                drop(current);
            }
            if (failures > 0) {
                pause(failures);
            }
        }
    }

    private SubscribedConnection connect() {
        long start = System.nanoTime();
        long deadline = start + timeoutNanos;
        Node node = router.node(SUBSCRIBE, start, deadline);
        try {
            return new SubscribedConnection(node, node.open(SUBSCRIBE, start, deadline));
        } catch (NodeFailure e) {
            router.failed(node);
            throw e;
        }
    }

    /** Whether there is a connection that is thought to work. */
    boolean isConnected() {
        return connection != null;
    }

    private Collection<Topic> adopt(SubscribedConnection current) {
        lock.lock();
        try {
            connection = current;
            return List.copyOf(channels.keySet());
        } finally {
            lock.unlock();
        }
    }

    private void take(SubscribedConnection from, SubscribedConnection.Arrival arrival, String reason) {
        switch (arrival.kind()) {
            case MESSAGE -> {
                Channel channel = find(topic(arrival));
                if (channel != null) {
                    hand(channel, arrival);
                }
            }
            case SUBSCRIBED -> confirm(from, topic(arrival), reason);
            case UNSUBSCRIBED -> ended(from, topic(arrival));
            case REFUSED -> refused(from, arrival.text());
            case OTHER -> {
                // a sign of life
            }
        }
    }

    /** Who asked for a channel is told; one that was there before is asked for again, on another connection. */
    private void refused(SubscribedConnection from, String answer) {
        boolean again;
        lock.lock();
        try {
            refusal = answer;
            again = channels.values().stream().anyMatch(channel -> channel.lost);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (again) {
            from.abort();
        }
    }

    private static Topic topic(SubscribedConnection.Arrival arrival) {
        return requireNonNull(arrival.topic(), "what came is about a subscription");
    }

    private @Nullable Channel find(Topic topic) {
        lock.lock();
        try {
            return channels.get(topic);
        } finally {
            lock.unlock();
        }
    }

    private static void hand(Channel channel, SubscribedConnection.Arrival arrival) {
        for (Subscriber subscriber : channel.subscribers) {
            try {
                subscriber.message(arrival.text(), arrival.content());
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a subscriber failed on a message", e);
            }
        }
    }

    /** Who ends a subscription while another one begins the same may be the later one to send. */
    private void ended(SubscribedConnection from, Topic topic) {
        boolean wanted;
        lock.lock();
        try {
            Channel channel = channels.get(topic);
            wanted = channel != null;
            if (channel != null) {
                channel.lost |= channel.confirmed;
                channel.confirmed = false;
            }
        } finally {
            lock.unlock();
        }
        if (wanted) {
            from.subscribe(List.of(topic));
        }
    }

    private void confirm(SubscribedConnection from, Topic topic, String reason) {
        Channel channel;
        boolean missed;
        lock.lock();
        try {
            channel = channels.get(topic);
            missed = channel != null && channel.lost;
            if (channel != null) {
                channel.confirmed = true;
                channel.lost = false;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (channel == null) {
            from.unsubscribe(topic);
        } else if (missed) {
            tellMissed(channel, reason.isEmpty() ? "the subscription was ended and begun anew" : reason);
        }
    }

    private static void tellMissed(Channel channel, String reason) {
        for (Subscriber subscriber : channel.subscribers) {
            try {
                subscriber.missed(reason);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a subscriber failed", e);
            }
        }
    }

    private String reason(@Nullable SubscribedConnection from, Throwable failure) {
        if (isWanted()) {
            LOG.log(Level.DEBUG, "no subscription", failure);
            if (from != null) {
                LOG.log(Level.WARNING, "the subscription at {0} is lost and is made anew", from.node());
                router.failed(from.node());
            }
        }
        return from == null ? "no server could be subscribed to" : "the subscription at " + from.node() + " was lost";
    }

    private void drop(@Nullable SubscribedConnection from) {
        lock.lock();
        try {
            connection = null;
            for (Channel channel : channels.values()) {
                channel.lost |= channel.confirmed;
                channel.confirmed = false;
            }
        } finally {
            lock.unlock();
        }
        if (from != null) {
            from.destroy();
        }
    }

    private boolean isWanted() {
        lock.lock();
        try {
            return !closed && !channels.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the reader when nothing is wanted any more; who wants something afterwards starts another one. */
    private boolean goesOn() {
        lock.lock();
        try {
            if (!closed && !channels.isEmpty()) {
                return true;
            }
            reading = false;
            guard.unlisten(look);
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void pause(int failures) {
        long longest = FIRST_PAUSE_NANOS << Math.min(DOUBLINGS, failures - 1);
        long left = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
        lock.lock();
        try {
            while (left > 0 && !closed && !channels.isEmpty()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // nobody interrupts this thread but to hurry it
        } finally {
            lock.unlock();
        }
    }

    /** Done several times in each heartbeat. */
    private void look() {
        SubscribedConnection current = connection;
        if (current == null) {
            return;
        }
        long now = System.nanoTime();
        if (current.silentNanos(now) >= SILENT_BEATS * beatNanos) {
            current.abort();
        } else if (current.isTimeToAsk(now, beatNanos)) {
            threads.start(() -> ask(current));
        }
    }

    private void ask(SubscribedConnection current) {
        try {
            current.ping();
            long start = System.nanoTime();
            if (!router.primaries(SUBSCRIBE, start, start + timeoutNanos).contains(current.node())) {
                // what is published elsewhere need not come there any more
                current.abort();
            }
        } catch (NodeFailure | JambryException e) {
            LOG.log(Level.DEBUG, "no primary is known", e);
        } catch (RuntimeException e) {
            current.abort();
        }
    }

    @Override
    public void close() {
        SubscribedConnection now;
        lock.lock();
        try {
            closed = true;
            channels.clear();
            now = connection;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (now != null) {
            now.abort();
        }
    }
}
