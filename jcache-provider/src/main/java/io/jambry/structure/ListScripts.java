// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * What no single command does with a place in a list.
 *
 * @param key the name of the list on the server
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ListScripts(byte[] key) {

    CommandObject<byte @Nullable []> set(long index, byte[] element) {
        return bytes(RedisScript.LIST_SET.with(key, number(index), element));
    }

    CommandObject<Boolean> set(long index, byte[] expected, byte[] element) {
        return Replies.map(RedisScript.LIST_SET.with(key, number(index), element, expected), before -> before != null);
    }

    CommandObject<@Nullable Long> insert(long index, byte[] element) {
        return Replies.map(RedisScript.LIST_INSERT.with(key, number(index), element), size -> (Long) size);
    }

    CommandObject<byte @Nullable []> remove(long index) {
        return bytes(RedisScript.LIST_REMOVE.with(key, number(index)));
    }

    CommandObject<Boolean> remove(long index, byte[] expected) {
        return Replies.map(RedisScript.LIST_REMOVE.with(key, number(index), expected), before -> before != null);
    }

    private static CommandObject<byte @Nullable []> bytes(CommandObject<Object> script) {
        return Replies.map(script, reply -> (byte[]) reply);
    }

    private static byte[] number(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
