// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.spi;

import java.io.IOException;

/** Makes bytes fewer and restores them. Thread-safe. */
public interface Compressor {

    /**
     * Names the format in the value header. Ids 1 to 127 belong to Jambry (see {@code docs/wire-format.md}), 128 to 255 to
     * applications.
     *
     * @return a number from 1 to 255
     */
    int id();

    /**
     * Names the compressor in settings and messages.
     *
     * @return lower case, such as {@code zstd}
     */
    String name();

    /**
     * Compresses.
     *
     * @param bytes what to compress; not modified and not kept
     * @return the compressed bytes, owned by the caller; they may be more than before
     */
    byte[] compress(byte[] bytes);

    /**
     * Restores what was compressed. Makes no array larger than the original length, whatever the bytes say.
     *
     * @param bytes what {@link #compress} made, somewhere inside; not to be modified or kept
     * @param offset where it begins
     * @param length how long it is
     * @param originalLength how long the result must be; the caller has checked that it is not too much
     * @return exactly as many bytes
     * @throws IOException if the bytes are damaged, or become fewer or more than that
     */
    byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException;
}
