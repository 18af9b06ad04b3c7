// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Map<String, Channel> channels = new HashMap<>();

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

    /** What somebody wants of a channel; guarded by the lock, but for the subscriber. */
    private static final class Channel {

        final Subscriber subscriber;
        boolean confirmed;
        boolean lost;

        Channel(Subscriber subscriber) {
            this.subscriber = subscriber;
        }
    }

    @Override
    public void subscribe(String name, Subscriber subscriber) {
        long deadline = System.nanoTime() + timeoutNanos;
        Channel channel = new Channel(subscriber);
        SubscribedConnection now;
        lock.lock();
        try {
            if (closed) {
                throw new NotExecutedException("SUBSCRIBE was not sent: the link is closed");
            }
            if (channels.putIfAbsent(name, channel) != null) {
                throw new IllegalStateException("there is a subscription to this channel already");
            }
            refusal = null;
            now = connection;
            if (!reading) {
                reading = true;
                start();
            }
        } finally {
            lock.unlock();
        }
        send(now, name);
        String objection = awaitConfirmation(channel, deadline);
        if (objection != null) {
            unsubscribe(name);
            throw new NotExecutedException("SUBSCRIBE " + objection);
        }
    }

    private void start() {
        guard.listen(look);
        Daemons.thread(threadName, this::read).start();
    }

    private static void send(@Nullable SubscribedConnection to, String channel) {
        if (to != null) {
            try {
                to.subscribe(List.of(channel));
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
                            + "; allow the user +subscribe, +unsubscribe and &<namespace>:* with ACL SETUSER";
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
        SubscribedConnection now;
        boolean last;
        lock.lock();
        try {
            if (channels.remove(name) == null) {
                return;
            }
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
            now.unsubscribe(name);
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
                Collection<String> names = adopt(current);
                if (!names.isEmpty()) {
                    current.subscribe(names);
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

    private Collection<String> adopt(SubscribedConnection current) {
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
                Channel channel = find(arrival.text());
                if (channel != null) {
                    hand(channel, arrival.content());
                }
            }
            case SUBSCRIBED -> confirm(from, arrival.text(), reason);
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

    private @Nullable Channel find(String name) {
        lock.lock();
        try {
            return channels.get(name);
        } finally {
            lock.unlock();
        }
    }

    private static void hand(Channel channel, byte[] message) {
        try {
            channel.subscriber.message(message);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "a subscriber failed on a message", e);
        }
    }

    private void confirm(SubscribedConnection from, String name, String reason) {
        Channel channel;
        boolean missed;
        lock.lock();
        try {
            channel = channels.get(name);
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
            from.unsubscribe(name);
        } else if (missed) {
            try {
                channel.subscriber.missed(reason);
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
