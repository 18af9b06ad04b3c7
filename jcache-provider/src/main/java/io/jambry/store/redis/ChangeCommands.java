// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.FastPath;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest.Add;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import redis.clients.jedis.CommandObjects;

/** The commands that remove, touch and add, but those under a fence. */
final class ChangeCommands {

    private static final StoreReply[] ADDED = {StoreReply.UNTOUCHED, StoreReply.CREATED, StoreReply.UPDATED};

    private final RedisLink link;
    private final CommandObjects commands;

    ChangeCommands(RedisLink link) {
        this.link = link;
        this.commands = link.commands();
    }

    Exchange<?> remove(byte[] entry, Want want) {
        return want == Want.PREVIOUS
                ? new Exchange<>(commands.getDel(entry), Meanings::removed)
                : new Exchange<>(commands.unlink(entry), Meanings.count(StoreReply.UNTOUCHED, StoreReply.REMOVED));
    }

    Exchange<?> removeIfEqual(byte[] entry, byte[] expected, Want want) {
        StoreReply equal = want == Want.PREVIOUS ? StoreReply.of(Outcome.REMOVED, expected) : StoreReply.REMOVED;
        Exchange<Object> script =
                new Exchange<>(RedisScript.REMOVE_IF_EQUAL.with(entry, expected), Meanings.compared(equal));
        if (link.has(FastPath.DELIFEQ)) {
            return script.after(FastExchange.remove(FastPath.DELIFEQ, entry, expected, equal));
        }
        return link.has(FastPath.DELEX)
                ? script.after(FastExchange.remove(FastPath.DELEX, entry, expected, equal))
                : script;
    }

    Exchange<?> touch(byte[] entry, Ttl ttl) {
        if (ttl.isKeep()) {
            return new Exchange<>(commands.exists(entry), there -> there ? StoreReply.UPDATED : StoreReply.UNTOUCHED);
        }
        if (ttl.isEternal()) {
            return new Exchange<>(
                    RedisScript.PERSIST.with(entry), Meanings.count(StoreReply.UNTOUCHED, StoreReply.UPDATED));
        }
        return new Exchange<>(
                ttl.isZero() ? commands.unlink(entry) : commands.pexpire(entry, ttl.millis()),
                Meanings.count(StoreReply.UNTOUCHED, StoreReply.UPDATED));
    }

    Exchange<?> touchIfEqual(byte[] entry, byte[] expected, Ttl ttl) {
        return new Exchange<>(
                RedisScript.TOUCH_IF_EQUAL.with(entry, expected, TtlText.of(ttl)),
                Meanings.count(StoreReply.UNTOUCHED, StoreReply.UPDATED));
    }

    Exchange<?> add(byte[] entry, Add add) {
        byte[] delta = Long.toString(add.delta()).getBytes(StandardCharsets.US_ASCII);
        return new Exchange<>(
                RedisScript.ADD.with(
                        entry, delta, add.prefix(), TtlText.of(add.onCreate()), TtlText.of(add.onUpdate())),
                ChangeCommands::added);
    }

    private static StoreReply added(Object reply) {
        List<?> parts = (List<?>) reply;
        int code = ((Long) parts.get(0)).intValue();
        return StoreReply.of(ADDED[code].outcome(), (byte[]) parts.get(1));
    }
}
