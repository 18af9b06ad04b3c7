// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import io.jambry.codec.BareCompressor;
import java.io.IOException;

/** The zlib format (RFC 1950) at its quickest level. Thread-safe. */
public final class DeflateCompressor implements BareCompressor {

    /** Names this format in the value header. */
    public static final int ID = 4;

    private final Deflation deflation = new Deflation(/* raw= */ false);

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "deflate";
    }

    @Override
    public byte[] compress(byte[] bytes) {
        return deflation.compress(bytes, /* head= */ 0, /* tail= */ 0);
    }

    @Override
    public byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        return deflation.decompress(bytes, offset, length, originalLength);
    }

    @Override
    public byte[] restore(byte[] bytes, int maxBytes) throws IOException {
        // a zlib stream does not tell how long it becomes
        return deflation.decompress(bytes, 0, bytes.length, deflation.measure(bytes, maxBytes));
    }
}
