// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** What a link must know of a command besides its bytes: its name in messages, and whether it may be sent twice. */
final class CommandKind {

    private static final Set<Command> READS = Collections.unmodifiableSet(EnumSet.of(
            Command.GET,
            Command.MGET,
            Command.EXISTS,
            Command.STRLEN,
            Command.PTTL,
            Command.TTL,
            Command.TYPE,
            Command.SCAN,
            Command.DBSIZE,
            Command.PING,
            Command.TIME,
            Command.INFO,
            Command.HGET,
            Command.HGETALL,
            Command.HKEYS,
            Command.HMGET,
            Command.SMEMBERS,
            Command.ZSCORE));

    private CommandKind() {}

    static boolean mayRunTwice(CommandObject<?> command) {
        if (command instanceof ScriptCommand call) {
            return call.script().mayRunTwice();
        }
        return command instanceof ScriptCommand.Load
                || command.getArguments().getCommand() instanceof Command known && READS.contains(known);
    }

    static String name(CommandObject<?> command) {
        if (command instanceof ScriptCommand call) {
            return "EVALSHA " + call.script().fileName();
        }
        return new String(command.getArguments().getCommand().getRaw(), StandardCharsets.US_ASCII)
                .toUpperCase(Locale.ROOT);
    }
}
