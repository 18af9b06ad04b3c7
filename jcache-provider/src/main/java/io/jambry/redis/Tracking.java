// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * A tracked line to each primary, opened again when it is lost.
 *
 * <p>Mechanism: a thread looks after the lines once a second. It opens those that are missing, asks the others for a sign of life,
 * and closes those of nodes that are no primaries any more: such a node may go on answering, and hear of no change.
 */
final class Tracking implements TrackedReads {

    private static final System.Logger LOG = System.getLogger(Tracking.class.getName());

    private static final long PULSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Who reads must not wait for a router that does not know: the ordinary way does that better. */
    private static final long ROUTING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final CommandObject<Object> PING =
            new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.RAW_OBJECT);

    private final Router router;
    private final long timeoutNanos;
    private final Watcher watcher;
    private final Map<Node, TrackedLine> lines = new ConcurrentHashMap<>();
    private final Thread pulse;
    private volatile boolean closed;

    private Tracking(Router router, String name, long timeoutNanos, Watcher watcher) {
        this.router = router;
        this.timeoutNanos = timeoutNanos;
        this.watcher = watcher;
        this.pulse = Daemons.thread(name, this::beat);
    }

    static Tracking start(Router router, String name, long timeoutNanos, Watcher watcher) {
        Tracking tracking = new Tracking(router, name, timeoutNanos, watcher);
        tracking.pulse.start();
        return tracking;
    }

    @Override
    public void read(List<byte[]> keys, Receiver receiver) {
        Set<TrackedLine> used = new LinkedHashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            int index = i;
            byte[] key = keys.get(i);
            CommandArguments get = new CommandArguments(Command.GET).key(key);
            TrackedLine line = line(new CommandObject<>(get, BuilderFactory.RAW_OBJECT));
            if (line == null) {
                receiver.answered(i, null);
            } else {
                line.add(key, get, answer -> receiver.answered(index, answer));
                used.add(line);
            }
        }
        used.forEach(TrackedLine::send);
    }

    private @Nullable TrackedLine line(CommandObject<?> command) {
        if (lines.isEmpty()) {
            return null;
        }
        long now = System.nanoTime();
        try {
            TrackedLine line = lines.get(router.node(command, now, now + ROUTING_NANOS));
            return line != null && line.isUsable(now) ? line : null;
        } catch (NodeFailure e) {
            return null;
        }
    }

    private void beat() {
        while (!closed) {
            long next = System.nanoTime() + PULSE_NANOS;
            try {
                look();
            } catch (NodeFailure e) {
                LOG.log(Level.DEBUG, "the primaries to watch are not known", e);
                lines.values().forEach(TrackedLine::ping);
            } catch (RuntimeException | OutOfMemoryError e) {
                // the latter when the system gives no more threads; the next look comes soon
                LOG.log(Level.DEBUG, "looking after tracked connections failed", e);
            }
            LockSupport.parkNanos(this, next - System.nanoTime());
        }
        lines.values().forEach(TrackedLine::close);
    }

    private void look() {
        long now = System.nanoTime();
        List<Node> primaries = router.primaries(PING, now, now + timeoutNanos);
        lines.forEach((node, line) -> {
            if (!primaries.contains(node)) {
                line.close();
                lines.remove(node);
            }
        });
        for (Node node : primaries) {
            TrackedLine line = lines.get(node);
            if (line == null || line.isOverdue(System.nanoTime())) {
                lines.put(node, TrackedLine.open(node, watcher, line));
            } else {
                line.ping();
            }
        }
        if (closed) {
            lines.values().forEach(TrackedLine::close);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(pulse);
        lines.values().forEach(TrackedLine::close);
    }
}
