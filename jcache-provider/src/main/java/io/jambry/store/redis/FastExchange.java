// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.JambryException;
import io.jambry.redis.FastPath;
import io.jambry.redis.RedisLink;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.Ttl;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * A command that newer servers know in place of a script.
 *
 * @param path which
 * @param command what to send
 * @param meaning from the server's words to ours; null where they leave something open that the script answers
 * @param <T> the type of the server's reply
 */
record FastExchange<T>(FastPath path, CommandObject<T> command, Function<? super T, @Nullable StoreReply> meaning) {

    private static final byte[] IFEQ = {'I', 'F', 'E', 'Q'};
    private static final byte[] GET = {'G', 'E', 'T'};

    /** Null if the script has to be asked. */
    @Nullable
    StoreReply over(RedisLink link) {
        try {
            return meaning.apply(link.call(command));
        } catch (JambryException e) {
            if (!FastPath.isRefused(e)) {
                throw e;
            }
            link.refuse(path);
            return null;
        }
    }

    /** A value over exactly another one; the reply is what was there. */
    static FastExchange<byte[]> put(byte[] entry, Put put, byte[] expected, StoreReply equal) {
        CommandArguments arguments = new CommandArguments(Command.SET)
                .key(entry)
                .add(put.value())
                .add(IFEQ)
                .add(expected)
                .add(GET);
        lasting(arguments, put.onUpdate());
        return new FastExchange<>(
                FastPath.SET_IFEQ,
                new CommandObject<>(arguments, BuilderFactory.BINARY),
                there -> Arrays.equals(there, expected) ? equal : StoreReply.of(Outcome.UNTOUCHED, there));
    }

    /** Removes exactly a value. Where another one is, the script tells which. */
    static FastExchange<Long> remove(FastPath path, byte[] entry, byte[] expected, StoreReply equal) {
        CommandArguments arguments = new CommandArguments(path.command()).key(entry);
        if (path == FastPath.DELEX) {
            arguments.add(IFEQ);
        }
        arguments.add(expected);
        return new FastExchange<>(
                path, new CommandObject<>(arguments, BuilderFactory.LONG), removed -> removed == 1 ? equal : null);
    }

    /** Many values with one time to live. */
    static CommandObject<Long> putAll(List<byte[]> entries, List<StoreRequest> puts) {
        CommandArguments arguments = new CommandArguments(FastPath.MSETEX.command()).add(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            arguments.key(entries.get(i)).add(((Put) puts.get(i)).value());
        }
        lasting(arguments, ((Put) puts.get(0)).onUpdate());
        return new CommandObject<>(arguments, BuilderFactory.LONG);
    }

    private static void lasting(CommandArguments arguments, Ttl ttl) {
        if (ttl.isKeep()) {
            arguments.add(TtlText.KEEPTTL);
        } else if (!ttl.isEternal()) {
            arguments.add(TtlText.PX).add(ttl.millis());
        }
    }
}
