// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/**
 * A log of entries on one server, to which entries are added at the end. Entries stay until they are trimmed or removed; reading takes
 * nothing away. {@linkplain #group Groups of consumers} share the work on what was added; {@link #consumer} does that with a handler of
 * the application.
 *
 * <p>An entry is one value, or a map of fields, as the stream was asked for. Where it decodes entries, an operation fails on the first
 * one that something else wrote.
 *
 * @param <V> what an entry is
 */
public final class RedisStream<V> extends Structure {

    private final StreamCommands stream;
    private final EntryForm<V> form;
    private final Running running;

    RedisStream(StructureLink link, byte[] key, EntryForm<V> form, Running running) {
        super(link, key);
        this.stream = new StreamCommands(key);
        this.form = form;
        this.running = running;
    }

    /**
     * Adds an entry at the end.
     *
     * @param value what it is; a map has at least one field
     * @return an operation: the id of the entry; {@code XADD}
     * @throws IllegalArgumentException if it is a map without fields
     */
    public Operation<StreamId> add(V value) {
        return operation(Replies.map(stream.add(AddOptions.plain().words(), form.encode(value)), StreamReplies::id));
    }

    /**
     * Adds an entry at the end, and trims the stream.
     *
     * @param value what it is; a map has at least one field
     * @param trim what stays, the new entry counted
     * @return an operation: the id of the entry; {@code XADD}
     * @throws IllegalArgumentException if it is a map without fields
     */
    public Operation<StreamId> add(V value, StreamTrim trim) {
        return operation(Replies.map(
                stream.add(AddOptions.plain().trimming(trim).words(), form.encode(value)), StreamReplies::id));
    }

    /**
     * Adds an entry in another way.
     *
     * @param value what it is; a map has at least one field
     * @param options how
     * @return an operation: the id of the entry; empty if the stream was to be there and is not; {@code XADD}
     * @throws IllegalArgumentException if it is a map without fields
     */
    public Operation<Optional<StreamId>> add(V value, AddOptions options) {
        return operation(Replies.map(
                stream.add(requireNonNull(options, "options").words(), form.encode(value)),
                reply -> Optional.ofNullable(reply).map(StreamReplies::id)));
    }

    /**
     * Counts the entries.
     *
     * @return an operation: {@code XLEN}
     */
    public Operation<Long> size() {
        return operation(commands().xlen(key()));
    }

    /**
     * Reads one entry.
     *
     * @param id its id
     * @return an operation: {@code XRANGE}
     */
    public Operation<Optional<StreamEntry<V>>> get(StreamId id) {
        String only = requireNonNull(id, "id").toString();
        return operation(Replies.map(
                stream.range(Command.XRANGE, only, only, 1),
                reply -> entries(reply).stream().findFirst()));
    }

    /**
     * Reads the entry that was added last, of those that are there.
     *
     * @return an operation: {@code XREVRANGE}
     */
    public Operation<Optional<StreamEntry<V>>> last() {
        return operation(Replies.map(
                stream.range(Command.XREVRANGE, "+", "-", 1),
                reply -> entries(reply).stream().findFirst()));
    }

    /**
     * Reads entries, the first one first.
     *
     * @param range which
     * @param count how many at most, at least 1
     * @return an operation: {@code XRANGE}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> range(StreamRange range, int count) {
        requireNonNull(range, "range");
        return operation(
                entries(stream.range(Command.XRANGE, range.start(), range.end(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Reads entries, the last one first.
     *
     * @param range which
     * @param count how many at most, at least 1
     * @return an operation: {@code XREVRANGE}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> reversed(StreamRange range, int count) {
        requireNonNull(range, "range");
        return operation(entries(
                stream.range(Command.XREVRANGE, range.end(), range.start(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Reads what was added after an entry.
     *
     * @param after the id of the entry; {@link StreamId#MIN} for all
     * @param count how many at most, at least 1
     * @return an operation: {@code XREAD}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> read(StreamId after, int count) {
        requireNonNull(after, "after");
        return operation(Replies.map(stream.read(after, Ranges.atLeastOne("count", count)), this::read));
    }

    /**
     * The same, waiting until there is something. Who wants only what is new begins with the id of the {@linkplain #last last} entry, and
     * goes on with that of the last one read, so that nothing is missed in between.
     *
     * @param after the id of the entry; {@link StreamId#MIN} for all
     * @param count how many at most, at least 1
     * @param wait how long to wait
     * @return an operation: nothing if nothing came in time; {@code XREAD} with {@code BLOCK}
     * @throws IllegalArgumentException if the count is less than 1, or the time is negative
     */
    public Operation<List<StreamEntry<V>>> await(StreamId after, int count, Duration wait) {
        requireNonNull(after, "after");
        Ranges.atLeastOne("count", count);
        return waiting(
                wait,
                List.of(),
                "read",
                seconds -> Replies.map(stream.await(after, count, millis(seconds)), this::read));
    }

    /**
     * Removes the oldest entries.
     *
     * @param trim what stays
     * @return an operation: how many were removed; {@code XTRIM}
     */
    public Operation<Long> trim(StreamTrim trim) {
        return operation(Replies.map(stream.trim(requireNonNull(trim, "trim")), Replies::whole));
    }

    /**
     * Removes entries.
     *
     * @param ids at least one
     * @return an operation: how many were there; {@code XDEL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> remove(Collection<StreamId> ids) {
        return operation(Replies.map(stream.remove(Ranges.notEmpty("ids", ids)), Replies::whole));
    }

    /**
     * Removes entries, and says what becomes of them in groups that have them pending. Redis 8.2; no Valkey yet.
     *
     * @param ids at least one
     * @param rule what groups keep, or what keeps an entry
     * @return an operation: what became of each; {@code XDELEX}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<StreamId, StreamRemoval>> remove(Collection<StreamId> ids, StreamRemovalRule rule) {
        List<StreamId> all = List.copyOf(Ranges.notEmpty("ids", ids));
        return operation(
                Replies.map(stream.remove(all, requireNonNull(rule, "rule")), reply -> StreamRemoval.of(all, reply)));
    }

    /**
     * Tells about the stream. The server refuses it where there is no stream.
     *
     * @return an operation: {@code XINFO STREAM}
     */
    public Operation<StreamInfo> info() {
        return operation(Replies.map(stream.info("STREAM"), StreamReplies::info));
    }

    /**
     * Tells about its groups. The server refuses it where there is no stream.
     *
     * @return an operation: {@code XINFO GROUPS}
     */
    public Operation<List<GroupInfo>> groups() {
        return operation(Replies.map(stream.info("GROUPS"), StreamReplies::groups));
    }

    /**
     * A group of consumers, whether or not it is there yet.
     *
     * @param name of the group, not empty
     * @return the group, by the commands of the server
     * @throws IllegalArgumentException if the name is empty
     */
    public ConsumerGroup<V> group(String name) {
        return new ConsumerGroup<>(this, Ranges.notEmpty("name", name));
    }

    /**
     * A consumer that hands what a group has to do to a handler. Nothing begins before it is started.
     *
     * @param group the name of the group, not empty
     * @return the consumer to be
     * @throws IllegalArgumentException if the name is empty
     */
    public StreamConsumer.Builder<V> consumer(String group) {
        return new StreamConsumer.Builder<>(this, Ranges.notEmpty("group", group), running);
    }

    /**
     * What the consumers of a group gave up.
     *
     * @param group the name of the group, not empty
     * @return the dead letters
     * @throws IllegalArgumentException if the name is empty
     */
    public DeadLetters<V> deadLetters(String group) {
        return new DeadLetters<>(this, Ranges.notEmpty("group", group));
    }

    StreamCommands stream() {
        return stream;
    }

    V decode(List<byte[]> fields) {
        return form.decode(fields);
    }

    /** What came of a range, or of a claim. */
    List<StreamEntry<V>> entries(@Nullable Object reply) {
        return decoded(StreamReplies.entries(reply));
    }

    CommandObject<List<StreamEntry<V>>> entries(CommandObject<@Nullable Object> command) {
        return Replies.map(command, this::entries);
    }

    /** What came of a read. */
    List<StreamEntry<V>> read(@Nullable Object reply) {
        return decoded(StreamReplies.read(reply));
    }

    private List<StreamEntry<V>> decoded(List<StreamReplies.Raw> raw) {
        List<StreamEntry<V>> entries = new ArrayList<>(raw.size());
        for (StreamReplies.Raw one : raw) {
            entries.add(new StreamEntry<>(one.id(), form.decode(one.fields())));
        }
        return entries;
    }

    /** As streams count, of what others are told in seconds. */
    static long millis(double seconds) {
        return Math.max(1, Math.round(seconds * 1000));
    }
}
