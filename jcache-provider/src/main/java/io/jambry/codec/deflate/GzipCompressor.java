// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import io.jambry.spi.Compressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The gzip format (RFC 1952) at its quickest level: one member without name, time and comment. What else gzip allows is
 * refused. Thread-safe.
 */
public final class GzipCompressor implements Compressor {

    /** Names this format in the value header. */
    public static final int ID = 5;

    /** Magic, deflate, no flags, no time, quickest, unknown system. */
    private static final byte[] HEAD = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 4, (byte) 0xFF};

    /** The CRC and the length of what was compressed. */
    private static final int TAIL = 8;

    private final Deflation deflation = new Deflation(/* raw= */ true);

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "gzip";
    }

    @Override
    public byte[] compress(byte[] bytes) {
        byte[] compressed = deflation.compress(bytes, HEAD.length, TAIL);
        System.arraycopy(HEAD, 0, compressed, 0, HEAD.length);
        ByteBuffer.wrap(compressed, compressed.length - TAIL, TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(crc(bytes))
                .putInt(bytes.length);
        return compressed;
    }

    @Override
    public byte[] decompress(byte[] bytes, int offset, int length, int originalLength) throws IOException {
        int inside = length - HEAD.length - TAIL;
        if (inside < 0 || !Arrays.equals(bytes, offset, offset + HEAD.length, HEAD, 0, HEAD.length)) {
            throw new IOException("its bytes do not begin as gzip does here");
        }
        ByteBuffer tail = ByteBuffer.wrap(bytes, offset + length - TAIL, TAIL).order(ByteOrder.LITTLE_ENDIAN);
        int crc = tail.getInt();
        if (tail.getInt() != originalLength) {
            throw new IOException(
                    "gzip tells another length than the header, which tells " + originalLength + " bytes");
        }
        byte[] original = deflation.decompress(bytes, offset + HEAD.length, inside, originalLength);
        if (crc(original) != crc) {
            throw new IOException("its bytes are damaged: their checksum is another one");
        }
        return original;
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
