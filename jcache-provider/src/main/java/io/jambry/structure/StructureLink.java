// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.JambryException;
import io.jambry.NotExecutedException;
import io.jambry.OutcomeUnknownException;
import io.jambry.ServerException;
import io.jambry.redis.RedisLink;
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

    private static final String WRONG_TYPE = "WRONGTYPE";
    private static final String UNKNOWN_COMMAND = "unknown command";
    private static final String UNKNOWN_FUNCTION = "Function not found";

    <T extends @Nullable Object> T call(CommandObject<T> command) {
        try {
            return link.call(command);
        } catch (JambryException e) {
            throw named(e);
        }
    }

    /** On a connection of its own, which it may keep waiting. */
    <T extends @Nullable Object> T callAlone(CommandObject<T> command) {
        try {
            return link.callAlone(command);
        } catch (JambryException e) {
            throw named(e);
        }
    }

    <T extends @Nullable Object> CompletionStage<T> send(CommandObject<T> command) {
        return link.send(command).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            throw cause instanceof JambryException e ? named(e) : new CompletionException(cause);
        });
    }

    /** The same failure, with the structure in its message. */
    JambryException named(JambryException e) {
        String message = kind + " '" + name + "': " + e.getMessage();
        if (e instanceof NotExecutedException) {
            return new NotExecutedException(message, e.getCause());
        }
        if (e instanceof OutcomeUnknownException) {
            return new OutcomeUnknownException(message, e.getCause());
        }
        if (e instanceof ServerException) {
            return new ServerException(message + help(String.valueOf(e.getMessage())), e.getCause());
        }
        return e;
    }

    /** What to change. */
    private String help(String refusal) {
        if (refusal.contains(WRONG_TYPE)) {
            return isOfTheCaller()
                    ? "; one of its keys has a structure of another kind than it expects"
                    : "; what the server has under this name is no " + kind
                            + ": use another name, or delete what is there";
        }
        if (kind.equals(FUNCTION) && refusal.contains(UNKNOWN_COMMAND)) {
            return "; this server has no functions, which Redis has from 7.0 on, and Valkey: use a Script, which every server runs";
        }
        if (kind.equals(FUNCTION) && refusal.contains(UNKNOWN_FUNCTION)) {
            return "; load its library first: structures.functions().load(library)";
        }
        return "";
    }

    /** Whether the keys are what a caller gave it, and it is no structure itself. */
    private boolean isOfTheCaller() {
        return kind.equals(SCRIPT) || kind.equals(FUNCTION) || kind.equals(COMMAND) || kind.equals(KEYS);
    }
}
