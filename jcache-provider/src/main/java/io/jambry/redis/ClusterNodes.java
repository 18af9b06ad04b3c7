// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The nodes of a cluster that are open, one for each endpoint and role. A node that nobody needs any more stays open for a
 * while: calls may be on their way to it, and a walk over its keys. Thread-safe.
 */
final class ClusterNodes implements AutoCloseable {

    private record Place(Endpoint endpoint, Role role) {}

    private final Nodes nodes;
    private final long graceNanos;
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final Map<Place, Node> open = new HashMap<>();

    /** Since when a node is not needed, in the time of {@link System#nanoTime()}. Guarded by the lock. */
    private final Map<Place, Long> idle = new HashMap<>();

    /** Guarded by the lock. */
    private boolean closed;

    ClusterNodes(Nodes nodes, Duration grace) {
        this.nodes = nodes;
        this.graceNanos = grace.toNanos();
    }

    /** The node there. Nothing is connected. */
    Node at(Endpoint endpoint, Role role) {
        Place place = new Place(endpoint, role);
        lock.lock();
        try {
            idle.remove(place);
            Node node = open.computeIfAbsent(place, any -> nodes.open(endpoint, role));
            if (closed) {
                node.close();
            }
            return node;
        } finally {
            lock.unlock();
        }
    }

    /** Closes one at once; if it is needed again, it is another one. */
    void close(Node node) {
        lock.lock();
        try {
            open.values().remove(node);
            idle.keySet().retainAll(open.keySet());
        } finally {
            lock.unlock();
        }
        node.close();
    }

    /** Only these are needed from now on; the others are closed when they were not for long enough. */
    void retain(Collection<Node> needed) {
        Set<Node> kept = Set.copyOf(needed);
        List<Node> leaving = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime();
            open.forEach((place, node) -> {
                if (kept.contains(node)) {
                    idle.remove(place);
                } else if (now - idle.computeIfAbsent(place, any -> now) > graceNanos) {
                    leaving.add(node);
                }
            });
            open.values().removeAll(leaving);
            idle.keySet().retainAll(open.keySet());
        } finally {
            lock.unlock();
        }
        leaving.forEach(Node::close);
    }

    @Override
    public void close() {
        List<Node> all;
        lock.lock();
        try {
            closed = true;
            all = List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
        all.forEach(Node::close);
    }
}
