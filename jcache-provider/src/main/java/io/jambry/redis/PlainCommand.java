// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.redis;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import redis.clients.jedis.Builder;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.util.RedisOutputStream;

/**
 * A command as the array of its arguments, for commands that go out by the hundred.
 *
 * <p>Rationale: {@link CommandArguments} wraps each argument and keeps two lists of them, which is more than the bytes of a
 * small entry.
 *
 * @param <T> the type of the reply
 */
public sealed class PlainCommand<T> extends CommandObject<T> permits ScriptCommand {

    private final ProtocolCommand command;
    private final int firstKey;
    private final int afterKeys;
    private final byte[][] arguments;

    /** A command whose keys stand together. The arguments are not copied. */
    PlainCommand(ProtocolCommand command, Builder<T> builder, int firstKey, int keys, byte[]... arguments) {
        // the form of Jedis is made when somebody asks for it
        super(null, builder);
        this.command = command;
        this.firstKey = firstKey;
        this.afterKeys = firstKey + keys;
        this.arguments = arguments;
    }

    /**
     * A command over one key.
     *
     * @param command its name
     * @param builder what makes the result of the reply
     * @param arguments the key, then the others; not copied
     * @param <T> the type of the result
     * @return the command
     */
    public static <T> PlainCommand<T> overKey(ProtocolCommand command, Builder<T> builder, byte[]... arguments) {
        return new PlainCommand<>(command, builder, 0, 1, arguments);
    }

    /**
     * A command over many keys, and nothing but keys.
     *
     * @param command its name
     * @param builder what makes the result of the reply
     * @param keys the keys; not copied
     * @param <T> the type of the result
     * @return the command
     */
    public static <T> PlainCommand<T> overKeys(ProtocolCommand command, Builder<T> builder, byte[]... keys) {
        return new PlainCommand<>(command, builder, 0, keys.length, keys);
    }

    /**
     * The same command with another result.
     *
     * @param other what makes the result of the reply
     * @param <R> the type of the result
     * @return the command
     */
    public <R> PlainCommand<R> as(Builder<R> other) {
        return new PlainCommand<>(command, other, firstKey, afterKeys - firstKey, arguments);
    }

    /** The same in the form that Jedis has for it; made anew by each call. */
    @Override
    public CommandArguments getArguments() {
        CommandArguments same = new CommandArguments(command);
        for (int i = 0; i < arguments.length; i++) {
            if (i >= firstKey && i < afterKeys) {
                same.key(arguments[i]);
            } else {
                same.add(arguments[i]);
            }
        }
        return same;
    }

    ProtocolCommand command() {
        return command;
    }

    /** All of them; not to be changed. */
    byte[][] arguments() {
        return arguments;
    }

    List<byte[]> keys() {
        return Arrays.asList(arguments).subList(firstKey, afterKeys);
    }

    /** How many bytes of arguments it has. */
    int bytes() {
        int bytes = 0;
        for (byte[] argument : arguments) {
            bytes += argument.length;
        }
        return bytes;
    }

    void write(RedisOutputStream out) {
        try {
            out.write(Protocol.ASTERISK_BYTE);
            out.writeIntCrLf(1 + arguments.length);
            word(command.getRaw(), out);
            for (byte[] argument : arguments) {
                word(argument, out);
            }
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }

    private static void word(byte[] word, RedisOutputStream out) throws IOException {
        out.write(Protocol.DOLLAR_BYTE);
        out.writeIntCrLf(word.length);
        out.write(word);
        out.writeCrLf();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
