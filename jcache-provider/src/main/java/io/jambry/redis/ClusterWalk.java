// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.ClusterView.Line;
import io.jambry.redis.SlotTable.Shard;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * The primaries of a cluster one after the other, so that each key which exists throughout is on one of them while that one is
 * walked over.
 *
 * <p>Mechanism: a key may go from a node not walked over yet to one that was. So at the end each primary is asked which slots it
 * has now and where slots are on their way to; the nodes that got slots from those just walked over come once more. What a node
 * got from elsewhere meanwhile was met there, so this ends although slots keep moving. Confined to one thread.
 */
final class ClusterWalk implements Iterator<Node> {

    private static final CommandObject<Object> VIEW = ClusterSlots.command("NODES");
    private static final long QUESTION_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ClusterSlotTables tables;
    private final CommandObject<?> command;
    private final long timeoutNanos;
    private @Nullable SlotTable before;
    private Set<Node> pass = Set.of();
    private Iterator<Node> left = pass.iterator();

    ClusterWalk(ClusterSlotTables tables, CommandObject<?> command, long timeoutNanos) {
        this.tables = tables;
        this.command = command;
        this.timeoutNanos = timeoutNanos;
    }

    @Override
    public boolean hasNext() {
        if (left.hasNext()) {
            return true;
        }
        SlotTable start = before;
        if (start == null) {
            SlotTable now = table();
            begin(now, new LinkedHashSet<>(now.primaries()));
        } else if (!pass.isEmpty()) {
            Set<Node> heirs = heirs(start);
            begin(table(), heirs);
        }
        return left.hasNext();
    }

    @Override
    public Node next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return left.next();
    }

    private SlotTable table() {
        long now = System.nanoTime();
        return tables.get(command, now, now + timeoutNanos);
    }

    private void begin(SlotTable table, Set<Node> nodes) {
        before = table;
        pass = nodes;
        left = nodes.iterator();
    }

    /** Who got, or is getting, slots from those walked over in this pass. */
    private Set<Node> heirs(SlotTable start) {
        Set<Node> heirs = new LinkedHashSet<>();
        Set<Node> asked = new LinkedHashSet<>(pass);
        asked.addAll(table().primaries());
        for (Node node : asked) {
            ClusterView view = view(node);
            for (Line line : view.lines()) {
                if (hasGained(line, start)) {
                    heirs.add(node(line));
                }
                if (line.myself() && pass.contains(node)) {
                    view.lines().stream()
                            .filter(other -> line.heirs().contains(other.id()))
                            .forEach(other -> heirs.add(node(other)));
                }
            }
        }
        return heirs;
    }

    private boolean hasGained(Line line, SlotTable start) {
        for (int[] range : line.slots()) {
            for (int slot = range[0]; slot <= range[1]; slot++) {
                Shard shard = start.shard(slot);
                if (!shard.id().equals(line.id()) && pass.contains(shard.primary())) {
                    return true;
                }
            }
        }
        return false;
    }

    private Node node(Line line) {
        Node known = table().byId(line.id());
        return known == null ? tables.at(line.endpoint()) : known;
    }

    /** What a node knows; nothing if it does not answer or may not be asked. */
    private static ClusterView view(Node node) {
        if (node.breaker().isOpen()) {
            return new ClusterView(List.of());
        }
        long now = System.nanoTime();
        try {
            return ClusterView.of(node.exchange(VIEW, now, now + QUESTION_NANOS), node.endpoint());
        } catch (JedisDataException | NodeFailure e) {
            return new ClusterView(List.of());
        }
    }
}
