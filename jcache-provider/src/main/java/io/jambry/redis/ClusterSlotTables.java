// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.ClusterSlots.Member;
import io.jambry.redis.ClusterSlots.Range;
import io.jambry.redis.NodeSettings.Role;
import io.jambry.redis.SlotTable.Shard;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Keeps what is known of a cluster's slots.
 *
 * <p>The first table is looked for by the first caller, among the endpoints configured; others wait for what it finds, each
 * until its own deadline. Later a slot that a node says has moved is changed at once, and {@link ClusterRefresh} asks for the
 * whole table again. An answer with fewer slots than others give, as of a node that is no part of the cluster any more, is not
 * believed; a slot that nobody has now, as during a failover, stays where it was. Thread-safe.
 */
final class ClusterSlotTables implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ClusterSlotTables.class.getName());

    /** Longer than a call may take, and than most walks. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    /** A node that needs longer for such a small question is of no use. */
    private static final long QUESTION_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final List<Endpoint> seeds;
    private final ClusterNodes nodes;
    private final ClusterRefresh refresh;
    private final AtomicReference<@Nullable CompletableFuture<SlotTable>> search = new AtomicReference<>();

    /** Held to change the table, never while a node is asked. */
    private final ReentrantLock change = new ReentrantLock();

    private volatile @Nullable SlotTable current;

    ClusterSlotTables(LinkSettings settings, Nodes nodes) {
        this.seeds = settings.endpoints();
        this.nodes = new ClusterNodes(nodes, GRACE);
        this.refresh = new ClusterRefresh("jambry-cluster-" + seeds.get(0), this::renew);
    }

    /** The table; null before the first one is found. */
    @Nullable
    SlotTable known() {
        return current;
    }

    /**
     * The table, looked for if need be.
     *
     * @throws NodeFailure if none was found
     */
    SlotTable get(CommandObject<?> command, long start, long deadline) {
        SlotTable table = current;
        if (table != null) {
            return table;
        }
        CompletableFuture<SlotTable> mine = new CompletableFuture<>();
        CompletableFuture<SlotTable> other = search.compareAndExchange(null, mine);
        if (other != null) {
            return await(other, command, start, deadline);
        }
        try {
            SlotTable found = current;
            if (found == null) {
                found = first(command, start, deadline);
                refresh.begin();
            }
            mine.complete(found);
            return found;
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            search.set(null);
        }
    }

    private SlotTable await(CompletableFuture<SlotTable> other, CommandObject<?> command, long start, long deadline) {
        boolean interrupted = false;
        try {
            for (; ; ) {
                try {
                    return other.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // a cache operation cannot be interrupted; the caller finds the flag as it was
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            throw ClusterFailures.notFoundInTime(command, start, seeds);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NodeFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private SlotTable first(CommandObject<?> command, long start, long deadline) {
        NodeFailure worst = null;
        NodeFailure last = null;
        int left = seeds.size();
        for (Endpoint seed : seeds) {
            Node node = nodes.at(seed, Role.CLUSTER);
            long now = System.nanoTime();
            try {
                // one that keeps silent must not use up the time of the others
                ClusterSlots slots = ask(node, now + (deadline - now) / left--);
                if (slots.missing() == 0) {
                    return install(slots);
                }
                last = ClusterFailures.incomplete(command, node, slots.missing());
                worst = worst == null ? last : worst;
            } catch (NodeFailure e) {
                last = e;
                worst = e.kind() == NodeFailure.Kind.OURS ? e : worst;
            }
        }
        if (worst != null) {
            throw worst;
        }
        throw last == null
                ? ClusterFailures.notFoundInTime(command, start, seeds)
                : ClusterFailures.unanswered(command, start, seeds, last);
    }

    private static ClusterSlots ask(Node node, long deadline) {
        try {
            Object reply = node.exchange(ClusterSlots.COMMAND, System.nanoTime(), deadline);
            return ClusterSlots.of(reply, node.endpoint());
        } catch (JedisDataException refusal) {
            throw ClusterFailures.refused(node, refusal);
        }
    }

    /** A node says that another one has a slot now. */
    Node moved(int slot, Endpoint to) {
        change.lock();
        try {
            Node node = nodes.at(to, Role.CLUSTER);
            SlotTable table = current;
            if (table != null && slot >= 0 && slot < SlotTable.SLOTS) {
                current = table.with(slot, node);
            }
            return node;
        } finally {
            change.unlock();
        }
    }

    /** The primary there, be it in the table or not. */
    Node at(Endpoint endpoint) {
        return nodes.at(endpoint, Role.CLUSTER);
    }

    /** The table is wrong somewhere. */
    void doubt() {
        refresh.soon();
    }

    /** A node does not answer. */
    void suspect(Node node) {
        refresh.soonWithout(node);
    }

    /** Asks for the table again, now. */
    private void renew(@Nullable Node suspect) {
        ClusterSlots best = null;
        for (Node node : candidates(suspect)) {
            try {
                ClusterSlots slots = ask(node, System.nanoTime() + QUESTION_NANOS);
                if (best == null || slots.missing() < best.missing()) {
                    best = slots;
                }
                if (slots.missing() == 0) {
                    break;
                }
            } catch (NodeFailure e) {
                LOG.log(Level.DEBUG, "{0} does not tell the slots of the cluster: {1}", node, e.getMessage());
            }
        }
        if (best != null) {
            SlotTable before = current;
            SlotTable after = install(best);
            if (before != null && before != after) {
                before.primaries().stream()
                        .filter(node -> after.of(node) == null && !answers(node))
                        .forEach(nodes::close);
            }
        }
    }

    /** One that was replaced because it is gone, or hangs, must not keep its callers waiting. */
    private static boolean answers(Node node) {
        try {
            ask(node, System.nanoTime() + QUESTION_NANOS);
            return true;
        } catch (NodeFailure e) {
            return false;
        }
    }

    /** Everybody who may know, in any order; last those that are in trouble, and where we began. */
    private Set<Node> candidates(@Nullable Node suspect) {
        SlotTable table = current;
        List<Node> members = new ArrayList<>(table == null ? List.of() : table.primaries());
        Collections.shuffle(members);
        Set<Node> candidates = new LinkedHashSet<>(members);
        candidates.removeIf(node -> node == suspect || node.breaker().isOpen());
        if (table != null) {
            table.nodes().stream()
                    .filter(node -> node != suspect && !node.breaker().isOpen())
                    .forEach(candidates::add);
        }
        seeds.forEach(seed -> candidates.add(nodes.at(seed, Role.CLUSTER)));
        candidates.addAll(members);
        return candidates;
    }

    private SlotTable install(ClusterSlots slots) {
        change.lock();
        try {
            SlotTable before = current;
            @Nullable Shard[] bySlot = new Shard[SlotTable.SLOTS];
            Map<Endpoint, Shard> shards = new HashMap<>();
            for (Range range : slots.ranges()) {
                Shard shard = shards.computeIfAbsent(range.primary().endpoint(), primary -> shard(range, before));
                Arrays.fill(bySlot, range.from(), range.to() + 1, shard);
            }
            SlotTable after = SlotTable.of(filled(bySlot, before));
            current = after;
            nodes.retain(after.nodes());
            return after;
        } finally {
            change.unlock();
        }
    }

    private Shard shard(Range range, @Nullable SlotTable before) {
        Node primary = nodes.at(range.primary().endpoint(), Role.CLUSTER);
        List<Node> replicas = new ArrayList<>();
        for (Member replica : range.replicas()) {
            replicas.add(nodes.at(replica.endpoint(), Role.CLUSTER_REPLICA));
        }
        if (before != null && before.of(primary) == null) {
            LOG.log(Level.INFO, "{0} is a primary of the cluster now", primary);
        }
        return new Shard(range.primary().id(), primary, List.copyOf(replicas));
    }

    private static Shard[] filled(@Nullable Shard[] bySlot, @Nullable SlotTable before) {
        Shard[] filled = new Shard[bySlot.length];
        for (int slot = 0; slot < bySlot.length; slot++) {
            Shard shard = bySlot[slot];
            if (shard == null) {
                if (before == null) {
                    throw new IllegalArgumentException("slot " + slot + " has no node");
                }
                shard = before.shard(slot);
            }
            filled[slot] = shard;
        }
        return filled;
    }

    /** What is known, or where we begin. */
    List<Node> nodes() {
        SlotTable table = current;
        return table != null
                ? table.nodes()
                : seeds.stream().map(seed -> nodes.at(seed, Role.CLUSTER)).toList();
    }

    @Override
    public void close() {
        refresh.close();
        nodes.close();
    }
}
