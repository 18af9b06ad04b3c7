// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.lock;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Consistency;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One user of locks, as the server sees it: what all locks of a manager share. Thread-safe. */
final class LockClient implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.jambry.lock");

    private final RedisLink link;
    private final String namespace;
    private final String name;
    private final Locals locals = new Locals();
    private final Rivals rivals = new Rivals();
    private final Counters counters = new Counters();
    private final Keeper keeper;
    private final Signals signals;
    private final Releases releases;
    private final Acquirer acquirer;
    private final Hold.Losses losses = new LoggedLosses();
    private final AtomicLong number = new AtomicLong();
    private volatile boolean closed;

    LockClient(RedisLink link, String namespace, Executor background) {
        this.link = link;
        this.namespace = namespace;
        this.name = ClientName.make();
        this.keeper = new Keeper(link, background, "jambry-" + namespace + "-locks", this::orphaned);
        this.signals = new Signals(link, LockKeys.channels(namespace) + name, background);
        this.releases = new Releases(link, locals, keeper);
        this.acquirer = new Acquirer(this);
    }

    /** Logs what is lost, and calls listeners in the background. */
    private final class LoggedLosses implements Hold.Losses {

        @Override
        public void lost(Hold hold, LockLostException loss) {
            counters.lost();
            keeper.forget(hold);
            LOG.log(System.Logger.Level.WARNING, String.valueOf(loss.getMessage()));
        }

        @Override
        public void tell(Consumer<LockLostException> listener, LockLostException loss) {
            inBackground(() -> {
                try {
                    listener.accept(loss);
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.WARNING, "a listener to lost locks failed", e);
                }
            });
        }
    }

    /** A thread has ended and has not unlocked. */
    private void orphaned(Hold hold) {
        Thread holder = hold.grant().holder();
        LOG.log(
                System.Logger.Level.WARNING,
                hold.what() + " is given back: thread '" + (holder == null ? "" : holder.getName())
                        + "' has ended without unlocking it; unlock in a finally block");
        if (holder != null) {
            locals.leave(hold.what().id(), holder);
        }
        try {
            releases.giveBack(hold);
        } catch (LockLostException e) {
            LOG.log(System.Logger.Level.DEBUG, "it was lost before", e);
        }
    }

    RedisLink link() {
        return link;
    }

    /** A link that waits for as many replicas as that asks for. */
    RedisLink link(LockOptions options) {
        return options.minReplicas() == 0
                ? link
                : link.with(Consistency.PRIMARY.waitingFor(options.minReplicas(), link.timeout()));
    }

    String namespace() {
        return namespace;
    }

    /** What the server knows this client by. */
    String name() {
        return name;
    }

    Locals locals() {
        return locals;
    }

    Rivals rivals() {
        return rivals;
    }

    Counters counters() {
        return counters;
    }

    Keeper keeper() {
        return keeper;
    }

    Signals signals() {
        return signals;
    }

    Releases releases() {
        return releases;
    }

    Acquirer acquirer() {
        return acquirer;
    }

    Hold.Losses losses() {
        return losses;
    }

    /** A name for an acquisition that no other one has. */
    String owner(Holdable what, long thread) {
        return what.owner(name, thread, nextNumber());
    }

    /** A number that is used once. */
    long nextNumber() {
        return number.incrementAndGet();
    }

    /** What to do when something is held no more. */
    Runnable onEnd(Holdable what, Locals.Local local, Gate.Pass pass) {
        return () -> {
            if (what.isExclusive()) {
                local.gate().leave(pass);
            }
            locals.unpin(what.id());
        };
    }

    LockStatistics statistics() {
        return counters.with(keeper, releases);
    }

    /** Runs something as soon as there is a thread for it, or not at all where the manager closes. */
    void inBackground(Runnable action) {
        keeper.inBackground(action);
    }

    boolean isClosed() {
        return closed;
    }

    void requireOpen() {
        if (closed) {
            throw closed();
        }
    }

    IllegalStateException closed() {
        return new IllegalStateException("the cache manager of these locks is closed");
    }

    /** Wakes all who wait, and takes what is held as lost: nobody renews it any more, though others wait for the end of its lease. */
    @Override
    public void close() {
        closed = true;
        keeper.close();
        signals.close();
        locals.forEach((id, local) -> local.gate().wakeAll());
    }
}
