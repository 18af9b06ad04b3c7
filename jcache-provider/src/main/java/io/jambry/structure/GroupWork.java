// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.CommandObject;

/**
 * What a consumer asks of the server: entries as they are stored, for it reads them one by one.
 *
 * @param link leads to the server
 * @param key the name of the stream on the server
 * @param settings how the consumer works
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GroupWork(StructureLink link, byte[] key, ConsumerSettings settings) {

    private static final byte[] KEEP = bytes("keep");
    private static final byte[] RETURN = bytes("return");

    /** Whoever was not heard of for so long, and has nothing pending, is not coming back under its name. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    /** Where the entries stand in the reply of a claim. */
    private static final int CLAIMED = 2;

    /** An entry that was delivered. */
    record Delivered(StreamId id, List<byte[]> fields, long number) {}

    /** What a claim brought, and where to go on. */
    record Claim(StreamId next, long buried, List<Delivered> entries) {}

    /** Makes the group unless it is there. */
    boolean make(String start) {
        return link.call(ConsumerGroup.creation(key, settings.group(), start));
    }

    /** What was delivered to nobody yet; waits for it unless there is no time to. */
    List<Delivered> read(Duration wait) {
        StreamCommands stream = new StreamCommands(key);
        Object reply = wait.isZero()
                ? link.call(stream.readGroup(settings.group(), settings.name(), settings.batch(), ">"))
                : link.await(
                        stream.awaitGroup(settings.group(), settings.name(), settings.batch(), wait.toMillis()), wait);
        List<Delivered> entries = new ArrayList<>();
        for (StreamReplies.Raw raw : StreamReplies.read(reply)) {
            entries.add(new Delivered(raw.id(), raw.fields(), 1));
        }
        return entries;
    }

    /** What nobody acknowledged in time, from an id on. */
    Claim claim(StreamId from) {
        return link.call(Replies.map(
                RedisScript.STREAM_CLAIM.with(
                        key,
                        DeadLetters.key(key, settings.group()),
                        bytes(settings.group()),
                        bytes(settings.name()),
                        bytes(settings.claimAfter().toMillis()),
                        bytes(from.toString()),
                        bytes(settings.batch()),
                        bytes(settings.maxDeliveries()),
                        bytes(settings.deadLettersKept())),
                GroupWork::claimed));
    }

    private static Claim claimed(Object reply) {
        List<?> parts = Replies.listed(reply);
        List<Delivered> entries = new ArrayList<>();
        for (Object one : parts.subList(CLAIMED, parts.size())) {
            List<?> entry = Replies.listed(one);
            entries.add(new Delivered(
                    StreamReplies.id(entry.get(0)),
                    StreamReplies.bytes(Replies.listed(entry.get(2))),
                    Replies.whole(entry.get(1))));
        }
        return new Claim(StreamReplies.id(parts.get(0)), Replies.whole(parts.get(1)), entries);
    }

    void acknowledge(Collection<StreamId> ids) {
        Object unused = link.call(new StreamCommands(key).acknowledge(settings.group(), ids));
    }

    /** Gives an entry up. False if another consumer has it. */
    boolean bury(StreamId id, String reason) {
        return link.call(done(RedisScript.STREAM_BURY.with(
                key,
                DeadLetters.key(key, settings.group()),
                bytes(settings.group()),
                bytes(settings.name()),
                bytes(id.toString()),
                bytes(reason),
                bytes(settings.deadLettersKept()))));
    }

    /** Lets nobody else take entries yet; tells which of them are still this consumer's. */
    Set<StreamId> keep(Collection<StreamId> ids) {
        return hold(KEEP, ids);
    }

    /** Lets others take entries at once, as if they had not been delivered. */
    void giveBack(Collection<StreamId> ids) {
        Set<StreamId> unused = hold(RETURN, ids);
    }

    private Set<StreamId> hold(byte[] how, Collection<StreamId> ids) {
        List<byte[]> arguments = new ArrayList<>(List.of(
                key,
                bytes(settings.group()),
                bytes(settings.name()),
                how,
                bytes(settings.claimAfter().toMillis())));
        ids.forEach(id -> arguments.add(bytes(id.toString())));
        return new HashSet<>(link.call(
                Replies.map(RedisScript.STREAM_HOLD.with(arguments.toArray(byte[][]::new)), StreamReplies::ids)));
    }

    /** Takes this consumer out of the group if it has nothing pending. */
    boolean leave() {
        return leave(settings.name(), Duration.ZERO);
    }

    /** Takes those out of the group that are gone for good. */
    boolean tidy() {
        return leave("", FORGOTTEN);
    }

    private boolean leave(String consumer, Duration silent) {
        return link.call(done(RedisScript.STREAM_LEAVE.with(
                key, bytes(settings.group()), bytes(consumer), bytes(silent.toMillis()))));
    }

    private static CommandObject<Boolean> done(CommandObject<Object> script) {
        return Replies.map(script, reply -> Replies.whole(reply) > 0);
    }

    private static byte[] bytes(long number) {
        return bytes(Long.toString(number));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
