// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.structure;

import java.util.Arrays;

/** What the server is to compare with what it has. */
final class Compared {

    private Compared() {}

    /**
     * Writes an element.
     *
     * @throws IllegalStateException if it has other bytes each time
     */
    static <E> byte[] bytes(Structure structure, ElementForm<E> form, E element) {
        byte[] bytes = form.encode(element);
        if (!Arrays.equals(bytes, form.encode(element))) {
            throw new IllegalStateException(structure
                    + ": what is in it is encrypted, each time into other bytes, so the server cannot compare it;"
                    + " leave the comparison out, or switch encryption off for this structure");
        }
        return bytes;
    }
}
