// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisScript;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * The end of an exclusive update: what is asked of the server, and what is answered if the claim still holds and nobody wrote in
 * between.
 *
 * @param entry the entry
 * @param lease the lease beside it
 * @param arguments what the scripts have in common, from the fence on
 * @param success the answer
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, and never compared
record Commit(byte[] entry, byte[] lease, byte[][] arguments, StoreReply success) {

    /** The commit while nobody listens. */
    Exchange<?> quiet() {
        return new Exchange<>(RedisScript.INVOKE_COMMIT.with(with()), this::meaning);
    }

    /** The commit with a message. */
    Exchange<?> telling(byte[] channel, byte[] head, byte[] events, Remarks remarks, @Nullable Beside beside) {
        return new Exchange<>(script(with(channel, head, events), beside), reply -> {
            if (reply instanceof Long code && code >= Remarks.UNPUBLISHED) {
                Remarks.read(code, remarks);
                return meaning(code % Remarks.UNPUBLISHED);
            }
            return meaning(reply);
        });
    }

    private static CommandObject<Object> script(byte[][] plain, @Nullable Beside beside) {
        return beside == null ? RedisScript.TELL_COMMIT.with(plain) : beside.commit(plain);
    }

    private byte[][] with(byte[]... before) {
        byte[][] all = new byte[2 + before.length + arguments.length][];
        all[0] = entry;
        all[1] = lease;
        System.arraycopy(before, 0, all, 2, before.length);
        System.arraycopy(arguments, 0, all, 2 + before.length, arguments.length);
        return all;
    }

    private StoreReply meaning(Object reply) {
        if (reply instanceof Long code) {
            return code == 1 ? success : StoreReply.LOST;
        }
        return StoreReply.of(Outcome.UNTOUCHED, (byte[]) ((List<?>) reply).get(0));
    }
}
