// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import redis.clients.jedis.resps.Tuple;

/**
 * An element of a sorted set with its score.
 *
 * @param element the element
 * @param score its score, which may be infinite but is a number
 * @param <E> the type of the element
 */
public record Scored<E>(E element, double score) {

    /** Refuses what is no number. */
    public Scored {
        requireNonNull(element, "element");
        Scores.require("score", score);
    }

    static <E> Scored<E> of(Tuple tuple, ElementForm<E> form) {
        return new Scored<>(form.decode(tuple.getBinaryElement()), tuple.getScore());
    }

    /** The score alone. */
    @Override
    public String toString() {
        return "an element with score " + score;
    }
}
