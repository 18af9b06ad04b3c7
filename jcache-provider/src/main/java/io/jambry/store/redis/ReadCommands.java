// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.PlainCommand;
import io.jambry.redis.RedisScript;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.Ttl;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol.Command;

/** The commands of {@link StoreRequest.Get} and {@link StoreRequest.Exists}. */
final class ReadCommands {

    private static final byte[] PERSIST = {'P', 'E', 'R', 'S', 'I', 'S', 'T'};

    private final CommandObjects commands;

    ReadCommands(CommandObjects commands) {
        this.commands = commands;
    }

    Exchange<?> get(byte[] entry, StoreRequest.Get get) {
        if (get.touch().isKeep() && get.remainingTtl()) {
            return new Exchange<>(RedisScript.GET_TTL.with(entry), ReadCommands::withRemaining);
        }
        CommandObject<byte[]> command = read(entry, get.touch());
        // the time left after a touch is the touch
        return get.remainingTtl()
                ? new Exchange<>(command, value -> found(value, get.touch().millis()))
                : new Exchange<>(command, StoreReply::found);
    }

    private CommandObject<byte[]> read(byte[] entry, Ttl touch) {
        if (touch.isKeep()) {
            return get(entry);
        }
        if (touch.isZero()) {
            return commands.getDel(entry);
        }
        return touch.isEternal()
                ? PlainCommand.overKey(Command.GETEX, BuilderFactory.BINARY, entry, PERSIST)
                : PlainCommand.overKey(Command.GETEX, BuilderFactory.BINARY, entry, TtlText.PX, TtlText.of(touch));
    }

    static CommandObject<byte[]> get(byte[] entry) {
        return PlainCommand.overKey(Command.GET, BuilderFactory.BINARY, entry);
    }

    Exchange<?> exists(byte[] entry) {
        return new Exchange<>(commands.exists(entry), there -> there ? StoreReply.EXISTS : StoreReply.ABSENT);
    }

    private static StoreReply withRemaining(@Nullable Object reply) {
        if (!(reply instanceof List<?> parts)) {
            return StoreReply.ABSENT;
        }
        long millis = (Long) parts.get(1);
        return found((byte[]) parts.get(0), millis < 0 ? Long.MAX_VALUE : Math.max(1, millis));
    }

    private static StoreReply found(byte @Nullable [] value, long remaining) {
        return value == null ? StoreReply.ABSENT : StoreReply.found(value).withRemaining(remaining);
    }
}
