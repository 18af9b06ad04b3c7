// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

/**
 * How the elements of one structure are written. Thread-safe.
 *
 * @param <E> the type of the elements
 */
public interface ElementForm<E> {

    /**
     * Writes an element.
     *
     * @param element anything but null
     * @return its bytes, owned by the caller
     * @throws io.jambry.EncodingException if it cannot be written, or not be read again
     */
    byte[] encode(E element);

    /**
     * Reads an element.
     *
     * @param bytes not kept
     * @return the element
     * @throws io.jambry.DecodingException if the bytes are not such an element
     */
    E decode(byte[] bytes);
}
