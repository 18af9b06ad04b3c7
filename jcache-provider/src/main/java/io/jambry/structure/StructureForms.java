// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/** How the elements of structures are written, as the settings say. Thread-safe. */
public interface StructureForms {

    /**
     * For what the server compares: fields of maps, members of sets. Equal elements have the same bytes.
     *
     * @param structure the name of the structure
     * @param type the declared type of the elements
     * @param <E> the same
     * @return the form
     */
    <E> ElementForm<E> compared(String structure, Class<E> type);

    /**
     * For everything else.
     *
     * @param structure the name of the structure
     * @param key the name of the structure on the server, which its values may be bound to
     * @param type the declared type of the elements
     * @param <E> the same
     * @return the form
     */
    <E> ElementForm<E> valued(String structure, byte[] key, Class<E> type);
}
