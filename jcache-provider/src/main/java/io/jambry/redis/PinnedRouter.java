// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;

/** Everything goes to one node of several, as a walk over its keys needs. */
final class PinnedRouter implements Router {

    private final Node node;
    private final Router router;

    PinnedRouter(Node node, Router router) {
        this.node = node;
        this.router = router;
    }

    @Override
    public Node node(CommandObject<?> command, long start, long deadline) {
        return node;
    }

    @Override
    public List<Node> primaries(CommandObject<?> command, long start, long deadline) {
        return List.of(node);
    }

    /** A key that has moved since it was met is followed. */
    @Override
    public @Nullable Redirection refused(CommandObject<?> command, JedisDataException refusal, Node from) {
        return router.refused(command, refusal, from);
    }

    @Override
    public void failed(Node lost) {
        router.failed(lost);
    }

    @Override
    public boolean isCluster() {
        return router.isCluster();
    }

    @Override
    public List<Node> nodes() {
        return List.of(node);
    }

    /** The node belongs to the router it came from. */
    @Override
    public void close() {
        // nothing is held here
    }
}
