// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Arrays;

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

    /**
     * What decides how elements are written, so that they can go from one structure to another as they are.
     *
     * @return forms with equal answers read each other's elements
     */
    default String binding() {
        return "";
    }

    /**
     * Writes an element for one place, such as a field of a hash. Where this form encrypts, its bytes cannot be read as those of another
     * place; otherwise the place plays no part.
     *
     * @param element anything but null
     * @param place what only this element has, not kept
     * @return its bytes, owned by the caller
     * @throws io.jambry.EncodingException if it cannot be written, or not be read again
     */
    default byte[] encode(E element, byte[] place) {
        return encode(element);
    }

    /**
     * Reads an element that was written for the same place.
     *
     * @param bytes not kept
     * @param place as it was written for, not kept
     * @return the element
     * @throws io.jambry.DecodingException if the bytes are not such an element
     */
    default E decode(byte[] bytes, byte[] place) {
        return decode(bytes);
    }

    /**
     * Tells whether bytes are those of an element as it is now, though they may have been encrypted with another nonce, or come from an
     * equal map with more room. Who keeps an element that can change finds out with this whether it did.
     *
     * @param bytes as this form has written them, not kept
     * @param place as they were written for, not kept
     * @param element anything but null
     * @return false if the element would be written in another way
     * @throws io.jambry.EncodingException if the element cannot be written
     * @throws io.jambry.DecodingException if the bytes are no element
     */
    default boolean isWrittenAs(byte[] bytes, byte[] place, E element) {
        return Arrays.equals(bytes, encode(element, place))
                || Arrays.equals(encode(decode(bytes, place), place), encode(element, place));
    }
}
