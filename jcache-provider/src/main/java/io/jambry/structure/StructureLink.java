// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.redis.RedisLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The way of one structure to the server, which names the structure where something goes wrong. Thread-safe.
 *
 * @param link leads to the server
 * @param kind what it is, such as map
 * @param name which one
 */
record StructureLink(RedisLink link, String kind, String name) {

    static final String SCRIPT = "script";
    static final String FUNCTION = "function";
    static final String COMMAND = "command";
    static final String KEYS = "keys of namespace";
    static final String SERVER = "server";

    private static final String UNKNOWN_COMMAND = "unknown command";
    private static final String UNKNOWN_FUNCTION = "Function not found";

    <T extends @Nullable Object> T call(CommandObject<T> command) {
        try {
            return link.call(command);
        } catch (JambryException e) {
            throw named(e, command);
        }
    }

    /** On a connection of its own, which it may keep waiting. */
    <T extends @Nullable Object> T callAlone(CommandObject<T> command) {
        try {
            return link.callAlone(command);
        } catch (JambryException e) {
            throw named(e, command);
        }
    }

    /** On a connection that no other call needs, where the server may keep it waiting. */
    <T extends @Nullable Object> T await(CommandObject<T> command, Duration wait) {
        try {
            return link.await(command, wait);
        } catch (JambryException e) {
            throw named(e, command);
        }
    }

    <T extends @Nullable Object> CompletionStage<T> send(CommandObject<T> command) {
        return link.send(command).exceptionallyCompose(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            if (!(cause instanceof JambryException e)) {
                return CompletableFuture.failedFuture(cause);
            }
            if (!WrongType.isMet(e)) {
                return CompletableFuture.failedFuture(named(e));
            }
            return answers(command).thenApply(answers -> {
                throw named(e, answers);
            });
        });
    }

    /** What the server tells about the keys of a command, failures among it. */
    private CompletionStage<List<Object>> answers(CommandObject<?> command) {
        CompletionStage<List<Object>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CommandObject<String> question : WrongType.questions(link, command)) {
            CompletionStage<Object> answer =
                    link.send(question).handle((type, failure) -> type == null ? failure : type);
            all = all.thenCombine(answer, (known, next) -> {
                known.add(next);
                return known;
            });
        }
        return all;
    }

    /** The same failure, with the structure in its message; where the server has something else, with what that is. */
    private JambryException named(JambryException e, CommandObject<?> command) {
        return WrongType.isMet(e) ? named(e, link.callAll(WrongType.questions(link, command))) : named(e);
    }

    /** The same failure, with the structure in its message. */
    JambryException named(JambryException e) {
        return named(e, List.of());
    }

    /**
     * The same failure, with the structure in its message.
     *
     * @param answers to what {@link WrongType} asks
     */
    JambryException named(JambryException e, List<?> answers) {
        String message = this + ": " + e.getMessage();
        if (e instanceof NotExecutedException) {
            return new NotExecutedException(message, e.getCause());
        }
        if (e instanceof OutcomeUnknownException) {
            return new OutcomeUnknownException(message, e.getCause());
        }
        if (e instanceof ServerException) {
            return new ServerException(message + help(e, answers), e.getCause());
        }
        return e;
    }

    /** What to change. */
    private String help(JambryException e, List<?> answers) {
        if (WrongType.isMet(e)) {
            return WrongType.help(this, answers);
        }
        String refusal = String.valueOf(e.getMessage());
        if (kind.equals(FUNCTION) && refusal.contains(UNKNOWN_COMMAND)) {
            return "; this server has no functions, which Redis has from 7.0 on, and Valkey: use a Script, which every server runs";
        }
        if (kind.equals(FUNCTION) && refusal.contains(UNKNOWN_FUNCTION)) {
            return "; load its library first: structures.functions().load(library)";
        }
        return "";
    }

    /** Whether the keys are what a caller gave it, and it is no structure itself. */
    boolean isOfTheCaller() {
        return kind.equals(SCRIPT) || kind.equals(FUNCTION) || kind.equals(COMMAND) || kind.equals(KEYS);
    }

    /** What it is and which one. */
    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
