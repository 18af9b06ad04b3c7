// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.StoreReply;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * A command, and what its reply means.
 *
 * @param command what to send
 * @param meaning from the server's words to ours
 * @param faster what to try before; null for nothing
 * @param <T> the type of the server's reply
 */
record Exchange<T>(
        CommandObject<T> command,
        Function<? super T, StoreReply> meaning,
        @Nullable FastExchange<?> faster) {

    Exchange(CommandObject<T> command, Function<? super T, StoreReply> meaning) {
        this(command, meaning, null);
    }

    /** The same, with something to try before. */
    Exchange<T> after(FastExchange<?> attempt) {
        return new Exchange<>(command, meaning, attempt);
    }

    StoreReply over(RedisLink link) {
        StoreReply reply = faster == null ? null : faster.over(link);
        return reply == null ? meaning.apply(link.call(command)) : reply;
    }

    @SuppressWarnings("unchecked") // a reply to our command is what our command's builder made
    StoreReply read(Object reply) {
        return meaning.apply((T) reply);
    }
}
