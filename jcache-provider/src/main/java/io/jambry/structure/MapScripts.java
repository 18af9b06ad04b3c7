// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * What no single command does with an entry of a map.
 *
 * @param key the name of the map on the server
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MapScripts(byte[] key) {

    CommandObject<byte @Nullable []> put(byte[] field, byte[] value) {
        return bytes(RedisScript.MAP_PUT.with(key, field, value));
    }

    CommandObject<byte @Nullable []> replace(byte[] field, byte[] value) {
        return bytes(RedisScript.MAP_REPLACE.with(key, field, value));
    }

    CommandObject<Boolean> replace(byte[] field, byte[] expected, byte[] value) {
        return Replies.map(RedisScript.MAP_REPLACE.with(key, field, value, expected), before -> before != null);
    }

    CommandObject<byte @Nullable []> remove(byte[] field) {
        return bytes(RedisScript.MAP_REMOVE.with(key, field));
    }

    CommandObject<Boolean> remove(byte[] field, byte[] expected) {
        return Replies.map(RedisScript.MAP_REMOVE.with(key, field, expected), before -> before != null);
    }

    private static CommandObject<byte @Nullable []> bytes(CommandObject<Object> script) {
        return Replies.map(script, reply -> (byte[]) reply);
    }
}
