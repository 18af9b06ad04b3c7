// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many different elements were added, without keeping them: in 12 KiB at most, and to within 2 % or so.
 *
 * @param <E> the type of the elements; equal elements have equal bytes
 */
public final class RedisHyperLogLog<E> extends ElementStructure<E> {

    RedisHyperLogLog(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key, form);
    }

    /**
     * Adds an element.
     *
     * @param element what to count
     * @return an operation whose result is whether the estimate may be another one now: {@code PFADD}
     */
    public Operation<Boolean> add(E element) {
        return operation(Replies.map(commands().pfadd(key(), bytes(element)), Replies::isOne));
    }

    /**
     * Adds elements.
     *
     * @param elements what to count, at least one
     * @return an operation whose result is whether the estimate may be another one now: {@code PFADD}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Boolean> addAll(Collection<? extends E> elements) {
        return operation(Replies.map(commands().pfadd(key(), bytes(elements)), Replies::isOne));
    }

    /**
     * Estimates how many different elements were added.
     *
     * @return an operation: {@code PFCOUNT}
     */
    public Operation<Long> count() {
        return operation(commands().pfcount(key()));
    }

    /**
     * Estimates how many different elements were added to this and to others together. In a cluster they are of one
     * {@linkplain Structures#group group}.
     *
     * @param others which
     * @return an operation: {@code PFCOUNT}
     * @throws IllegalArgumentException if they cannot be in one command with this, or write their elements in another way
     */
    public Operation<Long> countWith(Collection<RedisHyperLogLog<E>> others) {
        return operation(commands().pfcount(keysWith(others)));
    }

    /**
     * Adds what was added to others. In a cluster they are of one {@linkplain Structures#group group} with this.
     *
     * @param others which, at least one
     * @return an operation without a result: {@code PFMERGE}
     * @throws IllegalArgumentException if there are none, they cannot be in one command with this, or write their elements in another way
     */
    public Operation<@Nullable Void> merge(Collection<RedisHyperLogLog<E>> others) {
        return operation(Replies.nothing(commands().pfmerge(key(), keysOf(others))));
    }
}
