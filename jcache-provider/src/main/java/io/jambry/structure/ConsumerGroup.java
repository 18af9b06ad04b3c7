// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import io.jambry.redis.RedisScript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;

/**
 * Consumers that share the entries of a stream, as the server has them: each entry is delivered to one of them, and stays pending until
 * it is acknowledged. The server keeps who has what, and acts on nothing by itself: {@link StreamConsumer} is what most applications
 * want.
 *
 * <p>Operations on a group that is not there are refused with {@link io.jambry.ServerException}. Thread-safe.
 *
 * @param <V> what an entry is
 */
public final class ConsumerGroup<V> {

    private static final String NEW = ">";
    private static final String END = "$";
    private static final String CONSUMER = "consumer";
    private static final String COUNT = "count";
    private static final String IDLE = "idle";
    private static final int GONE = 2;

    private final RedisStream<V> owner;
    private final StreamCommands stream;
    private final String name;

    ConsumerGroup(RedisStream<V> owner, String name) {
        this.owner = owner;
        this.stream = owner.stream();
        this.name = name;
    }

    /**
     * The name of the group.
     *
     * @return as it was asked for
     */
    public String name() {
        return name;
    }

    /**
     * Makes the group, and the stream if need be. A group that is there stays as it is.
     *
     * @param after the id of the entry behind which it begins; {@link StreamId#MIN} for all
     * @return an operation whose result is whether it was made: {@code XGROUP CREATE} in a script
     */
    public Operation<Boolean> create(StreamId after) {
        return create(requireNonNull(after, "after").toString());
    }

    /**
     * Makes the group for what is added from now on, and the stream if need be. A group that is there stays as it is.
     *
     * @return an operation whose result is whether it was made: {@code XGROUP CREATE} in a script
     */
    public Operation<Boolean> createAtEnd() {
        return create(END);
    }

    private Operation<Boolean> create(String from) {
        return owner.operation(creation(owner.key(), name, from));
    }

    static CommandObject<Boolean> creation(byte[] key, String group, String from) {
        return Replies.map(
                RedisScript.STREAM_GROUP.with(
                        key, group.getBytes(StandardCharsets.UTF_8), from.getBytes(StandardCharsets.US_ASCII)),
                made -> Replies.isOne((Long) made));
    }

    /**
     * Removes the group, with its consumers and what they have not acknowledged.
     *
     * @return an operation whose result is whether it was there: {@code XGROUP DESTROY}
     */
    public Operation<Boolean> destroy() {
        return operation(stream.group("DESTROY", name), reply -> Replies.isOne(Replies.whole(reply)));
    }

    /**
     * Lets the group go on elsewhere.
     *
     * @param after the id of the entry behind which; {@link StreamId#MIN} for all
     * @return an operation without a result: {@code XGROUP SETID}
     */
    public Operation<@Nullable Void> goOn(StreamId after) {
        return owner.operation(Replies.nothing(
                stream.group("SETID", name, requireNonNull(after, "after").toString())));
    }

    /**
     * Lets the group leave out what is there and was not delivered.
     *
     * @return an operation without a result: {@code XGROUP SETID}
     */
    public Operation<@Nullable Void> goOnAtEnd() {
        return owner.operation(Replies.nothing(stream.group("SETID", name, END)));
    }

    /**
     * Makes a consumer. One that reads is made by that, too.
     *
     * @param consumer its name, not empty
     * @return an operation whose result is whether it was made: {@code XGROUP CREATECONSUMER}
     */
    public Operation<Boolean> createConsumer(String consumer) {
        return operation(
                stream.group("CREATECONSUMER", name, Ranges.notEmpty(CONSUMER, consumer)),
                reply -> Replies.isOne(Replies.whole(reply)));
    }

    /**
     * Removes a consumer. What it has not acknowledged is delivered to nobody any more.
     *
     * @param consumer its name, not empty
     * @return an operation: how many entries it had not acknowledged; {@code XGROUP DELCONSUMER}
     */
    public Operation<Long> deleteConsumer(String consumer) {
        return operation(stream.group("DELCONSUMER", name, Ranges.notEmpty(CONSUMER, consumer)), Replies::whole);
    }

    /**
     * Tells about its consumers.
     *
     * @return an operation: {@code XINFO CONSUMERS}
     */
    public Operation<List<ConsumerInfo>> consumers() {
        return operation(stream.consumers(name), StreamReplies::consumers);
    }

    /**
     * Reads what was delivered to nobody yet.
     *
     * @param consumer who gets it
     * @param count how many at most, at least 1
     * @return an operation: {@code XREADGROUP}
     * @throws IllegalArgumentException if the name is empty, or the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> read(String consumer, int count) {
        return operation(
                stream.readGroup(name, Ranges.notEmpty(CONSUMER, consumer), Ranges.atLeastOne(COUNT, count), NEW),
                owner::read);
    }

    /**
     * The same, waiting until there is something.
     *
     * @param consumer who gets it
     * @param count how many at most, at least 1
     * @param wait how long to wait
     * @return an operation: nothing if nothing came in time; {@code XREADGROUP} with {@code BLOCK}
     * @throws IllegalArgumentException if the name is empty, the count is less than 1, or the time is negative
     */
    public Operation<List<StreamEntry<V>>> await(String consumer, int count, Duration wait) {
        Ranges.notEmpty(CONSUMER, consumer);
        Ranges.atLeastOne(COUNT, count);
        return owner.waiting(
                wait,
                List.of(),
                "read",
                seconds -> Replies.map(
                        stream.awaitGroup(name, consumer, count, RedisStream.millis(seconds)), owner::read));
    }

    /**
     * Reads what was delivered to nobody yet, as if it were acknowledged at once.
     *
     * @param consumer who gets it
     * @param count how many at most, at least 1
     * @return an operation: {@code XREADGROUP} with {@code NOACK}
     * @throws IllegalArgumentException if the name is empty, or the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> take(String consumer, int count) {
        return operation(
                stream.take(name, Ranges.notEmpty(CONSUMER, consumer), Ranges.atLeastOne(COUNT, count)), owner::read);
    }

    /**
     * Reads again what a consumer has and did not acknowledge. What is gone from the stream meanwhile is left out.
     *
     * @param consumer who has it
     * @param after the id of the entry behind which; {@link StreamId#MIN} for all
     * @param count how many at most, at least 1
     * @return an operation: {@code XREADGROUP}
     * @throws IllegalArgumentException if the name is empty, or the count is less than 1
     */
    public Operation<List<StreamEntry<V>>> readAgain(String consumer, StreamId after, int count) {
        return operation(
                stream.readGroup(
                        name,
                        Ranges.notEmpty(CONSUMER, consumer),
                        Ranges.atLeastOne(COUNT, count),
                        requireNonNull(after, "after").toString()),
                owner::read);
    }

    /**
     * Tells that entries are done with.
     *
     * @param ids at least one
     * @return an operation: how many were pending; {@code XACK}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> acknowledge(Collection<StreamId> ids) {
        return operation(stream.acknowledge(name, Ranges.notEmpty("ids", ids)), Replies::whole);
    }

    /**
     * Tells that entries are done with, and removes them from the stream in the same step. Redis 8.2; no Valkey yet.
     *
     * @param ids at least one
     * @param rule what other groups keep, or what keeps an entry
     * @return an operation: what became of each; one that was not pending here stays; {@code XACKDEL}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Map<StreamId, StreamRemoval>> acknowledgeAndRemove(
            Collection<StreamId> ids, StreamRemovalRule rule) {
        List<StreamId> all = List.copyOf(Ranges.notEmpty("ids", ids));
        return operation(
                stream.acknowledgeAndRemove(name, all, requireNonNull(rule, "rule")),
                reply -> StreamRemoval.of(all, reply));
    }

    /**
     * Tells what is pending.
     *
     * @return an operation: {@code XPENDING}
     */
    public Operation<PendingSummary> pending() {
        return operation(stream.pending(name), StreamReplies::summary);
    }

    /**
     * Lists what is pending.
     *
     * @param range of which entries
     * @param count how many at most, at least 1
     * @return an operation: {@code XPENDING}
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Operation<List<PendingEntry>> pending(StreamRange range, int count) {
        return pending(range, count, Duration.ZERO);
    }

    /**
     * Lists what is pending for a time already.
     *
     * @param range of which entries
     * @param count how many at most, at least 1
     * @param idle for how long, not negative
     * @return an operation: {@code XPENDING} with {@code IDLE}
     * @throws IllegalArgumentException if the count is less than 1, or the time is negative
     */
    public Operation<List<PendingEntry>> pending(StreamRange range, int count, Duration idle) {
        return operation(
                stream.pending(name, requireNonNull(range, "range"), Ranges.atLeastOne(COUNT, count), idle(idle), null),
                StreamReplies::pending);
    }

    /**
     * Lists what one consumer has not acknowledged.
     *
     * @param consumer its name
     * @param range of which entries
     * @param count how many at most, at least 1
     * @return an operation: {@code XPENDING}
     * @throws IllegalArgumentException if the name is empty, or the count is less than 1
     */
    public Operation<List<PendingEntry>> pendingOf(String consumer, StreamRange range, int count) {
        return operation(
                stream.pending(
                        name,
                        requireNonNull(range, "range"),
                        Ranges.atLeastOne(COUNT, count),
                        Duration.ZERO,
                        Ranges.notEmpty(CONSUMER, consumer)),
                StreamReplies::pending);
    }

    /**
     * Gives entries that are pending for a time to another consumer.
     *
     * @param consumer who gets them
     * @param idle for how long they must be pending, not negative
     * @param ids which, at least one
     * @return an operation: those that it got; {@code XCLAIM}
     * @throws IllegalArgumentException if the name is empty, the time is negative, or there are no ids
     */
    public Operation<List<StreamEntry<V>>> claim(String consumer, Duration idle, Collection<StreamId> ids) {
        return claim(consumer, idle, ids, ClaimOptions.plain());
    }

    /**
     * The same, with other numbers than those that come by themselves.
     *
     * @param consumer who gets them
     * @param idle for how long they must be pending, not negative
     * @param ids which, at least one
     * @param options what to set
     * @return an operation: those that it got; {@code XCLAIM}
     * @throws IllegalArgumentException if the name is empty, the time is negative, or there are no ids
     */
    public Operation<List<StreamEntry<V>>> claim(
            String consumer, Duration idle, Collection<StreamId> ids, ClaimOptions options) {
        return operation(claiming(consumer, idle, ids, options.words()), owner::entries);
    }

    /**
     * The same without reading the entries, and without counting a delivery.
     *
     * @param consumer who gets them
     * @param idle for how long they must be pending, not negative
     * @param ids which, at least one
     * @param options what to set
     * @return an operation: those that it got; {@code XCLAIM} with {@code JUSTID}
     * @throws IllegalArgumentException if the name is empty, the time is negative, or there are no ids
     */
    public Operation<List<StreamId>> claimIds(
            String consumer, Duration idle, Collection<StreamId> ids, ClaimOptions options) {
        return operation(claiming(consumer, idle, ids, options.idsOnly().words()), StreamReplies::ids);
    }

    private CommandObject<@Nullable Object> claiming(
            String consumer, Duration idle, Collection<StreamId> ids, List<String> options) {
        return stream.claim(
                name, Ranges.notEmpty(CONSUMER, consumer), idle(idle), Ranges.notEmpty("ids", ids), options);
    }

    /**
     * Gives a consumer what is pending for a time, whoever has it, in steps through all that is pending.
     *
     * @param consumer who gets it
     * @param idle for how long it must be pending, not negative
     * @param from the id at which to begin the step; {@link StreamId#MIN} at first
     * @param count how many at most, at least 1
     * @return an operation: {@code XAUTOCLAIM}
     * @throws IllegalArgumentException if the name is empty, the time is negative, or the count is less than 1
     */
    public Operation<Claimed<V>> autoClaim(String consumer, Duration idle, StreamId from, int count) {
        return operation(
                stream.autoClaim(
                        name,
                        Ranges.notEmpty(CONSUMER, consumer),
                        idle(idle),
                        requireNonNull(from, "from"),
                        Ranges.atLeastOne(COUNT, count)),
                this::claimed);
    }

    private Claimed<V> claimed(@Nullable Object reply) {
        List<?> parts = Replies.listed(reply);
        return new Claimed<>(
                StreamReplies.id(parts.get(0)),
                owner.entries(parts.get(1)),
                parts.size() > GONE ? StreamReplies.ids(parts.get(GONE)) : List.of());
    }

    private static Duration idle(Duration idle) {
        Ranges.notNegative(IDLE, requireNonNull(idle, IDLE).toMillis());
        return idle;
    }

    private <T> Operation<T> operation(CommandObject<@Nullable Object> command, Function<@Nullable Object, T> meaning) {
        return owner.operation(Replies.map(command, meaning));
    }

    /** Which group of which stream. */
    @Override
    public String toString() {
        return "group '" + name + "' of " + owner;
    }
}
