// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.NotExecutedException;
import io.jambry.spi.Consistency;
import io.jambry.spi.NodeStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisDataException;

/** A link that asks a router where commands go, and sends again what did not run and may run yet. */
final class RoutedLink implements RedisLink {

    private final Router router;
    private final Nodes nodes;
    private final LinkThreads threads;
    private final RoutedSubscriptions subscriptions;
    private final Repetition repetition;
    private final FastPaths fastPaths;
    private final Consistency consistency;
    private final Sending sending;
    private final Duration timeout;
    private final long timeoutNanos;
    private final CommandObjects commands;

    RoutedLink(Router router, Nodes nodes, LinkThreads threads, RoutedSubscriptions subscriptions, Duration timeout) {
        this.router = router;
        this.nodes = nodes;
        this.threads = threads;
        this.subscriptions = subscriptions;
        this.repetition = new Repetition(router);
        this.fastPaths = new FastPaths(router);
        this.consistency = Consistency.PRIMARY;
        this.sending = Sending.PLAIN;
        this.timeout = timeout;
        this.timeoutNanos = timeout.toNanos();
        this.commands = new CommandObjects(RedisProtocol.RESP3);
    }

    /** A link over the same connections. */
    private RoutedLink(RoutedLink link, Router router, Consistency consistency) {
        this.router = router;
        this.nodes = link.nodes;
        this.threads = link.threads;
        this.subscriptions = link.subscriptions;
        this.repetition = router == link.router ? link.repetition : new Repetition(router);
        this.fastPaths = link.fastPaths;
        this.consistency = consistency;
        this.sending = Sending.of(consistency);
        this.timeout = link.timeout;
        this.timeoutNanos = link.timeoutNanos;
        this.commands = link.commands;
    }

    @Override
    public RedisLink with(Consistency other) {
        return new RoutedLink(this, router, other);
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

    @Override
    public <T> T callAlone(CommandObject<T> command) {
        long now = System.nanoTime();
        return command.getBuilder().build(exchange(command, sending.alone(), now, now + timeoutNanos));
    }

    private @Nullable Object exchange(CommandObject<?> command, long start, long deadline) {
        return exchange(command, sending, start, deadline);
    }

    private @Nullable Object exchange(CommandObject<?> command, Sending how, long start, long deadline) {
        Node node = null;
        try {
            node = route(command, start, deadline);
            return how.exchange(node, command, /* asking= */ false, start, deadline);
        } catch (JedisDataException | NodeFailure failure) {
            return repetition.of(command, node, failure, how::exchange, start, deadline);
        }
    }

    private Node route(CommandObject<?> command, long start, long deadline) {
        return consistency.readsReplicas() && CommandKind.isReplicable(command)
                ? router.replica(command, start, deadline)
                : router.node(command, start, deadline);
    }

    @Override
    public <T> CompletionStage<T> send(CommandObject<T> command) {
        long start = System.nanoTime();
        long deadline = start + timeoutNanos;
        if (sending.waitsBehind(command) || Node.isLarge(command)) {
            return elsewhere(() -> command.getBuilder().build(exchange(command, start, deadline)));
        }
        Node node;
        try {
            node = route(command, start, deadline);
        } catch (NodeFailure e) {
            return CompletableFuture.failedFuture(e.seen());
        }
        // replies are made, and dependent stages run, in a thread of ours: the one that reads belongs to another caller
        return node.submit(command, start, deadline)
                .handleAsync(
                        (reply, failure) -> command.getBuilder()
                                .build(failure == null ? reply : again(command, node, failure, start, deadline)),
                        threads);
    }

    private <T> CompletionStage<T> elsewhere(Supplier<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        boolean accepted = threads.accept(() -> {
            try {
                future.complete(call.get());
            } catch (RuntimeException | Error e) {
                future.completeExceptionally(e);
            }
        });
        if (!accepted) {
            future.completeExceptionally(new NotExecutedException(
                    threads.waiting() + " asynchronous calls are waiting already; send fewer at once"));
        }
        return future;
    }

    private @Nullable Object again(CommandObject<?> command, Node node, Throwable failure, long start, long deadline) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        if (cause instanceof JedisDataException || cause instanceof NodeFailure) {
            return repetition.of(command, node, (RuntimeException) cause, sending::exchange, start, deadline);
        }
        throw new CompletionException(cause);
    }

    @Override
    public List<Object> callAll(List<? extends CommandObject<?>> batch) {
        return new Batch(router, repetition, batch, this::route, sending, timeoutNanos).call();
    }

    @Override
    public List<Object> callAllBefore(List<? extends CommandObject<?>> batch, long deadline) {
        return new Batch(router, repetition, batch, this::route, sending, timeoutNanos).callBefore(deadline);
    }

    @Override
    public List<Object> transaction(List<? extends CommandObject<?>> together) {
        Transaction transaction = new Transaction(router, repetition, together);
        if (router.isCluster()) {
            transaction.requireOneSlot();
        }
        long now = System.nanoTime();
        return transaction.call(now, now + timeoutNanos);
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
        return primaries.stream().map(this::pinned).toList();
    }

    private RedisLink pinned(Node node) {
        return new RoutedLink(this, new PinnedRouter(node, router), Consistency.PRIMARY);
    }

    @Override
    public Iterator<RedisLink> walk() {
        if (!router.isCluster()) {
            return List.<RedisLink>of(this).iterator();
        }
        Iterator<Node> walked = router.walk(commands.ping(), timeoutNanos);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                try {
                    return walked.hasNext();
                } catch (NodeFailure e) {
                    throw e.seen();
                }
            }

            @Override
            public RedisLink next() {
                try {
                    return pinned(walked.next());
                } catch (NodeFailure e) {
                    throw e.seen();
                }
            }
        };
    }

    @Override
    public boolean has(FastPath path) {
        return fastPaths.has(path);
    }

    @Override
    public void refuse(FastPath path) {
        fastPaths.refuse(path);
    }

    @Override
    public Subscriptions subscriptions() {
        return subscriptions;
    }

    @Override
    public TrackedReads track(TrackedReads.Watcher watcher) {
        return Tracking.start(router, threads.name() + "-tracking", timeoutNanos, watcher);
    }

    @Override
    public List<NodeStatus> nodes() {
        return router.nodes().stream().map(Node::status).toList();
    }

    @Override
    public void close() {
        subscriptions.close();
        router.close();
        nodes.close();
        threads.close();
    }

    @Override
    public String toString() {
        return "link to " + router.nodes();
    }
}
