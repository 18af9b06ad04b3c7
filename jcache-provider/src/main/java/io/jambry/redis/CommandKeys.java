// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.util.List;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.SafeEncoder;

/** The keys of a command, and whether a cluster keeps them together. */
public final class CommandKeys {

    private CommandKeys() {}

    /**
     * Names a command in messages.
     *
     * @param command the command
     * @return such as {@code GET}
     */
    public static String name(CommandObject<?> command) {
        return CommandKind.name(command);
    }

    /**
     * Tells how many keys a command names.
     *
     * @param command the command
     * @return how many
     */
    public static int count(CommandObject<?> command) {
        return keys(command).size();
    }

    /**
     * Tells whether all keys of a command are of one slot, so that a cluster can carry it out.
     *
     * @param command the command
     * @return true also if it has no keys
     */
    public static boolean areTogether(CommandObject<?> command) {
        List<?> keys = keys(command);
        if (keys.size() < 2) {
            return true;
        }
        int slot = JedisClusterCRC16.getSlot(bytes(keys.get(0)));
        return keys.stream().allMatch(key -> JedisClusterCRC16.getSlot(bytes(key)) == slot);
    }

    static List<?> keys(CommandObject<?> command) {
        return command instanceof PlainCommand<?> plain
                ? plain.keys()
                : command.getArguments().getKeys();
    }

    static byte[] bytes(Object key) {
        if (key instanceof byte[] binary) {
            return binary;
        }
        return key instanceof Rawable raw ? raw.getRaw() : SafeEncoder.encode(String.valueOf(key));
    }
}
