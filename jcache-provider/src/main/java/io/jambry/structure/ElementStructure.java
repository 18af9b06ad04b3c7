// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A structure whose content are elements of one form, which may go to others of its kind. */
abstract class ElementStructure<E> extends Structure {

    private final ElementForm<E> form;

    ElementStructure(StructureLink link, byte[] key, ElementForm<E> form) {
        super(link, key);
        this.form = form;
    }

    final ElementForm<E> form() {
        return form;
    }

    final byte[] bytes(E element) {
        return form.encode(requireNonNull(element, "element"));
    }

    final byte[][] bytes(Collection<? extends E> elements) {
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("there are no elements");
        }
        return elements.stream().map(this::bytes).toArray(byte[][]::new);
    }

    final Optional<E> optional(byte @Nullable [] element) {
        return Replies.optional(element, form);
    }

    final List<E> list(Collection<byte[]> elements) {
        return Replies.list(elements, form);
    }

    /**
     * For what the server is to compare.
     *
     * @throws IllegalStateException if an element has other bytes each time
     */
    final byte[] comparable(E element) {
        return Compared.bytes(this, form, requireNonNull(element, "element"));
    }

    /**
     * The names on the server of this one and others, for an operation over all of them.
     *
     * @throws IllegalArgumentException if they cannot take part in one operation
     */
    final byte[][] keysWith(Collection<? extends ElementStructure<E>> others) {
        List<byte[]> keys = new ArrayList<>();
        keys.add(key());
        for (ElementStructure<E> other : others) {
            requireKin(requireNonNull(other, "other"));
            keys.add(other.key());
        }
        return keys.toArray(byte[][]::new);
    }

    /**
     * The names on the server of several ones, of which an operation makes this one.
     *
     * @throws IllegalArgumentException if there are none, or they cannot take part in one operation
     */
    final byte[][] keysOf(Collection<? extends ElementStructure<E>> sources) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException(this + ": there is nothing to make it of");
        }
        byte[][] keys = keysWith(sources);
        return Arrays.copyOfRange(keys, 1, keys.length);
    }

    /** Which one of them has a name on the server. */
    final <S extends ElementStructure<E>> S named(byte[] key, S self, Collection<S> others) {
        return others.stream()
                .filter(other -> Arrays.equals(other.key(), key))
                .findFirst()
                .orElse(self);
    }

    /**
     * Makes sure that elements can go from one to the other in one operation.
     *
     * @throws IllegalArgumentException if they cannot
     */
    final void requireKin(ElementStructure<E> other) {
        requireTogether(other);
        if (!form.binding().equals(other.form().binding())) {
            throw new IllegalArgumentException(this + " and " + other
                    + " write their elements in different ways, so none can go from one to the other; give both the same type and"
                    + " settings, and no encryption");
        }
    }
}
