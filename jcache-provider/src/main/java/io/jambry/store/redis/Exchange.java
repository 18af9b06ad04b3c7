// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.StoreReply;
import java.util.function.Function;
import redis.clients.jedis.CommandObject;

/**
 * A command, and what its reply means.
 *
 * @param command what to send
 * @param meaning from the server's words to ours
 * @param <T> the type of the server's reply
 */
record Exchange<T>(CommandObject<T> command, Function<? super T, StoreReply> meaning) {

    StoreReply over(RedisLink link) {
        return meaning.apply(link.call(command));
    }

    @SuppressWarnings("unchecked") // a reply to our command is what our command's builder made
    StoreReply read(Object reply) {
        return meaning.apply((T) reply);
    }
}
