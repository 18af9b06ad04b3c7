// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.CommandKeys;
import io.jambry.redis.RedisLink;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;

/** Commands that an application has made with Jedis: those that may go out over connections which others share. */
final class GivenCommand {

    /** What changes a connection, or keeps it. */
    private static final Set<String> OF_A_CONNECTION = Set.of(
            "ASKING",
            "AUTH",
            "DISCARD",
            "EXEC",
            "HELLO",
            "MONITOR",
            "MULTI",
            "PSUBSCRIBE",
            "PSYNC",
            "PUNSUBSCRIBE",
            "QUIT",
            "READONLY",
            "READWRITE",
            "RESET",
            "SELECT",
            "SSUBSCRIBE",
            "SUBSCRIBE",
            "SUNSUBSCRIBE",
            "SYNC",
            "UNSUBSCRIBE",
            "UNWATCH",
            "WAIT",
            "WAITAOF",
            "WATCH");

    private static final Set<String> OF_A_CLIENT = Set.of("CACHING", "NO-EVICT", "NO-TOUCH", "REPLY", "TRACKING");

    private GivenCommand() {}

    static <T extends @Nullable Object> Operation<T> operation(RedisLink link, CommandObject<T> command) {
        String name = CommandKeys.name(command);
        CommandArguments arguments = command.getArguments();
        if (arguments.isBlocking()) {
            throw new IllegalArgumentException(
                    "command '" + name
                            + "' waits on the server, and would keep those waiting who share the connection; use the structure that has it");
        }
        boolean isOfAClient = name.equals("CLIENT") && arguments.size() > 1 && OF_A_CLIENT.contains(word(arguments, 1));
        if (isOfAClient || OF_A_CONNECTION.contains(name)) {
            throw new IllegalArgumentException(
                    "command '" + name
                            + "' is about a connection, but connections are shared; use an atomic batch, a topic, or the settings");
        }
        return new Operation<>(new StructureLink(link, StructureLink.COMMAND, name), command);
    }

    private static String word(CommandArguments arguments, int at) {
        return new String(arguments.get(at).getRaw(), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
    }
}
