// SPDX-FileCopyrightText: The Jambry authors
// SPDX-License-Identifier: Apache-2.0
package io.jambry.codec.deflate;

import io.jambry.codec.BareCompressor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * The gzip format (RFC 1952) at its quickest level: one member without name, time and comment. Behind a header of ours, what
 * else gzip allows is refused; without one, only several members are. Thread-safe.
 */
public final class GzipCompressor implements BareCompressor {

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
        if (length < HEAD.length + TAIL || !Arrays.equals(bytes, offset, offset + HEAD.length, HEAD, 0, HEAD.length)) {
            throw new IOException("its bytes do not begin as gzip does here");
        }
        if (tail(bytes, offset + length).getInt(Integer.BYTES) != originalLength) {
            throw new IOException(
                    "gzip tells another length than the header, which tells " + originalLength + " bytes");
        }
        return inflated(bytes, offset + HEAD.length, offset + length, originalLength);
    }

    @Override
    public byte[] restore(byte[] bytes, int maxBytes) throws IOException {
        int begin = GzipHead.end(bytes);
        if (bytes.length - begin < TAIL) {
            throw new IOException("its bytes are cut short");
        }
        // the length modulo 2^32, of the last member: more members, or more bytes, are found to be too many
        int length = tail(bytes, bytes.length).getInt(Integer.BYTES);
        if (length < 0 || length > maxBytes) {
            throw new IOException("it says that it becomes " + Integer.toUnsignedString(length)
                    + " bytes, more than 'max-value-bytes' = " + maxBytes);
        }
        return inflated(bytes, begin, bytes.length, length);
    }

    private static ByteBuffer tail(byte[] bytes, int end) {
        return ByteBuffer.wrap(bytes, end - TAIL, TAIL).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    private byte[] inflated(byte[] bytes, int begin, int end, int originalLength) throws IOException {
        byte[] original = deflation.decompress(bytes, begin, end - TAIL - begin, originalLength);
        if (crc(original) != tail(bytes, end).getInt(0)) {
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
