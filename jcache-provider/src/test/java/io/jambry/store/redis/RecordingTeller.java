// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.store.redis;

import io.jambry.redis.RedisLink;
import io.jambry.spi.Mode;
import io.jambry.spi.StoreReply;
import io.jambry.spi.StoreRequest;
import io.jambry.spi.StoreRequest.Put;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Writes down what it is asked to tell; puts are plain ones, and all else removes. */
final class RecordingTeller implements Teller {

    private final Consumer<String> record;

    RecordingTeller(Consumer<String> record) {
        this.record = record;
    }

    RecordingTeller(CopyOnWriteArrayList<String> records) {
        this(records::add);
    }

    @Override
    public StoreReply execute(RedisLink link, byte[] key, byte[] entry, StoreRequest request, Mode mode) {
        if (request instanceof Put put) {
            link.call(link.commands().set(entry, put.value()));
        } else {
            link.call(link.commands().unlink(entry));
        }
        record.accept("told " + request.verb() + " " + text(key));
        return StoreReply.UPDATED;
    }

    @Override
    public List<StoreReply> executeAll(RedisLink link, List<byte[]> keys, List<StoreRequest> requests, Mode mode) {
        record.accept("told " + keys.size() + " requests");
        return keys.stream().map(key -> StoreReply.UPDATED).toList();
    }

    @Override
    public StoreReply execute(RedisLink link, BoundedCommands commands, byte[] key, StoreRequest request, Mode mode) {
        record.accept("told bounded " + request.verb() + " " + text(key));
        return StoreReply.UPDATED;
    }

    @Override
    public List<StoreReply> executeAll(
            RedisLink link, BoundedCommands commands, List<byte[]> keys, List<StoreRequest> requests, Mode mode) {
        record.accept("told " + keys.size() + " bounded requests");
        return keys.stream().map(key -> StoreReply.UPDATED).toList();
    }

    @Override
    public long removeAll(RedisLink link, List<byte[]> keys, Mode mode) {
        record.accept("told " + keys.size() + " removals");
        return keys.size();
    }

    @Override
    public void clear(RedisLink link, List<byte[]> entries, Mode mode) {
        record.accept("cleared " + entries.size());
    }

    @Override
    public void tellLate(byte[] key, StoreRequest request, StoreReply reply, Mode made, Mode now) {
        record.accept("late " + request.verb() + " " + text(key) + " " + reply.outcome());
    }

    @Override
    public void untold(Mode now) {
        record.accept("untold");
    }

    @Override
    public void takenUp(Mode mode) {
        record.accept(mode.wish().listens() ? "listens" : "quiet");
    }

    private static String text(byte[] key) {
        return new String(key, StandardCharsets.UTF_8);
    }
}
