// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import static java.util.Objects.requireNonNull;

import io.jambry.JambryException;
import io.jambry.OutcomeUnknownException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * Commands that one server carries out as a whole, or not at all: {@code MULTI}, the commands and {@code EXEC} in one flush, on a connection of
 * its own. One that is refused while it is queued refuses all of them. Confined to one thread.
 *
 * <p>Rationale: a server looks for a script when it runs it, not when it queues the call, so a script that it does not know would fail
 * alone, between others that are carried out. Therefore each script is taught inside, before the first command; that costs the bytes of its
 * text. What was known a moment ago proves nothing: {@code SCRIPT FLUSH}, a restart or a failover may come in between.
 */
final class Transaction {

    private static final CommandObject<Object> MULTI =
            new CommandObject<>(new CommandArguments(Command.MULTI), BuilderFactory.RAW_OBJECT);
    private static final CommandObject<Object> EXEC =
            new CommandObject<>(new CommandArguments(Command.EXEC), BuilderFactory.RAW_OBJECT);

    private final Router router;
    private final Repetition repetition;
    private final List<? extends CommandObject<?>> commands;
    private final List<CommandObject<?>> flown;
    private final Map<ServerScript, Integer> lessons = new LinkedHashMap<>();

    /** Stands for all of them: it leads to their keys, and is called EXEC in messages. */
    private final CommandObject<Object> whole;

    private @Nullable Node at;

    Transaction(Router router, Repetition repetition, List<? extends CommandObject<?>> commands) {
        this.router = router;
        this.repetition = repetition;
        this.commands = commands;
        this.flown = new ArrayList<>(commands.size() + 2);
        flown.add(MULTI);
        for (CommandObject<?> command : commands) {
            if (command instanceof ScriptCommand<?> call
                    && lessons.putIfAbsent(call.script(), lessons.size()) == null) {
                flown.add(call.load());
            }
        }
        flown.addAll(commands);
        flown.add(EXEC);
        this.whole = PlainCommand.overKeys(Command.EXEC, BuilderFactory.RAW_OBJECT, keys());
    }

    private byte[][] keys() {
        return commands.stream()
                .flatMap(command -> CommandKeys.keys(command).stream())
                .map(CommandKeys::bytes)
                .toArray(byte[][]::new);
    }

    /**
     * Refuses keys that are not in one slot.
     *
     * @throws IllegalArgumentException if they are in several
     */
    void requireOneSlot() {
        int slot = -1;
        for (byte[] key : keys()) {
            int its = JedisClusterCRC16.getSlot(key);
            if (slot >= 0 && its != slot) {
                throw new IllegalArgumentException(
                        "the operations of an atomic batch are on keys of several slots of the cluster;"
                                + " make the structures from one group, or use a plain batch");
            }
            slot = its;
        }
    }

    /** For each command the reply, or the exception that tells why it failed; one that failed does not undo the others. */
    List<Object> call(long start, long deadline) {
        Object replies;
        try {
            Node node = router.node(whole, start, deadline);
            at = node;
            replies = attempt(node, start, deadline);
        } catch (JedisDataException | NodeFailure failure) {
            replies = repetition.of(
                    whole,
                    at,
                    failure,
                    (node, command, asking, began, until) -> attempt(node, began, until),
                    start,
                    deadline);
        }
        return built((List<?>) requireNonNull(replies, "EXEC without WATCH answers"));
    }

    private List<?> attempt(Node node, long start, long deadline) {
        at = node;
        Flight flight = new Flight(node, flown, /* asking= */ false);
        for (int i = 0; i < flown.size(); i++) {
            flight.add(i);
        }
        @Nullable Object[] replies = flight.fly(start, deadline);
        if (replies[0] instanceof JedisDataException refusal) {
            throw NodeFailure.ours(new OutcomeUnknownException(
                    node + " refused MULTI (" + refusal.getMessage()
                            + "); the commands may have been executed one by one",
                    refusal));
        }
        Object outcome = replies[replies.length - 1];
        if (outcome instanceof NodeFailure lost) {
            throw lost;
        }
        for (int i = 1; i < replies.length - 1; i++) {
            if (replies[i] instanceof RuntimeException refusal) {
                throw refusal;
            }
        }
        if (outcome instanceof RuntimeException refusal) {
            throw refusal;
        }
        return (List<?>) requireNonNull(outcome, "EXEC without WATCH answers");
    }

    private List<Object> built(List<?> replies) {
        List<@Nullable Object> results = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            results.add(built(commands.get(i), replies.get(lessons.size() + i), replies));
        }
        return Collections.unmodifiableList(results);
    }

    private @Nullable Object built(CommandObject<?> command, @Nullable Object reply, List<?> replies) {
        RedisFailures failures = requireNonNull(at, "no node, yet replies").failures();
        if (reply instanceof JedisDataException refusal) {
            return failures.refused(command, whyNotTaught(command, replies, refusal));
        }
        try {
            return command.getBuilder().build(reply);
        } catch (JambryException e) {
            return e;
        } catch (RuntimeException e) {
            return failures.unreadable(command, e);
        }
    }

    /** A script that could not be taught fails for what is wrong with it, not for being unknown. */
    private JedisDataException whyNotTaught(CommandObject<?> command, List<?> replies, JedisDataException refusal) {
        Integer lesson = command instanceof ScriptCommand<?> call ? lessons.get(call.script()) : null;
        return lesson != null && replies.get(lesson) instanceof JedisDataException untaught ? untaught : refusal;
    }
}
