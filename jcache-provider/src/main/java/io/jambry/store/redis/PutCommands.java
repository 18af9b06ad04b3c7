// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.FastPath;
import io.jambry.redis.PlainCommand;
import io.jambry.redis.RedisLink;
import io.jambry.redis.RedisScript;
import io.jambry.spi.Condition;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreReply.Outcome;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import io.jambry.spi.StoreRequest.Want;
import io.jambry.spi.Ttl;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Protocol.Command;

/** The commands of {@link Put}, but those under a fence. */
final class PutCommands {

    private static final byte[] NX = {'N', 'X'};
    private static final byte[] XX = {'X', 'X'};
    private static final byte[] GET = {'G', 'E', 'T'};

    private final RedisLink link;
    private final CommandObjects commands;

    PutCommands(RedisLink link) {
        this.link = link;
        this.commands = link.commands();
    }

    Exchange<?> always(byte[] entry, Put put) {
        boolean eternal = put.onCreate().isEternal() && put.onUpdate().isKeep();
        if (!eternal && !put.onCreate().equals(put.onUpdate())) {
            return byScript(entry, put);
        }
        if (put.onUpdate().isZero()) {
            return put.want() == Want.PREVIOUS
                    ? new Exchange<>(commands.getDel(entry), Meanings::createdOrUpdated)
                    : new Exchange<>(commands.unlink(entry), Meanings.count(StoreReply.CREATED, StoreReply.UPDATED));
        }
        return switch (put.want()) {
            case NOTHING -> new Exchange<>(set(entry, put.value(), put.onUpdate()), Meanings::done);
            case OUTCOME -> byScript(entry, put);
            case PREVIOUS ->
                new Exchange<>(setGet(entry, put.value(), put.onUpdate(), GET), Meanings::createdOrUpdated);
        };
    }

    /** Whether a put wants nothing but a value and one time to live. */
    static boolean isTimed(Put put) {
        Ttl ttl = put.onUpdate();
        boolean finite = !ttl.isKeep() && !ttl.isZero() && !ttl.isEternal();
        return finite
                && ttl.equals(put.onCreate())
                && put.want() == Want.NOTHING
                && Condition.NONE.equals(put.condition());
    }

    /** Whether all of them want nothing but a value and the same time to live. */
    static boolean areAlike(List<StoreRequest> requests) {
        if (!(requests.get(0) instanceof Put first)) {
            return false;
        }
        boolean eternal = first.onCreate().isEternal() && first.onUpdate().isKeep();
        for (StoreRequest request : requests) {
            if (!(request instanceof Put put)
                    || put.want() != Want.NOTHING
                    || !Condition.NONE.equals(put.condition())
                    || !put.onCreate().equals(first.onCreate())
                    || !put.onUpdate().equals(first.onUpdate())) {
                return false;
            }
        }
        return eternal || isTimed(first);
    }

    /** Puts that {@linkplain #areAlike are alike}, a command each. */
    static List<CommandObject<Object>> alike(List<byte[]> entries, List<StoreRequest> puts) {
        Ttl ttl = ((Put) puts.get(0)).onUpdate();
        byte[] millis = TtlText.of(ttl);
        List<CommandObject<Object>> batch = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = entries.get(i);
            byte[] value = ((Put) puts.get(i)).value();
            batch.add(ttl.isKeep() ? set(entry, value, ttl) : timed(entry, millis, value));
        }
        return batch;
    }

    /** One of many puts. */
    Exchange<?> timed(byte[] entry, Put put) {
        return new Exchange<>(timed(entry, TtlText.of(put.onUpdate()), put.value()), Meanings::done);
    }

    /** As {@code SET … PX}, in fewer words: where the server reads hundreds of them, that is a tenth of its time. */
    private static CommandObject<Object> timed(byte[] entry, byte[] millis, byte[] value) {
        return PlainCommand.overKey(Command.PSETEX, BuilderFactory.RAW_OBJECT, entry, millis, value);
    }

    private static CommandObject<Object> set(byte[] entry, byte[] value, Ttl ttl, byte[]... options) {
        return PlainCommand.overKey(Command.SET, BuilderFactory.RAW_OBJECT, arguments(entry, value, ttl, options));
    }

    private static CommandObject<byte[]> setGet(byte[] entry, byte[] value, Ttl ttl, byte[]... options) {
        return PlainCommand.overKey(Command.SET, BuilderFactory.BINARY, arguments(entry, value, ttl, options));
    }

    /** The options, then the time to live, which is not zero. */
    private static byte[][] arguments(byte[] entry, byte[] value, Ttl ttl, byte[]... options) {
        byte[][] words = TtlText.words(ttl);
        byte[][] arguments = new byte[2 + options.length + words.length][];
        arguments[0] = entry;
        arguments[1] = value;
        System.arraycopy(options, 0, arguments, 2, options.length);
        System.arraycopy(words, 0, arguments, 2 + options.length, words.length);
        return arguments;
    }

    private static Exchange<?> byScript(byte[] entry, Put put) {
        byte[] onCreate = TtlText.of(put.onCreate());
        byte[] onUpdate = TtlText.of(put.onUpdate());
        return put.want() == Want.PREVIOUS
                ? new Exchange<>(
                        RedisScript.PUT_PREVIOUS.with(entry, put.value(), onCreate, onUpdate),
                        previous -> Meanings.createdOrUpdated((byte[]) previous))
                : new Exchange<>(
                        RedisScript.PUT.with(entry, put.value(), onCreate, onUpdate),
                        code -> (Long) code == 1 ? StoreReply.CREATED : StoreReply.UPDATED);
    }

    Exchange<?> ifAbsent(byte[] entry, Put put) {
        Ttl ttl = put.onCreate();
        if (put.want() == Want.PREVIOUS) {
            return ttl.isZero()
                    ? new Exchange<>(commands.get(entry), Meanings::createdOrInTheWay)
                    : new Exchange<>(
                            RedisScript.PUT_ABSENT.with(entry, put.value(), TtlText.of(ttl)),
                            current -> Meanings.createdOrInTheWay((byte[]) current));
        }
        if (ttl.isZero()) {
            return new Exchange<>(commands.exists(entry), there -> there ? StoreReply.UNTOUCHED : StoreReply.CREATED);
        }
        return new Exchange<>(set(entry, put.value(), ttl, NX), Meanings::createdOrUntouched);
    }

    Exchange<?> ifPresent(byte[] entry, Put put) {
        Ttl ttl = put.onUpdate();
        boolean previous = put.want() == Want.PREVIOUS;
        if (ttl.isZero()) {
            return previous
                    ? new Exchange<>(commands.getDel(entry), Meanings::updated)
                    : new Exchange<>(commands.unlink(entry), Meanings.count(StoreReply.UNTOUCHED, StoreReply.UPDATED));
        }
        return previous
                ? new Exchange<>(setGet(entry, put.value(), ttl, XX, GET), Meanings::updated)
                : new Exchange<>(set(entry, put.value(), ttl, XX), Meanings::updatedOrUntouched);
    }

    Exchange<?> ifEqual(byte[] entry, Put put, byte[] expected) {
        StoreReply equal = put.want() == Want.PREVIOUS ? StoreReply.of(Outcome.UPDATED, expected) : StoreReply.UPDATED;
        Exchange<Object> script = new Exchange<>(
                RedisScript.PUT_IF_EQUAL.with(entry, expected, put.value(), TtlText.of(put.onUpdate())),
                Meanings.compared(equal));
        return put.onUpdate().isZero() || !link.has(FastPath.SET_IFEQ)
                ? script
                : script.after(FastExchange.put(entry, put, expected, equal));
    }
}
