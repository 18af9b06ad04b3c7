// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** A link that asks a router where commands go, and sends again what did not run and may run yet. */
final class RoutedLink implements RedisLink {

    private final Router router;
    private final Repetition repetition;
    private final Nodes nodes;
    private final LinkThreads threads;
    private final Duration timeout;
    private final long timeoutNanos;
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP3);

    RoutedLink(Router router, Nodes nodes, LinkThreads threads, Duration timeout) {
        this.router = router;
        this.nodes = nodes;
        this.repetition = new Repetition(router);
        this.threads = threads;
        this.timeout = timeout;
        this.timeoutNanos = timeout.toNanos();
    }

    @Override
    public CommandObjects commands() {
        return commands;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public boolean isCluster() {
        return router.isCluster();
    }

    @Override
    public <T> T call(CommandObject<T> command) {
        long now = System.nanoTime();
        return command.getBuilder().build(exchange(command, now, now + timeoutNanos));
    }

    @Override
    public <T> T callBefore(CommandObject<T> command, long deadline) {
        return command.getBuilder().build(exchange(command, System.nanoTime(), deadline));
    }

    private @Nullable Object exchange(CommandObject<?> command, long start, long deadline) {
        Node node = null;
        try {
            node = router.node(command, start, deadline);
            Object reply = node.exchange(command, start, deadline);
            repetition.answered();
            return reply;
        } catch (JedisDataException | NodeFailure failure) {
            return repetition.of(command, node, failure, start, deadline);
        }
    }

    @Override
    public <T> CompletionStage<T> send(CommandObject<T> command) {
        long start = System.nanoTime();
        long deadline = start + timeoutNanos;
        Node node;
        try {
            node = router.node(command, start, deadline);
        } catch (NodeFailure e) {
            return CompletableFuture.failedFuture(e.seen());
        }
        // replies are made, and dependent stages run, in a thread of ours: the one that reads belongs to another caller
        return node.submit(command, start, deadline)
                .handleAsync((reply, failure) -> command.getBuilder()
                        .build(failure == null ? reply : again(command, node, failure, start, deadline)), threads);
    }

    private @Nullable Object again(
            CommandObject<?> command, Node node, Throwable failure, long start, long deadline) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof JedisDataException || cause instanceof NodeFailure) {
            return repetition.of(command, node, (RuntimeException) cause, start, deadline);
        }
        throw new CompletionException(cause);
    }

    @Override
    public List<Object> callAll(List<? extends CommandObject<?>> batch) {
        return new Batch(router, repetition, batch, timeoutNanos).call();
    }

    @Override
    public List<RedisLink> primaries() {
        if (!router.isCluster()) {
            return List.of(this);
        }
        long start = System.nanoTime();
        List<Node> primaries;
        try {
            primaries = router.primaries(commands.ping(), start, start + timeoutNanos);
        } catch (NodeFailure e) {
            throw e.seen();
        }
        return primaries.stream()
                .map(node -> (RedisLink) new RoutedLink(new PinnedRouter(node, router), nodes, threads, timeout))
                .toList();
    }

    @Override
    public void close() {
        threads.close();
        router.close();
        nodes.close();
    }

    @Override
    public String toString() {
        return "link to " + router.nodes();
    }
}
