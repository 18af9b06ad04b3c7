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
import redis.clients.jedis.commands.ProtocolCommand;

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
            Command.ZSCORE,
            Command.DUMP,
            Command.OBJECT,
            Command.FCALL_RO));

    private static final Set<ProtocolCommand> REPLICABLE =
            Set.of(Command.GET, Command.MGET, Command.EXISTS, Command.STRLEN, Command.PTTL);

    /** What the stores send to change entries; GETEX prolongs them only. */
    private static final Set<ProtocolCommand> CHANGES = Set.of(
            Command.SET,
            Command.PSETEX,
            Command.GETSET,
            Command.GETDEL,
            Command.DEL,
            Command.UNLINK,
            Command.PEXPIRE,
            Command.PERSIST,
            Command.INCRBY,
            FastPath.DELIFEQ.command(),
            FastPath.DELEX.command(),
            FastPath.MSETEX.command());

    private CommandKind() {}

    /** Tells whether a replica can answer it: a read of entries without any effect. */
    static boolean isReplicable(CommandObject<?> command) {
        return REPLICABLE.contains(command(command));
    }

    static boolean mayRunTwice(CommandObject<?> command) {
        if (command instanceof ScriptCommand<?> call) {
            return call.script().traits().mayRunTwice();
        }
        return command instanceof ScriptCommand.Load
                || (command(command) instanceof Command known && READS.contains(known));
    }

    /** Tells whether it is all the same to everybody whether it ran. */
    static boolean leavesNothing(CommandObject<?> command) {
        return command instanceof ScriptCommand<?> call ? call.script().traits().leavesNothing() : mayRunTwice(command);
    }

    /** Tells whether whoever sent it knows another way while its keys are on two nodes. */
    static boolean hasAnotherWay(CommandObject<?> command) {
        return command instanceof ScriptCommand<?> call
                && call.script().traits().hasAnotherWay();
    }

    /** Tells whether it changes an entry: its value, or whether it is there. */
    static boolean changesEntries(CommandObject<?> command) {
        if (command instanceof ScriptCommand<?> call) {
            return call.script().traits().changesEntries();
        }
        return CHANGES.contains(command(command));
    }

    static String name(CommandObject<?> command) {
        if (command instanceof ScriptCommand<?> call) {
            return "EVALSHA " + call.script().label();
        }
        return new String(command(command).getRaw(), StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
    }

    private static ProtocolCommand command(CommandObject<?> command) {
        return command instanceof PlainCommand<?> plain
                ? plain.command()
                : command.getArguments().getCommand();
    }
}
