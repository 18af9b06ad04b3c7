// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.io.IOException;

/**
 * Turns values into bytes and back. Scalars, headers, compression and encryption are not its business: it sees the values
 * that have no readable form of their own, and the bytes it made.
 *
 * <p>Thread-safe. A codec instance belongs to one cache and resolves classes with the loader it was made with.
 */
public interface Codec {

    /**
     * Names the format in the value header. Ids 1 to 127 belong to Jambry (see {@code docs/wire-format.md}), 128 to 255 to
     * applications.
     *
     * @return a number from 1 to 255
     */
    int id();

    /**
     * Names the codec in settings and messages.
     *
     * @return lower case, such as {@code jdk}
     */
    String name();

    /**
     * Writes a value.
     *
     * @param value anything but null
     * @return the bytes, owned by the caller
     * @throws IOException if the value cannot be written, or could not be read again; the message names the class and the
     *     setting to change, never the value
     */
    byte[] encode(Object value) throws IOException;

    /**
     * Reads a value.
     *
     * @param bytes what {@link #encode} made, somewhere inside; not to be modified or kept
     * @param offset where it begins
     * @param length how long it is
     * @return the value
     * @throws IOException if the bytes are damaged, refused or of a class that cannot be loaded
     */
    Object decode(byte[] bytes, int offset, int length) throws IOException;
}
