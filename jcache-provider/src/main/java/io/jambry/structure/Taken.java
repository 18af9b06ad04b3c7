// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was taken from one of several structures.
 *
 * @param from which one it was
 * @param elements what was taken, at least one, in the order in which they were taken
 * @param <S> what the structures are
 * @param <E> the type of the elements
 */
public record Taken<S extends Structure, E>(S from, List<E> elements) {

    /** Keeps a copy of the list. */
    public Taken {
        requireNonNull(from, "from");
        elements = List.copyOf(elements);
    }

    /** Where it was taken from and how much, without the elements. */
    @Override
    public String toString() {
        return elements.size() + " of " + from;
    }
}
