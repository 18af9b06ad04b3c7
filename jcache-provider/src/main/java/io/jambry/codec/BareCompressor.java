// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec;

import io.jambry.spi.Compressor;
import java.io.IOException;

/** A compressor whose bytes need no header: they begin in a way of their own, and say where they end. Thread-safe. */
public interface BareCompressor extends Compressor {

    /**
     * Restores what any program of this format compressed. Makes no array larger than the limit, whatever the bytes say.
     *
     * @param bytes compressed bytes and nothing else; not modified and not kept
     * @param maxBytes how many bytes the result may have
     * @return what was compressed
     * @throws IOException if the bytes are damaged, or become more than that
     */
    byte[] restore(byte[] bytes, int maxBytes) throws IOException;
}
