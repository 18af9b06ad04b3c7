// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which node has which slot. Each slot has one. Immutable; replaced as a whole. */
final class SlotTable {

    static final int SLOTS = 16_384;

    /** What {@link #slot} says of a command without a key. */
    static final int ANY = -1;

    private final Shard[] bySlot;
    private final List<Shard> shards;

    @SuppressWarnings("ReferenceEquality") // neighbours share their shard; the set sees to the rest
    private SlotTable(Shard[] bySlot) {
        this.bySlot = bySlot;
        Set<Shard> distinct = new LinkedHashSet<>();
        Shard last = null;
        for (Shard shard : bySlot) {
            if (shard != last) {
                distinct.add(shard);
                last = shard;
            }
        }
        this.shards = List.copyOf(distinct);
    }

    /**
     * The nodes that have the same slots.
     *
     * @param id how the cluster calls the primary; empty if nobody told us
     * @param primary who has the slots
     * @param replicas who follows it
     */
    record Shard(String id, Node primary, List<Node> replicas) {

        /** Other shards are other objects, even for the same nodes. */
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /**
     * Makes a table.
     *
     * @param shards for each slot the shard that has it; not changed any more
     */
    static SlotTable of(Shard[] shards) {
        if (shards.length != SLOTS) {
            throw new IllegalArgumentException("there are " + shards.length + " slots; it must be " + SLOTS);
        }
        return new SlotTable(shards);
    }

    /** The slot of a command's keys, or {@link #ANY}. */
    static int slot(CommandObject<?> command) {
        List<?> keys = command instanceof PlainCommand<?> plain
                ? plain.keys()
                : command.getArguments().getKeys();
        int slot = ANY;
        for (Object key : keys) {
            int next = key instanceof byte[] raw
                    ? JedisClusterCRC16.getSlot(raw)
                    : JedisClusterCRC16.getSlot(String.valueOf(key));
            if (slot != ANY && next != slot) {
                throw new IllegalArgumentException(CommandKind.name(command) + " has " + keys.size()
                        + " keys of different slots; in a cluster, send one command for each slot, or use keys with the same"
                        + " hash tag");
            }
            slot = next;
        }
        return slot;
    }

    Shard shard(int slot) {
        return bySlot[slot];
    }

    /** The primary for a slot; any for {@link #ANY}. */
    Node primary(int slot) {
        return slot == ANY
                ? shards.get(ThreadLocalRandom.current().nextInt(shards.size())).primary()
                : bySlot[slot].primary();
    }

    /** Each primary once. */
    List<Node> primaries() {
        return shards.stream().map(Shard::primary).distinct().toList();
    }

    /** All nodes, primaries first. */
    List<Node> nodes() {
        Set<Node> nodes = new LinkedHashSet<>(primaries());
        shards.forEach(shard -> nodes.addAll(shard.replicas()));
        return new ArrayList<>(nodes);
    }

    /** The shard that a node is the primary of; null if it is of none. */
    @Nullable
    Shard of(Node primary) {
        for (Shard shard : shards) {
            if (shard.primary() == primary) {
                return shard;
            }
        }
        return null;
    }

    /** The node by the name that the cluster has for it; null if it is no primary. */
    @Nullable
    Node byId(String id) {
        for (Shard shard : shards) {
            if (shard.id().equals(id)) {
                return shard.primary();
            }
        }
        return null;
    }

    /** The same with one slot elsewhere. */
    SlotTable with(int slot, Node primary) {
        if (bySlot[slot].primary() == primary) {
            return this;
        }
        Shard known = of(primary);
        Shard[] changed = bySlot.clone();
        changed[slot] = known == null ? new Shard("", primary, List.of()) : known;
        return new SlotTable(changed);
    }
}
