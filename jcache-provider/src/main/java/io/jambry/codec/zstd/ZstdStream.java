// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.zstd;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Zstd frames that do not tell how long they become, as a program writes them that does not know it in advance. */
final class ZstdStream {

    /** The base 2 logarithm of the window that a reader should have, of RFC 8878; it is the memory that a frame may ask for. */
    private static final int LARGEST_WINDOW = 23;

    private ZstdStream() {}

    static byte[] restore(byte[] bytes, int maxBytes) throws IOException {
        byte[] original = new byte[length(bytes, maxBytes)];
        try (InputStream in = open(bytes)) {
            in.readNBytes(original, 0, original.length);
        }
        return original;
    }

    /** Found out without keeping what comes. */
    private static int length(byte[] bytes, int maxBytes) throws IOException {
        byte[] passing = new byte[8192];
        long length = 0;
        try (InputStream in = open(bytes)) {
            for (int read = in.read(passing); read >= 0; read = in.read(passing)) {
                length += read;
                if (length > maxBytes) {
                    throw new IOException("it becomes more than 'max-value-bytes' = " + maxBytes);
                }
            }
        }
        return (int) length;
    }

    private static InputStream open(byte[] bytes) throws IOException {
        return new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes)).setLongMax(LARGEST_WINDOW);
    }
}
