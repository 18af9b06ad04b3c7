// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.CommandObject;

/**
 * A set on one server.
 *
 * <p>Operations over several sets need them together: in a cluster of one {@linkplain Structures#group group}, and written in the same way.
 *
 * @param <E> the type of the elements; equal elements have equal bytes
 */
public final class RedisSet<E> extends ElementStructure<E> {

    RedisSet(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
    }

    /**
     * The same set as {@code java.util} sees it, each method by the operations here. Iterators are weakly consistent, and read page by
     * page: what is there all the time comes at least once.
     *
     * @return a view
     */
    public Set<E> view() {
        return new SetView<>(this);
    }

    /**
     * Counts the elements.
     *
     * @return an operation: {@code SCARD}
     */
    public Operation<Long> size() {
        return operation(commands().scard(key()));
    }

    /**
     * Puts an element in.
     *
     * @param element anything but null
     * @return an operation whose result is whether it is new: {@code SADD}
     */
    public Operation<Boolean> add(E element) {
        return operation(Replies.map(commands().sadd(key(), bytes(element)), Replies::isOne));
    }

    /**
     * Puts elements in, all at once.
     *
     * @param elements at least one
     * @return an operation whose result is how many are new: {@code SADD}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> addAll(Collection<? extends E> elements) {
        return operation(commands().sadd(key(), bytes(elements)));
    }

    /**
     * Takes an element out.
     *
     * @param element which
     * @return an operation whose result is whether it was there: {@code SREM}
     */
    public Operation<Boolean> remove(E element) {
        return operation(Replies.map(commands().srem(key(), bytes(element)), Replies::isOne));
    }

    /**
     * Takes elements out.
     *
     * @param elements at least one
     * @return an operation whose result is how many were there: {@code SREM}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> removeAll(Collection<? extends E> elements) {
        return operation(commands().srem(key(), bytes(elements)));
    }

    /**
     * Tells whether an element is there.
     *
     * @param element which
     * @return an operation: {@code SISMEMBER}
     */
    public Operation<Boolean> contains(E element) {
        return operation(commands().sismember(key(), bytes(element)));
    }

    /**
     * Tells which elements are there.
     *
     * @param elements at least one
     * @return an operation: those that are there, in their order; {@code SMISMEMBER}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Set<E>> existing(Collection<? extends E> elements) {
        List<E> asked = List.copyOf(elements);
        return operation(Replies.map(commands().smismember(key(), bytes(asked)), found -> {
            Set<E> there = new LinkedHashSet<>();
            for (int i = 0; i < asked.size(); i++) {
                if (found.get(i)) {
                    there.add(asked.get(i));
                }
            }
            return there;
        }));
    }

    /**
     * Reads everything. For large sets {@link #view} walks in pages.
     *
     * @return an operation: {@code SMEMBERS}
     */
    public Operation<Set<E>> getAll() {
        return operation(elements(commands().smembers(key())));
    }

    /**
     * Takes an element out by chance.
     *
     * @return an operation: {@code SPOP}
     */
    public Operation<Optional<E>> poll() {
        return operation(Replies.map(commands().spop(key()), this::optional));
    }

    /**
     * Takes elements out by chance.
     *
     * @param count how many at most, at least 1
     * @return an operation: {@code SPOP}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<Set<E>> poll(int count) {
        return operation(elements(commands().spop(key(), Ranges.atLeastOne("count", count))));
    }

    /**
     * Reads elements by chance.
     *
     * @param count how many different ones at most, at least 1
     * @return an operation: {@code SRANDMEMBER}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<Set<E>> random(int count) {
        return operation(Replies.map(
                commands().srandmember(key(), Ranges.atLeastOne("count", count)), found -> Replies.set(found, form())));
    }

    /**
     * Reads elements by chance, each time from all of them, so that one may come more than once.
     *
     * @param count how many, at least 1
     * @return an operation: so many, or none if there are none; {@code SRANDMEMBER}
     * @throws IllegalArgumentException if it is less
     */
    public Operation<List<E>> randomWithRepeats(int count) {
        return operation(Replies.map(commands().srandmember(key(), -Ranges.atLeastOne("count", count)), this::list));
    }

    /**
     * Takes an element out and puts it into another set, in one step.
     *
     * @param element which
     * @param target where it goes
     * @return an operation whose result is whether it was there: {@code SMOVE}
     * @throws IllegalArgumentException if the sets are not together
     */
    public Operation<Boolean> move(E element, RedisSet<E> target) {
        requireKin(requireNonNull(target, "target"));
        return operation(Replies.map(commands().smove(key(), target.key(), bytes(element)), Replies::isOne));
    }

    /**
     * Reads what is in this one and in all others.
     *
     * @param others the other ones
     * @return an operation: {@code SINTER}
     * @throws IllegalArgumentException if the sets are not together
     */
    public Operation<Set<E>> intersection(Collection<RedisSet<E>> others) {
        return operation(elements(commands().sinter(keysWith(others))));
    }

    /**
     * Reads what is in this one or in others.
     *
     * @param others the other ones
     * @return an operation: {@code SUNION}
     * @throws IllegalArgumentException if the sets are not together
     */
    public Operation<Set<E>> union(Collection<RedisSet<E>> others) {
        return operation(elements(commands().sunion(keysWith(others))));
    }

    /**
     * Reads what is in this one and in no other.
     *
     * @param others the other ones
     * @return an operation: {@code SDIFF}
     * @throws IllegalArgumentException if the sets are not together
     */
    public Operation<Set<E>> difference(Collection<RedisSet<E>> others) {
        return operation(elements(commands().sdiff(keysWith(others))));
    }

    /**
     * Counts what is in this one and in all others. Redis 7.0, Valkey 7.2.
     *
     * @param others the other ones
     * @param limit where counting may stop; 0 for never
     * @return an operation: {@code SINTERCARD}
     * @throws IllegalArgumentException if the limit is negative, or the sets are not together
     */
    public Operation<Long> intersectionSize(Collection<RedisSet<E>> others, int limit) {
        Ranges.notNegative("limit", limit);
        return operation(commands().sintercard(limit, keysWith(others)));
    }

    /**
     * Makes this one what is in all of several, and forgets what was in it.
     *
     * @param sources at least one, of which it may be one itself
     * @return an operation: the size; {@code SINTERSTORE}
     * @throws IllegalArgumentException if there are none, or the sets are not together
     */
    public Operation<Long> storeIntersection(Collection<RedisSet<E>> sources) {
        return operation(commands().sinterstore(key(), keysOf(sources)));
    }

    /**
     * Makes this one what is in any of several, and forgets what was in it.
     *
     * @param sources at least one, of which it may be one itself
     * @return an operation: the size; {@code SUNIONSTORE}
     * @throws IllegalArgumentException if there are none, or the sets are not together
     */
    public Operation<Long> storeUnion(Collection<RedisSet<E>> sources) {
        return operation(commands().sunionstore(key(), keysOf(sources)));
    }

    /**
     * Makes this one what is in the first of several and in no other, and forgets what was in it.
     *
     * @param sources at least one, in their order, of which it may be one itself
     * @return an operation: the size; {@code SDIFFSTORE}
     * @throws IllegalArgumentException if there are none, or the sets are not together
     */
    public Operation<Long> storeDifference(List<RedisSet<E>> sources) {
        return operation(commands().sdiffstore(key(), keysOf(sources)));
    }

    private CommandObject<Set<E>> elements(CommandObject<Set<byte[]>> command) {
        return Replies.map(command, found -> Replies.set(found, form()));
    }
}
