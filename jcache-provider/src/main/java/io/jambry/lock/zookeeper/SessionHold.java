// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock.zookeeper;

import io.jambry.lock.LockLostException;
import io.jambry.lock.LockOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.KeeperException;
import org.jspecify.annotations.Nullable;

/** One acquisition: held until it is given back, or lost with the connection. Thread-safe. */
final class SessionHold implements ConnectionStateListener {

    private static final System.Logger LOG = System.getLogger(SessionHold.class.getName());

    private enum State {
        HELD,
        LOST,
        OVER
    }

    private final CuratorFramework client;
    private final Place place;
    private final Recipe recipe;
    private final String node;
    private final @Nullable Thread interrupted;

    // guarded by this
    private final List<Consumer<LockLostException>> listeners = new ArrayList<>();
    private State state = State.HELD;
    private long token;
    private @Nullable String loss;

    /**
     * Made by the thread that has acquired it.
     *
     * @param thread who is interrupted when it is lost, if the options say so; null for nobody
     */
    SessionHold(CuratorFramework client, Place place, Recipe recipe, LockOptions options, @Nullable Thread thread) {
        this.client = client;
        this.place = place;
        this.recipe = recipe;
        this.node = recipe.node();
        this.interrupted = options.interruptsOnLoss() ? thread : null;
        options.lossListener().ifPresent(listeners::add);
    }

    String node() {
        return node;
    }

    Recipe recipe() {
        return recipe;
    }

    /** Whether it was not lost meanwhile. */
    synchronized boolean begin(long czxid) {
        token = czxid;
        return state == State.HELD;
    }

    synchronized boolean isHeld() {
        // a client that is closed tells nobody that its session has ended
        return state == State.HELD && client.getState() == CuratorFrameworkState.STARTED;
    }

    /**
     * The token.
     *
     * @throws UnsupportedOperationException for readers: they come in another order than their nodes
     */
    synchronized long token() {
        if (place.side() == Place.Side.READER) {
            throw new UnsupportedOperationException(
                    "readers have no fencing token on ZooKeeper: nothing that they have in common lies there");
        }
        return token;
    }

    synchronized void requireNotLost() {
        if (state == State.LOST) {
            throw new LockLostException(String.valueOf(loss), null);
        }
    }

    void onLost(Consumer<LockLostException> listener) {
        String already;
        synchronized (this) {
            if (state != State.LOST) {
                listeners.add(listener);
                return;
            }
            already = loss;
        }
        tell(listener, String.valueOf(already));
    }

    @Override
    public void stateChanged(CuratorFramework changed, ConnectionState now) {
        if (!changed.getConnectionStateErrorPolicy().isErrorState(now)) {
            return;
        }
        String why = place + " was lost: the connection to ZooKeeper is " + now;
        List<Consumer<LockLostException>> told;
        synchronized (this) {
            if (state != State.HELD) {
                return;
            }
            state = State.LOST;
            loss = why;
            told = List.copyOf(listeners);
            if (interrupted != null) {
                interrupted.interrupt();
            }
        }
        forget();
        told.forEach(listener -> tell(listener, why));
    }

    private void tell(Consumer<LockLostException> listener, String why) {
        try {
            listener.accept(new LockLostException(why, null));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a listener for the loss of " + place + " failed", e);
        }
    }

    /** Gives it back, by the thread that has acquired it; an interrupt waits meanwhile. */
    void release() {
        giveBack(() -> recipe.mutex().release());
    }

    /** Gives it back, by any thread. */
    void close() {
        giveBack(() -> client.delete().guaranteed().forPath(node));
    }

    private interface Way {
        void go() throws Exception;
    }

    private void giveBack(Way way) {
        if (end()) {
            go(way);
        }
    }

    private void go(Way way) {
        boolean wasInterrupted = Thread.interrupted();
        try {
            way.go();
        } catch (KeeperException.NoNodeException e) {
            // somebody has deleted it
        } catch (InterruptedException e) {
            wasInterrupted = true;
        } catch (Exception e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    place + " could not be given back now; it will be, or ends with the session",
                    e);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    CompletionStage<Void> closeAsync() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            if (end()) {
                delete(() -> done.complete(null));
            } else {
                done.complete(null);
            }
        } catch (LockLostException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    /**
     * Ends it here.
     *
     * @return false if it had ended already
     * @throws LockLostException if it was lost; its node, which others may still wait for, is deleted in the background
     */
    private boolean end() {
        @Nullable String why;
        synchronized (this) {
            if (state == State.OVER) {
                return false;
            }
            why = loss;
            state = State.OVER;
        }
        forget();
        if (why != null) {
            delete(() -> {});
            throw new LockLostException(why, null);
        }
        return true;
    }

    /** Ends what was not begun, by the thread that has acquired it. */
    void abandon() {
        synchronized (this) {
            state = State.OVER;
        }
        forget();
        go(() -> recipe.mutex().release());
    }

    private void forget() {
        client.getConnectionStateListenable().removeListener(this);
    }

    private void delete(Runnable done) {
        try {
            client.delete()
                    .guaranteed()
                    .inBackground((same, event) -> done.run())
                    .forPath(node);
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, place + " ends with the session: its node could not be deleted", e);
            done.run();
        }
    }

    @Override
    public String toString() {
        return "hold of " + place;
    }
}
