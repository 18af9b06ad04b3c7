// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * Finds shared connections that are half-open: the server, or the way to it, is gone, and nobody told us.
 *
 * <p>Mechanism: a connection on which a call has waited for a whole interval without a byte coming is suspected, and the node is
 * asked for a sign of life on another connection. Since a server carries out one command after the other, an answer there means
 * that the reply of the earlier command is on its way; when it does not come within another interval, the connection is closed.
 * A server that is merely slow answers neither, and keeps its connections. Calls end by their deadline anyway; this matters
 * where that is far away. The look itself touches nothing that calls use.
 */
final class Heartbeat implements Runnable {

    private static final CommandObject<Object> PING =
            new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.RAW_OBJECT);

    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

    /** Calls with a deadline of so many intervals would not end sooner. */
    private static final int WORTH_IT = 2;

    private final Endpoint endpoint;
    private final WirePool pool;
    private final LinkThreads threads;
    private final long intervalNanos;
    private final List<Watched> watched;

    Heartbeat(Endpoint endpoint, SharedLanes lanes, WirePool pool, LinkThreads threads, LinkLimits limits) {
        this.endpoint = endpoint;
        this.pool = pool;
        this.threads = threads;
        this.intervalNanos = limits.heartbeat().toNanos();
        this.watched = IntStream.range(0, lanes.lanes().size())
                .mapToObj(place -> new Watched(lanes, place))
                .toList();
    }

    static boolean isWorthIt(LinkLimits limits) {
        return limits.timeout().compareTo(limits.heartbeat().multipliedBy(WORTH_IT)) > 0;
    }

    /** Looks at all connections. Returns at once. */
    @Override
    public void run() {
        watched.forEach(Watched::look);
    }

    /** A connection as it was seen. */
    private final class Watched {

        private final SharedLanes lanes;
        private final int place;
        private @Nullable WireConnection seen;
        private long call;
        private long received;
        private long since;
        private boolean asked;
        private volatile long answered;

        Watched(SharedLanes lanes, int place) {
            this.lanes = lanes;
            this.place = place;
        }

        void look() {
            WireConnection now = lanes.lanes().get(place).current();
            long time = System.nanoTime();
            if (now == null
                    || now.deadline() == 0
                    || now != seen
                    || now.deadline() != call
                    || now.received() != received) {
                seen = now;
                call = now == null ? 0 : now.deadline();
                received = now == null ? 0 : now.received();
                since = time;
                asked = false;
                answered = 0;
            } else if (!asked && time - since >= intervalNanos) {
                asked = true;
                threads.start(this::ask);
            } else if (answered != 0 && time - answered >= intervalNanos && !now.wasAborted()) {
                now.abort();
                threads.start(() -> tell(time - since));
            }
        }

        private void tell(long nanos) {
            LOG.log(
                    Level.WARNING,
                    "a connection to {0} is half-open and is closed: nothing came for {1} ms, while another one was answered",
                    endpoint,
                    TimeUnit.NANOSECONDS.toMillis(nanos));
        }

        private void ask() {
            long start = System.nanoTime();
            long deadline = start + intervalNanos;
            try {
                WireConnection other = pool.take(PING, start, deadline);
                if (other.answers(deadline)) {
                    pool.give(other);
                    answered = System.nanoTime();
                } else {
                    pool.discard(other);
                }
            } catch (NodeFailure e) {
                LOG.log(Level.DEBUG, "no sign of life", e);
            }
        }
    }
}
