// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Looks for the primary: at the first call, once a second from then on, and more often while calls fail or sentinels are
 * replacing it.
 *
 * <p>Mechanism: one thread asks the sentinels, lets {@link SentinelVerdict} judge, and asks the server that they name whether it
 * takes itself for a primary; only then does it take the place of the one before, which is closed, so that whoever waits for it
 * learns at once what became of their call. Callers without a primary wait for that thread until their own deadline.
 *
 * <p>Thread-safe.
 */
final class SentinelWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SentinelWatch.class.getName());

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** While something speaks against the primary. */
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final CommandObject<Object> HELLO =
            new CommandObject<>(new CommandArguments(Command.HELLO), BuilderFactory.RAW_OBJECT);

    private record Primary(Node node, SentinelVerdict verdict) {}

    private final Nodes nodes;
    private final SentinelRoster roster;
    private final SentinelReplicas replicas;
    private final String primaryName;
    private final Duration timeout;
    private final long patienceNanos;
    private final Thread thread;
    private final AtomicBoolean started = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roundIsOver = lock.newCondition();

    /** Guarded by the lock. */
    private long rounds;

    /** Guarded by the lock. */
    private SentinelTrouble trouble = SentinelTrouble.SEARCHING;

    private volatile @Nullable Primary primary;
    private volatile boolean hurry;
    private volatile boolean closed;

    /** Belongs to the thread. */
    private boolean deaf;

    SentinelWatch(
            LinkSettings settings, String primaryName, Nodes nodes, SentinelRoster roster, SentinelReplicas replicas) {
        this.nodes = nodes;
        this.roster = roster;
        this.replicas = replicas;
        this.primaryName = primaryName;
        this.timeout = settings.limits().timeout();
        this.patienceNanos = Math.min(
                timeout.toNanos() / 2, settings.limits().connectTimeout().toNanos());
        this.thread =
                Daemons.thread("jambry-sentinel-watch-" + settings.endpoints().get(0), this::run);
    }

    /** The primary; null if none is known yet. */
    @Nullable
    Node primary() {
        Primary known = primary;
        return known == null ? null : known.node();
    }

    /**
     * Waits for the primary.
     *
     * @throws NodeFailure if none is known in time, or waiting is of no use
     */
    Node await(CommandObject<?> command, long start, long deadline) {
        boolean interrupted = false;
        lock.lock();
        try {
            long before = rounds;
            for (; ; ) {
                Primary known = primary;
                if (known != null) {
                    return known.node();
                }
                long left = deadline - System.nanoTime();
                if (closed || left <= 0 || (rounds > before && trouble.lasts())) {
                    throw (closed ? SentinelTrouble.CLOSED : trouble).of(command, start, timeout);
                }
                hurry();
                try {
                    roundIsOver.awaitNanos(left);
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                }
            }
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something speaks against the primary: looks soon, and often as long as this is said again. */
    void hurry() {
        if (!hurry) {
            hurry = true;
            if (!closed && started.compareAndSet(false, true)) {
                thread.start();
            }
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            long began = System.nanoTime();
            hurry = false;
            try {
                end(round());
            } catch (InterruptedException e) {
                // nobody has a reason to interrupt this thread but to end it
                return;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "looking for the primary ''{0}'' failed, and goes on: {1}", primaryName, e);
            }
            rest(began);
        }
    }

    private void rest(long began) {
        for (; ; ) {
            long left = began + (hurry ? PACE_NANOS : PERIOD_NANOS) - System.nanoTime();
            if (closed || left <= 0) {
                return;
            }
            LockSupport.parkNanos(this, left);
        }
    }

    private void end(@Nullable SentinelTrouble found) {
        lock.lock();
        try {
            rounds++;
            trouble = found == null ? SentinelTrouble.SEARCHING : found;
            roundIsOver.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable SentinelTrouble round() throws InterruptedException {
        SentinelSurvey survey = roster.survey(replicas.areWanted());
        if (closed) {
            return SentinelTrouble.CLOSED;
        }
        roster.learn(survey);
        if (survey.reports().stream().anyMatch(SentinelReport::alarmed)) {
            hurry = true;
        }
        Primary before = primary;
        SentinelVerdict known = before == null ? null : before.verdict();
        SentinelVerdict verdict = SentinelVerdict.of(survey.reports(), survey.sentinels(), known);
        tellWhetherHeard(survey, before);
        if (verdict == null) {
            return SentinelTrouble.of(survey, roster.toString(), primaryName);
        }
        SentinelTrouble found = null;
        if (before != null && verdict.primary().equals(before.verdict().primary())) {
            primary = new Primary(before.node(), verdict);
        } else {
            found = confirm(verdict, before);
        }
        if (replicas.areWanted() && !survey.reports().isEmpty()) {
            replicas.follow(verdict.replicas(survey.reports()));
        }
        return found;
    }

    /** Takes the server for the primary if it does so itself. */
    private @Nullable SentinelTrouble confirm(SentinelVerdict verdict, @Nullable Primary before) {
        Node node = nodes.open(verdict.primary(), Role.WATCHED);
        SentinelTrouble found = null;
        long now = System.nanoTime();
        try {
            if (role(node.exchange(HELLO, now, now + patienceNanos)).equals("replica")) {
                found = SentinelTrouble.demoted(verdict.primary());
            }
        } catch (NodeFailure failure) {
            found = SentinelTrouble.unusable(verdict.primary(), failure);
        } catch (JedisDataException refusal) {
            // it does not say what it is; then the sentinels know best
            found = null;
        }
        if (found != null) {
            node.close();
            return found;
        }
        install(new Primary(node, verdict));
        if (before != null) {
            LOG.log(
                    Level.INFO,
                    "the primary ''{0}'' is {1} from now on, no longer {2}",
                    primaryName,
                    verdict.primary(),
                    before.verdict().primary());
            before.node().close();
        }
        return null;
    }

    private static String role(@Nullable Object hello) {
        Object role = Handshake.field(hello, "role");
        return role instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : "";
    }

    private void install(Primary found) {
        lock.lock();
        try {
            primary = found;
            if (closed) {
                found.node().close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellWhetherHeard(SentinelSurvey survey, @Nullable Primary before) {
        boolean nobody = survey.reports().isEmpty();
        if (before != null && nobody != deaf) {
            deaf = nobody;
            LOG.log(
                    nobody ? Level.WARNING : Level.INFO,
                    nobody
                            ? "none of the sentinels {0} answers; {1} stays the primary ''{2}''"
                            : "sentinels among {0} answer again; {1} is the primary ''{2}''",
                    roster,
                    before.verdict().primary(),
                    primaryName);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            Primary last = primary;
            if (last != null) {
                last.node().close();
            }
            roundIsOver.signalAll();
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(thread);
    }
}
