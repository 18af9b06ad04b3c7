// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.redis.NodeSettings.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** Everything goes to one server. */
final class StandaloneRouter implements Router {

    private final Node node;

    StandaloneRouter(LinkSettings settings, Nodes nodes) {
        node = nodes.open(settings.endpoints().get(0), Role.STANDALONE);
    }

    @Override
    public Node node(CommandObject<?> command, long start, long deadline) {
        return node;
    }

    @Override
    public List<Node> primaries(CommandObject<?> command, long start, long deadline) {
        return List.of(node);
    }

    @Override
    public @Nullable Redirection refused(CommandObject<?> command, JedisDataException refusal, Node from) {
        return switch (Refusal.of(refusal)) {
            case LOADING, BUSY, UNBLOCKED -> Redirection.LATER;
            // a single server that sends us away is not what the URL says
            default -> null;
        };
    }

    @Override
    public void failed(Node lost) {
        // there is no other
    }

    @Override
    public boolean isCluster() {
        return false;
    }

    @Override
    public List<Node> nodes() {
        return List.of(node);
    }

    @Override
    public void close() {
        node.close();
    }
}
