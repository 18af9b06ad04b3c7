// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts how many different elements were added, without keeping them: in 12 KiB at most, and to within 2 % or so.
 *
 * @param <E> the type of the elements; equal elements have equal bytes
 */
public final class RedisHyperLogLog<E> extends Structure {

    private final ElementForm<E> form;

    RedisHyperLogLog(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key);
        this.form = form;
    }

    /**
     * Adds an element.
     *
     * @param element what to count
     * @return an operation whose result is whether the estimate may be another one now: {@code PFADD}
     */
    public Operation<Boolean> add(E element) {
        return addAll(List.of(element));
    }

    /**
     * Adds elements.
     *
     * @param elements what to count, at least one
     * @return an operation whose result is whether the estimate may be another one now: {@code PFADD}
     * @throws IllegalArgumentException if there are none
     */
    public Operation<Boolean> addAll(Collection<? extends E> elements) {
        byte[][] all = Ranges.notEmpty("elements", elements).stream().map(form::encode).toArray(byte[][]::new);
        return operation(Replies.map(commands().pfadd(key(), all), Replies::isOne));
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
     * @throws IllegalArgumentException if they cannot be in one command with this
     */
    public Operation<Long> countWith(Collection<RedisHyperLogLog<E>> others) {
        Together.require(this, others);
        List<byte[]> keys = new ArrayList<>(List.of(key()));
        others.forEach(other -> keys.add(other.key()));
        return operation(commands().pfcount(keys.toArray(byte[][]::new)));
    }

    /**
     * Adds what was added to others. In a cluster they are of one {@linkplain Structures#group group} with this.
     *
     * @param others which, at least one
     * @return an operation without a result: {@code PFMERGE}
     * @throws IllegalArgumentException if there are none, or they cannot be in one command with this
     */
    public Operation<@Nullable Void> merge(Collection<RedisHyperLogLog<E>> others) {
        Together.require(this, Ranges.notEmpty("others", others));
        return operation(Replies.nothing(
                commands().pfmerge(key(), others.stream().map(Structure::key).toArray(byte[][]::new))));
    }
}
