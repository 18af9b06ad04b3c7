// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.snappy;

import io.jambry.codec.OptionalLibrary;
import io.jambry.spi.Compressor;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/** The Snappy block format, without a frame. Thread-safe. */
public final class SnappyCompressor implements Compressor {

    /** Names this format in the value header. */
    public static final int ID = 3;

    /** A copy of three bytes means 64 bytes of content at most. */
    private static final int LARGEST_RATIO = 64;

    /**
     * Makes a compressor.
     *
     * @throws io.jambry.ConfigurationException if snappy-java is not there or does not work here
     */
    public SnappyCompressor() {
        OptionalLibrary.require(
                "compressor snappy",
                "org.xerial.snappy.Snappy",
                "org.xerial.snappy:snappy-java",
                () -> Snappy.maxCompressedLength(1));
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "snappy";
    }

    @Override
    public byte[] compress(byte[] bytes) {
        try {
            return Snappy.compress(bytes);
        } catch (IOException e) {
            // memory knows no input and output errors
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        if (length == 0
                || originalLength > (long) length * LARGEST_RATIO
                || Snappy.uncompressedLength(bytes, offset, length) != originalLength) {
            throw new IOException(
                    "its " + length + " bytes do not become the " + originalLength + " that the header tells");
        }
        byte[] original = new byte[originalLength];
        int read = Snappy.uncompress(bytes, offset, length, original, 0);
        if (read != originalLength) {
            throw new IOException("its bytes become fewer than the " + originalLength + " that the header tells");
        }
        return original;
    }
}
