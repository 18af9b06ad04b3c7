// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Everything goes to the primary that sentinels name.
 *
 * <p>A primary is used until the sentinels name another one with a configuration at least as new, and that one says of itself
 * that it is a primary ({@link SentinelVerdict}, {@link SentinelWatch}). A sentinel that has not heard of a failover, or all of
 * them being silent, change nothing.
 */
final class SentinelRouter implements Router {

    private final SentinelRoster roster;
    private final SentinelReplicas replicas;
    private final SentinelWatch watch;

    SentinelRouter(LinkSettings settings, Nodes nodes) {
        String primaryName = requireNonNull(settings.primaryName(), "primaryName");
        roster = new SentinelRoster(settings, primaryName, nodes);
        replicas = new SentinelReplicas(nodes);
        watch = new SentinelWatch(settings, primaryName, nodes, roster, replicas);
    }

    @Override
    public Node node(CommandObject<?> command, long start, long deadline) {
        Node primary = watch.primary();
        return primary == null ? watch.await(command, start, deadline) : primary;
    }

    @Override
    public Node replica(CommandObject<?> command, long start, long deadline) {
        Node replica = replicas.next();
        return replica == null ? node(command, start, deadline) : replica;
    }

    @Override
    public List<Node> primaries(CommandObject<?> command, long start, long deadline) {
        return List.of(node(command, start, deadline));
    }

    @Override
    public @Nullable Redirection refused(CommandObject<?> command, JedisDataException refusal, Node from) {
        return switch (Refusal.of(refusal)) {
            case READONLY, MASTERDOWN, UNBLOCKED -> {
                watch.hurry();
                yield Redirection.LATER;
            }
            case LOADING, BUSY -> Redirection.LATER;
            // servers under sentinels that send us away are not what the URL says
            default -> null;
        };
    }

    @Override
    public void failed(Node lost) {
        if (!replicas.failed(lost)) {
            watch.hurry();
        }
    }

    @Override
    public boolean isCluster() {
        return false;
    }

    /** The primary, the replicas if they are read, and the sentinels. */
    @Override
    public List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        Node primary = watch.primary();
        if (primary != null) {
            all.add(primary);
        }
        all.addAll(replicas.nodes());
        all.addAll(roster.nodes());
        return List.copyOf(all);
    }

    @Override
    public void close() {
        watch.close();
        replicas.close();
        roster.close();
    }
}
