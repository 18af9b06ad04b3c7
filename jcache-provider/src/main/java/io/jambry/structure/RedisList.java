// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.args.ListPosition;
import redis.clients.jedis.params.LPosParams;

/**
 * A list on one server, by places. Places count from 0; negative ones count from the end, -1 being the last. The server walks from the
 * nearer end to a place, so places in the middle of long lists take long.
 *
 * <p>A {@link RedisDeque} of the same name is the same list seen from its ends.
 *
 * <p>Where the server looks for an element it compares bytes: elements that are equal, but are written in different ways, such as sets
 * with another order, are not found.
 *
 * @param <E> the type of the elements
 */
public final class RedisList<E> extends ElementStructure<E> {

    private final ListScripts scripts;

    RedisList(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
        this.scripts = new ListScripts(key);
    }

    /**
     * The same list as {@code java.util} sees it, each method by the operations here. Elements are compared with {@code equals}, for which
     * they are read page by page. Iterators are weakly consistent: they go by places, so while others put elements in or take some out,
     * elements may come twice or not at all. They never remove or replace another element than the one they gave; if it has moved, they
     * throw {@link java.util.ConcurrentModificationException}.
     *
     * @return a view
     */
    public List<E> view() {
        return new ListView<>(this);
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
     * Puts an element behind the last one.
     *
     * @param element anything but null
     * @return an operation: the size; {@code RPUSH}
     */
    public Operation<Long> add(E element) {
        return operation(commands().rpush(key(), bytes(element)));
    }

    /**
     * Puts elements behind the last one, all at once.
     *
     * @param elements at least one
     * @return an operation: the size; {@code RPUSH}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Long> addAll(Collection<? extends E> elements) {
        return operation(commands().rpush(key(), bytes(elements)));
    }

    /**
     * Puts an element at a place, and moves those behind by one.
     *
     * @param index the place, from 0 to the size
     * @param element anything but null
     * @return an operation: the size; nothing is put in if the list ends before that place; a script
     * @throws IllegalArgumentException if the place is negative
     */
    public Operation<Optional<Long>> insert(long index, E element) {
        return operation(
                Replies.map(scripts.insert(Ranges.notNegative("index", index), bytes(element)), Optional::ofNullable));
    }

    /**
     * Puts an element before the first one that is another.
     *
     * @param pivot the other one
     * @param element anything but null
     * @return an operation: the size; empty if the other one is not there; {@code LINSERT}
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<Optional<Long>> insertBefore(E pivot, E element) {
        return inserted(ListPosition.BEFORE, pivot, element);
    }

    /**
     * Puts an element behind the first one that is another.
     *
     * @param pivot the other one
     * @param element anything but null
     * @return an operation: the size; empty if the other one is not there; {@code LINSERT}
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<Optional<Long>> insertAfter(E pivot, E element) {
        return inserted(ListPosition.AFTER, pivot, element);
    }

    private Operation<Optional<Long>> inserted(ListPosition where, E pivot, E element) {
        CommandObject<Long> command =
                commands().linsert(key(), where, comparable(requireNonNull(pivot, "pivot")), bytes(element));
        return operation(Replies.map(command, size -> size > 0 ? Optional.of(size) : Optional.empty()));
    }

    /**
     * Reads an element.
     *
     * @param index the place
     * @return an operation: {@code LINDEX}
     */
    public Operation<Optional<E>> get(long index) {
        return operation(Replies.map(commands().lindex(key(), index), this::optional));
    }

    /**
     * Reads elements.
     *
     * @param first place
     * @param last place
     * @return an operation: those that are there; {@code LRANGE}
     */
    public Operation<List<E>> range(long first, long last) {
        return operation(Replies.map(raw(first, last), this::list));
    }

    /**
     * Writes an element. The server refuses it if nothing is at that place.
     *
     * @param index the place
     * @param element anything but null
     * @return an operation: {@code LSET}
     */
    public Operation<@Nullable Void> set(long index, E element) {
        return operation(Replies.map(commands().lset(key(), index, bytes(element)), ok -> null));
    }

    /**
     * Writes an element if there is one at that place, and tells the one before.
     *
     * @param index the place
     * @param element anything but null
     * @return an operation: the element before; empty if nothing was written; a script
     */
    public Operation<Optional<E>> getAndSet(long index, E element) {
        return operation(Replies.map(scripts.set(index, bytes(element)), this::optional));
    }

    /**
     * Takes the element at a place out, and moves those behind by one.
     *
     * @param index the place
     * @return an operation: the element; a script
     */
    public Operation<Optional<E>> removeAt(long index) {
        return operation(Replies.map(scripts.remove(index), this::optional));
    }

    /**
     * Takes elements out that are a certain one.
     *
     * @param element which
     * @param count how many at most from the first on, or from the last one on if it is negative; 0 for all
     * @return an operation: how many were there; {@code LREM}
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<Long> remove(E element, long count) {
        return operation(commands().lrem(key(), count, comparable(element)));
    }

    /**
     * Takes all elements out but those of a range.
     *
     * @param first place that is kept
     * @param last place that is kept
     * @return an operation: {@code LTRIM}
     */
    public Operation<@Nullable Void> trim(long first, long last) {
        return operation(Replies.map(commands().ltrim(key(), first, last), ok -> null));
    }

    /**
     * Looks for an element.
     *
     * @param element which
     * @return an operation: the first place where it is; {@code LPOS}
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<Optional<Long>> indexOf(E element) {
        return operation(Replies.map(commands().lpos(key(), comparable(element)), Optional::ofNullable));
    }

    /**
     * Looks for an element from the end.
     *
     * @param element which
     * @return an operation: the last place where it is; {@code LPOS}
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<Optional<Long>> lastIndexOf(E element) {
        return operation(Replies.map(
                commands().lpos(key(), comparable(element), new LPosParams().rank(-1)), Optional::ofNullable));
    }

    /**
     * Looks for an element at several places.
     *
     * @param element which
     * @param occurrence from which one on: 1 is the first; -1 the last, from where it goes back
     * @param count how many places at most; 0 for all
     * @param compared how many elements to look at, at most; 0 for all
     * @return an operation: the places, in the order in which they were found; {@code LPOS}
     * @throws IllegalArgumentException if the occurrence is 0, or another number is negative
     * @throws IllegalStateException if elements are encrypted
     */
    public Operation<List<Long>> indexesOf(E element, int occurrence, int count, int compared) {
        if (occurrence == 0) {
            throw new IllegalArgumentException("occurrence is 0; 1 is the first, -1 the last");
        }
        Ranges.notNegative("count", count);
        Ranges.notNegative("compared", compared);
        LPosParams params = new LPosParams().rank(occurrence).maxlen(compared);
        return operation(commands().lpos(key(), comparable(element), params, count));
    }

    /** As bytes. */
    CommandObject<List<byte[]>> raw(long first, long last) {
        return commands().lrange(key(), first, last);
    }

    ListScripts scripts() {
        return scripts;
    }

    /** Walks from the end to the beginning. */
    Iterator<E> descending() {
        long size = size().call();
        ListWalk<E> walk = new ListWalk<>(this, size);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return walk.hasPrevious();
            }

            @Override
            public E next() {
                return walk.previous();
            }

            @Override
            public void remove() {
                walk.remove();
            }
        };
    }
}
