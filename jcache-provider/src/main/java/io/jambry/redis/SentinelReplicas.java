// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The replicas for reads that may be stale, one after the other. Not looked for before the first such read. Thread-safe. */
final class SentinelReplicas implements AutoCloseable {

    private final Nodes nodes;
    private final AtomicInteger turn = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();

    /** Guarded by the lock. */
    private final Map<Endpoint, Node> known = new HashMap<>();

    private volatile List<Node> usable = List.of();
    private volatile boolean wanted;
    private volatile boolean closed;

    SentinelReplicas(Nodes nodes) {
        this.nodes = nodes;
    }

    /** The one whose turn it is; null if there is none. */
    @Nullable
    Node next() {
        if (!wanted) {
            wanted = true;
        }
        List<Node> now = usable;
        for (int tries = 0; tries < now.size(); tries++) {
            Node node = now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
            if (!node.breaker().isOpen()) {
                return node;
            }
        }
        return null;
    }

    /** Tells whether anybody has asked for one. */
    boolean areWanted() {
        return wanted;
    }

    /** These and no others follow the primary. */
    void follow(List<Endpoint> endpoints) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            known.entrySet().removeIf(entry -> {
                boolean left = !endpoints.contains(entry.getKey());
                if (left) {
                    entry.getValue().close();
                }
                return left;
            });
            for (Endpoint endpoint : endpoints) {
                known.computeIfAbsent(endpoint, added -> nodes.open(added, Role.WATCHED));
            }
            usable = List.copyOf(known.values());
        } finally {
            lock.unlock();
        }
    }

    /** One could not be reached, and is left out until sentinels name it again. False if it is none of these. */
    boolean failed(Node node) {
        if (!usable.contains(node)) {
            return false;
        }
        lock.lock();
        try {
            usable = usable.stream().filter(other -> other != node).toList();
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<Node> nodes() {
        lock.lock();
        try {
            return List.copyOf(known.values());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            usable = List.of();
            known.values().forEach(Node::close);
            known.clear();
        } finally {
            lock.unlock();
        }
    }
}
