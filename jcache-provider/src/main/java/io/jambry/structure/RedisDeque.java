// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingDeque;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.args.ListDirection;

/**
 * A list on one server, by its ends: a queue, a stack, or both, from which many JVMs may take.
 *
 * <p>What waits at an empty one gets the next element, one after the other. An element that is taken is gone from the server:
 * if the JVM that took it ends before it is done with it, or the connection breaks under way
 * ({@link io.jambry.OutcomeUnknownException}), it is lost. Where that must not be, {@linkplain #move move} it to another one, and
 * remove it there when it is done.
 *
 * <p>A {@link RedisList} of the same name is the same list seen by places.
 *
 * @param <E> the type of the elements
 */
public final class RedisDeque<E> extends ElementStructure<E> {

    private static final String POLL_FIRST = "pollFirst";
    private static final String POLL_LAST = "pollLast";

    RedisDeque(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
    }

    /**
     * The same deque as {@code java.util.concurrent} sees it, each method by the operations here; it has room for everything. Iterators are
     * weakly consistent, as those of {@link RedisList#view}. An interrupt is noticed within a second.
     *
     * @return a view
     */
    public BlockingDeque<E> view() {
        return new DequeView<>(this, new RedisList<>(link(), key(), form()));
    }

    /**
     * Counts the elements.
     *
     * @return an operation: {@code LLEN}
     */
    public Operation<Long> size() {
        return operation(commands().llen(key()));
    }

    /**
     * Puts an element before the first one.
     *
     * @param element anything but null
     * @return an operation: the size; {@code LPUSH}
     */
    public Operation<Long> addFirst(E element) {
        return operation(commands().lpush(key(), bytes(element)));
    }

    /**
     * Puts an element behind the last one.
     *
     * @param element anything but null
     * @return an operation: the size; {@code RPUSH}
     */
    public Operation<Long> addLast(E element) {
        return operation(commands().rpush(key(), bytes(element)));
    }

    /**
     * Puts elements before the first one, all at once but one before the other: the last of them will be the first.
     *
     * @param elements at least one
     * @return an operation: the size; {@code LPUSH}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> addAllFirst(Collection<? extends E> elements) {
        return operation(commands().lpush(key(), bytes(elements)));
    }

    /**
     * Puts elements behind the last one, all at once.
     *
     * @param elements at least one
     * @return an operation: the size; {@code RPUSH}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> addAllLast(Collection<? extends E> elements) {
        return operation(commands().rpush(key(), bytes(elements)));
    }

    /**
     * Puts elements before the first one, one before the other, if there is one.
     *
     * @param elements at least one
     * @return an operation: the size, 0 if there is none; {@code LPUSHX}
     * @throws IllegalArgumentException if there are no elements
     */
    public Operation<Long> addAllFirstIfExists(Collection<? extends E> elements) {
        return operation(commands().lpushx(key(), bytes(elements)));
    }

    /**
     * Puts elements behind the last one, if there is one.
     *
     * @param elements at least one
     * @return an operation: the size, 0 if there is none; {@code RPUSHX}
     * @throws IllegalArgumentException if there are no elements
     */
    public Operation<Long> addAllLastIfExists(Collection<? extends E> elements) {
        return operation(commands().rpushx(key(), bytes(elements)));
    }

    /**
     * Reads the first element.
     *
     * @return an operation: {@code LINDEX}
     */
    public Operation<Optional<E>> peekFirst() {
        return operation(Replies.map(commands().lindex(key(), 0), this::optional));
    }

    /**
     * Reads the last element.
     *
     * @return an operation: {@code LINDEX}
     */
    public Operation<Optional<E>> peekLast() {
        return operation(Replies.map(commands().lindex(key(), -1), this::optional));
    }

    /**
     * Takes the first element.
     *
     * @return an operation: {@code LPOP}
     */
    public Operation<Optional<E>> pollFirst() {
        return operation(Replies.map(commands().lpop(key()), this::optional));
    }

    /**
     * Takes the last element.
     *
     * @return an operation: {@code RPOP}
     */
    public Operation<Optional<E>> pollLast() {
        return operation(Replies.map(commands().rpop(key()), this::optional));
    }

    /**
     * Takes elements from the first one on.
     *
     * @param count how many at most, at least 1
     * @return an operation: {@code LPOP}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<E>> pollFirst(int count) {
        return operation(Replies.map(commands().lpop(key(), Ranges.atLeastOne("count", count)), this::listOrNone));
    }

    /**
     * Takes elements from the last one back.
     *
     * @param count how many at most, at least 1
     * @return an operation: the last one first; {@code RPOP}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<E>> pollLast(int count) {
        return operation(Replies.map(commands().rpop(key(), Ranges.atLeastOne("count", count)), this::listOrNone));
    }

    private List<E> listOrNone(@Nullable List<byte[]> elements) {
        return elements == null ? List.of() : list(elements);
    }

    /**
     * Takes elements from the first one on, from the first of several deques that has any. Redis 7.0, Valkey 7.2.
     *
     * @param count how many at most, at least 1
     * @param others where to look when this one is empty, in that order
     * @return an operation: {@code LMPOP}
     * @throws IllegalArgumentException if the count is less, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> pollFirst(int count, Collection<RedisDeque<E>> others) {
        return operation(taken(
                commands().lmpop(ListDirection.LEFT, Ranges.atLeastOne("count", count), keysWith(others)), others));
    }

    /**
     * Takes elements from the last one back, from the first of several deques that has any. Redis 7.0, Valkey 7.2.
     *
     * @param count how many at most, at least 1
     * @param others where to look when this one is empty, in that order
     * @return an operation: {@code LMPOP}
     * @throws IllegalArgumentException if the count is less, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> pollLast(int count, Collection<RedisDeque<E>> others) {
        return operation(taken(
                commands().lmpop(ListDirection.RIGHT, Ranges.atLeastOne("count", count), keysWith(others)), others));
    }

    /**
     * Takes the first element, and waits for it if there is none.
     *
     * @param wait how long at most; not negative
     * @return an operation: empty if none came; {@code BLPOP}
     * @throws IllegalArgumentException if the wait is negative
     */
    public Operation<Optional<E>> takeFirst(Duration wait) {
        return waiting(
                wait,
                Optional.empty(),
                POLL_FIRST,
                seconds -> Replies.beside(commands().blpop(seconds, key()), this::optionalOf));
    }

    /**
     * Takes the last element, and waits for it if there is none.
     *
     * @param wait how long at most; not negative
     * @return an operation: empty if none came; {@code BRPOP}
     * @throws IllegalArgumentException if the wait is negative
     */
    public Operation<Optional<E>> takeLast(Duration wait) {
        return waiting(
                wait,
                Optional.empty(),
                POLL_LAST,
                seconds -> Replies.beside(commands().brpop(seconds, key()), this::optionalOf));
    }

    /**
     * Takes the first element of the first of several deques that has any, and waits for one if none has.
     *
     * @param wait how long at most; not negative
     * @param others where to look besides this one
     * @return an operation: empty if none came; {@code BLPOP}
     * @throws IllegalArgumentException if the wait is negative, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> takeFirst(Duration wait, Collection<RedisDeque<E>> others) {
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                POLL_FIRST,
                seconds -> takenOne(commands().blpop(seconds, keys), others));
    }

    /**
     * Takes the last element of the first of several deques that has any, and waits for one if none has.
     *
     * @param wait how long at most; not negative
     * @param others where to look besides this one
     * @return an operation: empty if none came; {@code BRPOP}
     * @throws IllegalArgumentException if the wait is negative, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> takeLast(Duration wait, Collection<RedisDeque<E>> others) {
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                POLL_LAST,
                seconds -> takenOne(commands().brpop(seconds, keys), others));
    }

    /**
     * Takes elements from the first one on, from the first of several deques that has any, and waits if none has. Redis 7.0, Valkey 7.2.
     *
     * @param wait how long at most; not negative
     * @param count how many at most, at least 1
     * @param others where to look besides this one; none for this one alone
     * @return an operation: empty if none came; {@code BLMPOP}
     * @throws IllegalArgumentException if the wait is negative, the count is less, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> takeFirst(
            Duration wait, int count, Collection<RedisDeque<E>> others) {
        return taking(wait, POLL_FIRST, ListDirection.LEFT, count, others);
    }

    /**
     * Takes elements from the last one back, from the first of several deques that has any, and waits if none has. Redis 7.0, Valkey 7.2.
     *
     * @param wait how long at most; not negative
     * @param count how many at most, at least 1
     * @param others where to look besides this one; none for this one alone
     * @return an operation: empty if none came; {@code BLMPOP}
     * @throws IllegalArgumentException if the wait is negative, the count is less, or the deques are not together
     */
    public Operation<Optional<Taken<RedisDeque<E>, E>>> takeLast(
            Duration wait, int count, Collection<RedisDeque<E>> others) {
        return taking(wait, POLL_LAST, ListDirection.RIGHT, count, others);
    }

    private Operation<Optional<Taken<RedisDeque<E>, E>>> taking(
            Duration wait, String instead, ListDirection from, int count, Collection<RedisDeque<E>> others) {
        Ranges.atLeastOne("count", count);
        byte[][] keys = keysWith(others);
        return waiting(
                wait,
                Optional.empty(),
                instead,
                seconds -> taken(commands().blmpop(seconds, from, count, keys), others));
    }

    private void requireMovable(End from, RedisDeque<E> target, End to) {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        requireKin(requireNonNull(target, "target"));
    }

    /**
     * Takes the element at one end, and puts it at one end of another deque, or of the same, in one step.
     *
     * @param from which end it is taken from
     * @param target where it goes
     * @param to which end it is put at
     * @return an operation: the element; empty if there was none; {@code LMOVE}
     * @throws IllegalArgumentException if the deques are not together
     */
    public Operation<Optional<E>> move(End from, RedisDeque<E> target, End to) {
        requireMovable(from, target, to);
        return operation(
                Replies.map(commands().lmove(key(), target.key(), from.direction(), to.direction()), this::optional));
    }

    /**
     * The same, and waits for an element if there is none.
     *
     * @param from which end it is taken from
     * @param target where it goes
     * @param to which end it is put at
     * @param wait how long at most; not negative
     * @return an operation: the element; empty if none came; {@code BLMOVE}
     * @throws IllegalArgumentException if the wait is negative, or the deques are not together
     */
    public Operation<Optional<E>> move(End from, RedisDeque<E> target, End to, Duration wait) {
        requireMovable(from, target, to);
        return waiting(
                wait,
                Optional.empty(),
                "move",
                seconds -> Replies.map(
                        commands().blmove(key(), target.key(), from.direction(), to.direction(), seconds),
                        this::optional));
    }

    private Optional<E> optionalOf(Map.@Nullable Entry<byte[], byte[]> reply) {
        return reply == null ? Optional.empty() : optional(reply.getValue());
    }

    private CommandObject<Optional<Taken<RedisDeque<E>, E>>> takenOne(
            CommandObject<? extends Map.Entry<byte[], byte[]>> command, Collection<RedisDeque<E>> others) {
        return Replies.beside(
                command,
                reply -> reply == null
                        ? Optional.empty()
                        : Optional.of(taken(reply.getKey(), List.of(reply.getValue()), others)));
    }

    private CommandObject<Optional<Taken<RedisDeque<E>, E>>> taken(
            CommandObject<? extends Map.Entry<byte[], List<byte[]>>> command, Collection<RedisDeque<E>> others) {
        return Replies.beside(
                command,
                reply -> reply == null
                        ? Optional.empty()
                        : Optional.of(taken(reply.getKey(), reply.getValue(), others)));
    }

    private Taken<RedisDeque<E>, E> taken(byte[] key, List<byte[]> elements, Collection<RedisDeque<E>> others) {
        return new Taken<>(named(key, this, others), list(elements));
    }
}
