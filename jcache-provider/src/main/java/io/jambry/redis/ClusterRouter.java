// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** Everything goes to the node that has the slot of its keys. */
final class ClusterRouter implements Router {

    private final ClusterSlotTables tables;
    private final AtomicInteger turn = new AtomicInteger();

    ClusterRouter(LinkSettings settings, Nodes nodes) {
        tables = new ClusterSlotTables(settings, nodes);
    }

    @Override
    public Node node(CommandObject<?> command, long start, long deadline) {
        int slot = SlotTable.slot(command);
        return tables.get(command, start, deadline).primary(slot);
    }

    @Override
    public Node replica(CommandObject<?> command, long start, long deadline) {
        int slot = SlotTable.slot(command);
        SlotTable table = tables.get(command, start, deadline);
        if (slot != SlotTable.ANY) {
            List<Node> replicas = table.shard(slot).replicas();
            for (int tries = replicas.size(); tries > 0; tries--) {
                Node replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
                if (!replica.breaker().isOpen()) {
                    return replica;
                }
            }
        }
        return table.primary(slot);
    }

    @Override
    public List<Node> primaries(CommandObject<?> command, long start, long deadline) {
        return tables.get(command, start, deadline).primaries();
    }

    @Override
    public Iterator<Node> walk(CommandObject<?> command, long timeoutNanos) {
        return new ClusterWalk(tables, command, timeoutNanos);
    }

    @Override
    public @Nullable Redirection refused(CommandObject<?> command, JedisDataException refusal, Node from) {
        return switch (Refusal.of(refusal)) {
            case MOVED, ASK -> elsewhere(refusal, from);
            case CLUSTERDOWN, MASTERDOWN, READONLY, UNBLOCKED -> {
                tables.doubt();
                yield Redirection.LATER;
            }
            case TRYAGAIN, LOADING, BUSY -> Redirection.LATER;
            default -> null;
        };
    }

    private Redirection elsewhere(JedisDataException refusal, Node from) {
        ClusterRedirect to = ClusterRedirect.of(String.valueOf(refusal.getMessage()), from.endpoint());
        if (to == null) {
            tables.doubt();
            return Redirection.LATER;
        }
        if (to.asking()) {
            return new Redirection(tables.at(to.endpoint()), /* asking= */ true, /* later= */ false);
        }
        Node node = tables.moved(to.slot(), to.endpoint());
        tables.doubt();
        return new Redirection(node, /* asking= */ false, /* later= */ false);
    }

    @Override
    public void failed(Node lost) {
        tables.suspect(lost);
    }

    @Override
    public boolean isCluster() {
        return true;
    }

    @Override
    public List<Node> nodes() {
        return tables.nodes();
    }

    @Override
    public void close() {
        tables.close();
    }
}
