// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/**
 * The entries that the {@linkplain StreamConsumer consumers} of a group gave up: a stream beside the stream. Its oldest letters go when there are too
 * many.
 *
 * @param <V> what an entry is
 */
public final class DeadLetters<V> extends Structure {

    private final RedisStream<V> owner;
    private final String group;
    private final StreamCommands stream;

    DeadLetters(RedisStream<V> owner, String group) {
        super(
                new StructureLink(owner.link().link(), "dead letters of group '" + group + "' of stream", owner.name()),
                key(owner.key(), group));
        this.owner = owner;
        this.group = group;
        this.stream = new StreamCommands(key());
    }

    static byte[] key(byte[] stream, String group) {
        return StructureKeys.beside(stream, "dead:" + StructureKeys.escaped(group));
    }

    /**
     * Counts them.
     *
     * @return an operation: {@code XLEN}
     */
    public Operation<Long> size() {
        return operation(commands().xlen(key()));
    }

    /**
     * Reads letters, the first one first.
     *
     * @param range which, by the ids of the letters
     * @param count how many at most, at least 1
     * @return an operation: {@code XRANGE}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Operation<List<DeadLetter<V>>> range(StreamRange range, int count) {
        requireNonNull(range, "range");
        return operation(Replies.map(
                stream.range(Command.XRANGE, range.start(), range.end(), Ranges.atLeastOne("count", count)),
                this::letters));
    }

    private List<DeadLetter<V>> letters(@Nullable Object reply) {
        List<DeadLetter<V>> letters = new ArrayList<>();
        for (StreamReplies.Raw raw : StreamReplies.entries(reply)) {
            letters.add(DeadLetter.of(raw, owner));
        }
        return letters;
    }

    /**
     * Gives a letter back to the group, which handles it once more as if never before; it is no dead letter afterwards. It must still be in its stream: one that was trimmed can only be added anew.
     *
     * @param letter the id of the letter
     * @return an operation whose result is whether it was given back; a script
     */
    public Operation<Boolean> redeliver(StreamId letter) {
        return operation(Replies.map(
                RedisScript.STREAM_REDELIVER.with(
                        owner.key(),
                        key(),
                        group.getBytes(StandardCharsets.UTF_8),
                        requireNonNull(letter, "letter").toString().getBytes(StandardCharsets.US_ASCII)),
                done -> Replies.isOne(Replies.whole(done))));
    }

    /**
     * Removes letters.
     *
     * @param letters their ids, at least one
     * @return an operation: how many were there; {@code XDEL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> remove(Collection<StreamId> letters) {
        return operation(Replies.map(stream.remove(Ranges.notEmpty("letters", letters)), Replies::whole));
    }
}
