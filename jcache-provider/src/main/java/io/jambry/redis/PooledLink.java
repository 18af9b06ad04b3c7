// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import io.jambry.NotExecutedException;
import io.jambry.redis.RedisFailures.Ending;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A link over a small pool of connections: a call has one for itself until its reply is read. */
final class PooledLink implements RedisLink {

    /** How often a command that may run twice is sent before we believe that it is not the connection's fault. */
    private static final int ATTEMPTS = 3;

    private static final int BATCH_COMMANDS = 1000;
    private static final int BATCH_BYTES = 1 << 20;

    private final LinkSettings settings;
    private final RedisFailures failures;
    private final WirePool pool;
    private final LinkThreads threads;
    private final CommandObjects commands = new CommandObjects(RedisProtocol.RESP3);
    private final long timeoutNanos;

    PooledLink(LinkSettings settings) {
        this.settings = settings;
        failures = new RedisFailures(settings);
        pool = new WirePool(settings, failures);
        threads = new LinkThreads("jambry-link-" + settings.address(), settings.poolSize());
        timeoutNanos = settings.timeout().toNanos();
    }

    @Override
    public CommandObjects commands() {
        return commands;
    }

    @Override
    public Duration timeout() {
        return settings.timeout();
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
    public <T> CompletionStage<T> send(CommandObject<T> command) {
        CompletableFuture<T> reply = new CompletableFuture<>();
        long start = System.nanoTime();
        boolean accepted = threads.accept(() -> {
            try {
                reply.complete(command.getBuilder().build(exchange(command, start, start + timeoutNanos)));
            } catch (RuntimeException | Error e) {
                reply.completeExceptionally(e);
            }
        });
        if (!accepted) {
            reply.completeExceptionally(failures.crowded(command, threads.waiting()));
        }
        return reply;
    }

    private Object exchange(CommandObject<?> command, long start, long deadline) {
        CommandArguments arguments = command.getArguments();
        for (int attempt = 1; ; attempt++) {
            WireConnection connection = pool.take(command, start, deadline);
            try {
                Object reply = connection.exchange(arguments, deadline);
                pool.give(connection);
                return reply;
            } catch (JedisNoScriptException unknown) {
                if (command instanceof ScriptCommand script && attempt < ATTEMPTS) {
                    load(connection, script, start, deadline);
                    continue;
                }
                pool.give(connection);
                throw failures.refused(command, unknown);
            } catch (JedisDataException refusal) {
                pool.give(connection);
                throw failures.refused(command, refusal);
            } catch (JedisConnectionException broken) {
                pool.discard(connection);
                boolean mayRunTwice = CommandKind.mayRunTwice(command);
                if (mayRunTwice && attempt < ATTEMPTS && !connection.wasAborted()) {
                    continue;
                }
                Ending ending = new Ending(isPast(deadline), !mayRunTwice && connection.mayHaveLeft(arguments));
                throw failures.broken(ending, command, System.nanoTime() - start, broken);
            } catch (RuntimeException | Error e) {
                pool.discard(connection);
                throw e;
            }
        }
    }

    private static boolean isPast(long deadline) {
        return System.nanoTime() - deadline >= 0;
    }

    /** Teaches the server a script, and gives the connection back in any case. */
    private void load(WireConnection connection, ScriptCommand script, long start, long deadline) {
        try {
            connection.exchange(script.load(), deadline);
            pool.give(connection);
        } catch (JedisDataException refusal) {
            pool.give(connection);
            throw failures.refused(script, refusal);
        } catch (JedisConnectionException broken) {
            pool.discard(connection);
            Ending ending = new Ending(isPast(deadline), /* mayHaveRun= */ false);
            throw failures.broken(ending, script, System.nanoTime() - start, broken);
        } catch (RuntimeException | Error e) {
            pool.discard(connection);
            throw e;
        }
    }

    @Override
    public List<Object> callAll(List<? extends CommandObject<?>> batch) {
        @Nullable Object[] replies = new Object[batch.size()];
        for (int from = 0; from < replies.length; ) {
            int to = endOfFlush(batch, from);
            exchangeAll(batch, replies, from, to);
            from = to;
        }
        for (int i = 0; i < replies.length; i++) {
            replies[i] = built(batch.get(i), replies[i]);
        }
        return Collections.unmodifiableList(Arrays.asList(replies));
    }

    private static int endOfFlush(List<? extends CommandObject<?>> batch, int from) {
        int bytes = 0;
        int to = from;
        while (to < batch.size() && to - from < BATCH_COMMANDS && bytes < BATCH_BYTES) {
            CommandArguments arguments = batch.get(to).getArguments();
            for (int i = 0; i < arguments.size(); i++) {
                bytes += arguments.get(i).getRaw().length;
            }
            to++;
        }
        return to;
    }

    private void exchangeAll(List<? extends CommandObject<?>> batch, @Nullable Object[] replies, int from, int to) {
        long start = System.nanoTime();
        long deadline = start + timeoutNanos;
        CommandObject<?> first = batch.get(from);
        for (int attempt = 1; ; attempt++) {
            WireConnection connection;
            try {
                connection = pool.take(first, start, deadline);
            } catch (NotExecutedException e) {
                throw from == 0 ? e : failures.halfDone(first, from, batch.size(), e);
            }
            try {
                connection.exchangeAll(batch, replies, from, to, deadline);
                repeatUnknownScripts(connection, batch, replies, from, to, deadline);
                pool.give(connection);
                return;
            } catch (JedisConnectionException broken) {
                pool.discard(connection);
                boolean mayRunTwice = batch.stream().allMatch(CommandKind::mayRunTwice);
                if (mayRunTwice && attempt < ATTEMPTS && !connection.wasAborted()) {
                    continue;
                }
                boolean mayHaveRun = !mayRunTwice && (from > 0 || connection.mayHaveLeft(null));
                Ending ending = new Ending(isPast(deadline), mayHaveRun);
                throw failures.broken(ending, first, System.nanoTime() - start, broken);
            } catch (RuntimeException | Error e) {
                pool.discard(connection);
                throw e;
            }
        }
    }

    /** A server that does not know a script has executed nothing of it, so these commands, and only these, go out again. */
    private static void repeatUnknownScripts(
            WireConnection connection,
            List<? extends CommandObject<?>> batch,
            @Nullable Object[] replies,
            int from,
            int to,
            long deadline) {
        Set<RedisScript> loaded = EnumSet.noneOf(RedisScript.class);
        for (int i = from; i < to; i++) {
            if (replies[i] instanceof JedisNoScriptException && batch.get(i) instanceof ScriptCommand script) {
                try {
                    if (loaded.add(script.script())) {
                        connection.exchange(script.load(), deadline);
                    }
                    replies[i] = connection.exchange(script.getArguments(), deadline);
                } catch (JedisDataException refusal) {
                    replies[i] = refusal;
                }
            }
        }
    }

    private @Nullable Object built(CommandObject<?> command, @Nullable Object reply) {
        return reply instanceof JedisDataException refusal
                ? failures.refused(command, refusal)
                : command.getBuilder().build(reply);
    }

    @Override
    public void close() {
        threads.close();
        pool.close();
    }

    @Override
    public String toString() {
        return "link to " + settings.address();
    }
}
