// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.JambryException;
import io.jambry.redis.RedisLink;
import io.jambry.redis.Subscriptions;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hears on one channel for the whole client who is to ask again. The channel is subscribed to when somebody waits first, and stays so: there
 * is nothing to subscribe to, and to miss, for a single lock. Signals make waiting shorter, and nothing depends on them: whoever waits asks
 * again by itself all the same.
 *
 * <p>Thread-safe.
 */
final class Signals implements Subscriptions.Subscriber, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Signals.class.getName());

    /** After a refusal, such as without the right to subscribe. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private enum State {
        DEAF,
        BEGINNING,
        LISTENING,
        CLOSED
    }

    private final RedisLink link;
    private final String channel;
    private final Executor background;
    private final Map<String, Bell> bells = new ConcurrentHashMap<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.DEAF);
    private volatile long nextTry = System.nanoTime();
    private volatile boolean hasWarned;

    Signals(RedisLink link, String channel, Executor background) {
        this.link = link;
        this.channel = channel;
        this.background = background;
    }

    /** Rings a bell when its owner is called. */
    void add(String owner, Bell bell) {
        bells.put(owner, bell);
    }

    void remove(String owner) {
        bells.remove(owner);
    }

    /** Begins to listen, unless it does. Never waits; when it listens, all who wait ask again. */
    void listen() {
        if (state.get() != State.DEAF
                || System.nanoTime() - nextTry < 0
                || !state.compareAndSet(State.DEAF, State.BEGINNING)) {
            return;
        }
        try {
            background.execute(this::subscribe);
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            state.compareAndSet(State.BEGINNING, State.DEAF);
        }
    }

    private void subscribe() {
        try {
            link.subscriptions().subscribe(channel, this);
        } catch (JambryException e) {
            nextTry = System.nanoTime() + PAUSE_NANOS;
            state.compareAndSet(State.BEGINNING, State.DEAF);
            LOG.log(
                    hasWarned ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
                    "there are no signals for locks, so whoever waits for one asks up to a second too late: "
                            + e.getMessage());
            hasWarned = true;
            return;
        }
        hasWarned = false;
        if (state.compareAndSet(State.BEGINNING, State.LISTENING)) {
            ringAll();
        } else {
            link.subscriptions().unsubscribe(channel);
        }
    }

    boolean isListening() {
        return state.get() == State.LISTENING;
    }

    @Override
    public void message(byte[] message) {
        Bell bell = bells.get(new String(message, StandardCharsets.UTF_8));
        if (bell != null) {
            bell.ring();
        }
    }

    @Override
    public void missed(String reason) {
        ringAll();
    }

    void ringAll() {
        bells.values().forEach(Bell::ring);
    }

    @Override
    public void close() {
        if (state.getAndSet(State.CLOSED) == State.LISTENING) {
            link.subscriptions().unsubscribe(channel);
        }
        ringAll();
    }
}
