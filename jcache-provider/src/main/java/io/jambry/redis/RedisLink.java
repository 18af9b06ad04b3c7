// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;

/**
 * The way to a server for commands that are values. One of three things becomes of each: it is carried out and answered; it
 * was not executed ({@link io.jambry.NotExecutedException}); or nobody knows ({@link io.jambry.OutcomeUnknownException}). Other
 * errors of the server are {@link io.jambry.ServerException}.
 *
 * <p>Reads, and scripts that may run twice, are repeated on another connection when theirs breaks, as long as the deadline
 * allows; when that does not help, they count as not executed, because repeating them is safe. A connection that was idle for
 * a second is asked for a sign of life before it is used again.
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
        return new PooledLink(settings);
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
     * Carries out a command.
     *
     * @param command the command
     * @param <T> the type of its reply
     * @return the reply
     */
    <T> T call(CommandObject<T> command);

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
     * Carries out commands in the order given, with one flush for a thousand of them or a mebibyte. Each flush has the whole
     * {@linkplain #timeout time} of a call. When the way breaks in the middle, the whole batch has failed.
     *
     * @param commands the commands
     * @return for each the reply, or the {@link io.jambry.JambryException} that tells why the server refused this one
     */
    List<Object> callAll(List<? extends CommandObject<?>> commands);

    /** Closes the connections. Commands under way fail. */
    @Override
    void close();
}
