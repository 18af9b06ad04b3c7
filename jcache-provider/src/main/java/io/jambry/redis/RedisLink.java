// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.spi.Consistency;
import io.jambry.spi.NodeStatus;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * The way to a server for commands that are values. One of three things becomes of each: it is carried out and answered; it
 * was not executed ({@link io.jambry.NotExecutedException}); or nobody knows ({@link io.jambry.OutcomeUnknownException}). Other
 * errors of the server are {@link io.jambry.ServerException}.
 *
 * <p>What was not executed is sent again, with growing pauses, as long as the deadline and a budget for repetitions allow; so
 * are reads, and scripts that may run twice, when their connection breaks. A connection that was idle for a second is asked for a
 * sign of life before it is used again.
 *
 * <p>Thread-safe.
 */
public interface RedisLink extends AutoCloseable {

    /**
     * Makes a link. Nothing is connected before the first command.
     *
     * @param settings where it leads
     * @return the link, to be closed by the caller
     */
    static RedisLink open(LinkSettings settings) {
        LinkThreads threads = new LinkThreads(
                "jambry-link-" + settings.endpoints().get(0), settings.limits().poolSize());
        Nodes nodes = new Nodes(settings, threads);
        Router router = switch (settings.topology()) {
            case STANDALONE -> new StandaloneRouter(settings, nodes);
            case SENTINEL -> new SentinelRouter(settings, nodes);
            case CLUSTER -> new ClusterRouter(settings, nodes);
        };
        RoutedSubscriptions subscriptions = new RoutedSubscriptions(router, nodes.guard(), threads, settings);
        return new RoutedLink(
                router, nodes, threads, subscriptions, settings.limits().timeout());
    }

    /**
     * The commands as values.
     *
     * @return a factory
     */
    CommandObjects commands();

    /**
     * How long a call may take, waiting for a connection and opening one included.
     *
     * @return the deadline, counted from the call
     */
    Duration timeout();

    /**
     * A link over the same connections that asks more, or less, of replicas. It need not be closed.
     *
     * @param consistency what it asks
     * @return the link
     */
    RedisLink with(Consistency consistency);

    /**
     * Carries out a command.
     *
     * @param command the command
     * @param <T> the type of its reply
     * @return the reply
     */
    <T> T call(CommandObject<T> command);

    /**
     * Carries out a command on a connection of its own, where it keeps nobody waiting: for replies of many bytes, and commands
     * that block the connection.
     *
     * @param command the command
     * @param <T> the type of its reply
     * @return the reply
     */
    <T> T callAlone(CommandObject<T> command);

    /**
     * Carries out a command before a moment of the caller's.
     *
     * @param command the command
     * @param deadline in the time of {@link System#nanoTime()}
     * @param <T> the type of its reply
     * @return the reply
     */
    <T> T callBefore(CommandObject<T> command, long deadline);

    /**
     * Carries out a command in a thread of the link. Its time counts from now, waiting for a thread included.
     *
     * @param command the command
     * @param <T> the type of its reply
     * @return the reply, or the failure
     */
    <T> CompletionStage<T> send(CommandObject<T> command);

    /**
     * Carries out commands, with one flush to each node for a thousand of them or a mebibyte; those of one node in the order
     * given, different nodes at the same time. Each flush has the whole {@linkplain #timeout time} of a call.
     *
     * @param commands the commands
     * @return for each the reply, or the {@link io.jambry.JambryException} that tells what became of this one
     */
    List<Object> callAll(List<? extends CommandObject<?>> commands);

    /**
     * The same before a moment of the caller's, for all of it.
     *
     * @param commands the commands
     * @param deadline in the time of {@link System#nanoTime()}
     * @return for each the reply, or the {@link io.jambry.JambryException} that tells what became of this one
     */
    List<Object> callAllBefore(List<? extends CommandObject<?>> commands, long deadline);

    /**
     * Carries out commands as a whole, with nothing of others in between, or none of them. One that fails while it is carried out, such
     * as for the type of its key, does not undo the others.
     *
     * @param commands the commands, at least one
     * @return for each the reply, or the {@link io.jambry.JambryException} that tells what became of this one
     * @throws IllegalArgumentException if their keys are in several slots of a cluster; nothing was sent
     */
    List<Object> transaction(List<? extends CommandObject<?>> commands);

    /**
     * Tells whether keys are on several nodes, so that a command over several keys needs keys of one slot.
     *
     * @return whether it is a cluster
     */
    boolean isCluster();

    /**
     * Links to single nodes that hold all keys together, each key on one of them: for walks over keys. They need not be closed.
     *
     * @return the links; one alone unless it is a {@linkplain #isCluster cluster}
     */
    List<RedisLink> primaries();

    /**
     * The same one after the other, for walks that are to meet every key which exists from beginning to end. Where keys move
     * between nodes meanwhile, the nodes that they came to are visited once more, so a key may be met twice.
     *
     * @return the links, each to be done with before the next is asked for; confined to one thread
     */
    Iterator<RedisLink> walk();

    /**
     * Tells whether all servers know a command of newer versions.
     *
     * @param path which
     * @return false also as long as no server has been met
     */
    boolean has(FastPath path);

    /**
     * Takes a command of newer versions as unknown from now on, because a server has refused it.
     *
     * @param path which
     */
    void refuse(FastPath path);

    /**
     * The channels that this link listens to.
     *
     * @return those of all links over the same connections; they end with the link
     */
    Subscriptions subscriptions();

    /**
     * Begins to read over connections on which servers tell of changes. Connecting goes on while the caller does.
     *
     * @param watcher hears of changes
     * @return the reads, to be closed by the caller before the link
     */
    TrackedReads track(TrackedReads.Watcher watcher);

    /**
     * How the servers are doing.
     *
     * @return a snapshot of those known at the moment
     */
    List<NodeStatus> nodes();

    /** Closes the connections. Commands under way fail, subscriptions end. */
    @Override
    void close();

    /**
     * Carries out a command that the server may keep waiting, on a connection beside those of all other calls. There may be as many at
     * once as there are threads that wait.
     *
     * @param command the command
     * @param wait how long the server may wait, as the command says; looking for the server, and the way there and back, have the
     *     {@linkplain #timeout time} of a call
     * @param <T> the type of its reply
     * @return the reply
     */
    <T> T await(CommandObject<T> command, Duration wait);
}
