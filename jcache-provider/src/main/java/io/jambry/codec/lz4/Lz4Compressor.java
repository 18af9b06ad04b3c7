// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.lz4;

import io.jambry.codec.OptionalLibrary;
import io.jambry.spi.Compressor;
import java.io.IOException;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** The LZ4 block format, without a frame. Thread-safe. */
public final class Lz4Compressor implements Compressor {

    /** Names this format in the value header. */
    public static final int ID = 2;

    /** A byte of a length means 255 bytes of content at most. */
    private static final int LARGEST_RATIO = 255;

    private static final int ROOM = 64;

    private final LZ4Factory lz4;

    /**
     * Makes a compressor.
     *
     * @throws io.jambry.ConfigurationException if lz4-java is not there or does not work here
     */
    public Lz4Compressor() {
        OptionalLibrary.require(
                "compressor lz4",
                "net.jpountz.lz4.LZ4Factory",
                "at.yawk.lz4:lz4-java",
                () -> LZ4Factory.fastestInstance().fastCompressor());
        lz4 = LZ4Factory.fastestInstance();
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "lz4";
    }

    @Override
    public byte[] compress(byte[] bytes) {
        return lz4.fastCompressor().compress(bytes);
    }

    @Override
    public byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        if (originalLength > (long) length * LARGEST_RATIO + ROOM) {
            throw new IOException(
                    "its " + length + " bytes cannot become the " + originalLength + " that the header tells");
        }
        byte[] original = new byte[originalLength];
        LZ4SafeDecompressor decompressor = lz4.safeDecompressor();
        int read;
        try {
            read = decompressor.decompress(bytes, offset, length, original, 0, originalLength);
        } catch (RuntimeException e) {
            throw new IOException(
                    "its bytes are damaged, or become more than the " + originalLength + " that the header tells", e);
        }
        if (read != originalLength) {
            throw new IOException("its bytes become fewer than the " + originalLength + " that the header tells");
        }
        return original;
    }
}
